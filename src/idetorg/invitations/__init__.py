"""Invite, sign up, bus, beds, meals, attend."""
