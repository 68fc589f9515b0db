"""Problem statements, marks and the live board."""
