"""Outbox of events and the hub that carries them."""
