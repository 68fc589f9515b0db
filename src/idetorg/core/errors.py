"""Errors with a message that a participant can read."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """A deed that can't be done now. `message` is said to the person; `status` goes to HTTP."""

    message: str | Promise = _("This can't be done right now. Nothing was changed.")
    status = 409

    def __init__(self, message: str | Promise | None = None) -> None:
        if message is not None:
            self.message = message
        super().__init__(str(self.message))


class StepClosed(Refused):
    """The room has moved on: the deed belongs to another step than the current one."""

    message = _("This step is closed now. Your text is still here, so you can copy it.")


class EditConflict(Refused):
    """Somebody saved the same thing in the meantime; both versions are shown."""

    message = _("Someone saved this at the same time. Both versions are shown below.")
