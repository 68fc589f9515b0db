"""What can go wrong between a deed and the phones that should see it."""


class NotInTransaction(RuntimeError):
    """An event was emitted outside a transaction, so it could not share the deed's fate."""


class InvalidToken(ValueError):
    """A stream token is forged, damaged or too old."""
