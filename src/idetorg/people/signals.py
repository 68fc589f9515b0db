"""What other apps may want to know about a person."""

from django.dispatch import Signal

# Sent inside the transaction, with `user` and `had_address` (an own address before this one):
# links that went to the old address must die.
address_changed = Signal()
