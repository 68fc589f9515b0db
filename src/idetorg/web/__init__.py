"""Pages that mix steps: now, screen, lead, home, search."""
