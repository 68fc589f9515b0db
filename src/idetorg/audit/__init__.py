"""Who did what, and deeds that are done once."""
