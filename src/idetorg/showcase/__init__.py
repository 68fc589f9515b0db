"""Presentations, remote visits and inspiration."""
