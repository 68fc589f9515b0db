"""Deeds of inviting, joining, signing up and travelling, by noun."""
