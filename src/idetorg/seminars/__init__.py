"""Initiatives, seminars, institutions, participation and roles."""
