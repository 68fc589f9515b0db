"""Persons, sign-in, consent, export and erasure."""
