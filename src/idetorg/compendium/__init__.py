"""What is collected and kept."""
