"""The outbox: mail as rows, sent by a worker."""
