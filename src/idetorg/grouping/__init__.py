"""Wishes, runs and groups."""
