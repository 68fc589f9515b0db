"""The mailer app."""

from django.apps import AppConfig


class MailerConfig(AppConfig):
    """The outbox: mail as rows, sent by a worker."""

    name = "idetorg.mailer"
    label = "mailer"

    def ready(self) -> None:
        """Register the sender and the clean-up with the worker."""
        from idetorg.jobs import worker
        from idetorg.mailer import sending

        worker.register("mailer.send_due", 1, sending.send_due, wanted=sending.something_is_due)
        worker.register("mailer.forget_texts", 24 * 60 * 60, sending.forget_texts)
