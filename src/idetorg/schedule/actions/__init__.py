"""Deeds of the programme: `programme` (paste, correct, publish) and `room` (next, back)."""
