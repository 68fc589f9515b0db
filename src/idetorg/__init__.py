"""Idétorg: seminars that people go home from with a change to make."""

__version__ = "0.1.0"
