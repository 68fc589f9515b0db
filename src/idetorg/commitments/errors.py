"""What can't be done with a change task, in words its owner can read."""

from django.utils.translation import gettext_lazy as _

from idetorg.core.errors import EditConflict, Refused


class NotYours(Refused):
    """Somebody else than the owner tried to write, move or show a task."""

    status = 403
    message = _("Only the one who wrote a change task can change it.")


class NotWhole(Refused):
    """A task can't go home before its few required answers are there; `missing` names them."""

    status = 422
    message = _("A few answers are missing before you can take it home.")

    def __init__(self, missing: list[str]) -> None:
        self.missing = missing
        super().__init__()


class NotAllowed(Refused):
    """The state can't be moved there from where it is."""

    message = _("The task can't go there from where it is now. Nothing was changed.")


class ReasonMissing(Refused):
    """Put aside and postponed come with a reason, in own words."""

    status = 422
    message = _("Write a few words on why. It is for you, and for what we can learn.")


class DateMissing(Refused):
    """Postponed comes with a new date that is still to come."""

    status = 422
    message = _("Choose a new date, from tomorrow on.")


class TooEarly(Refused):
    """Lasting can be said when six months have passed since it was done."""

    message = _("Lasting can be said when six months have passed since it was done.")


class TooMany(Refused):
    """Five change tasks are many for one person."""

    message = _("You have five change tasks. Put one aside before you start another.")


class AlreadyTakenHome(Refused):
    """The words of a task that has gone home are frozen; they can be reworded."""

    message = _("This task has been taken home. You can reword it; the first words stay too.")


class BadValue(Refused):
    """An answer that can't be what was asked for."""

    status = 422
    message = _("This answer can't be read. Look at it once more.")


class TaskConflict(EditConflict):
    """The same answer was saved from two places; `theirs` is what stands now."""

    def __init__(self, theirs: str, revision: int) -> None:
        self.theirs = theirs
        self.revision = revision
        super().__init__()


class NoMakker(Refused):
    """Only someone of the same seminar can be asked, and not oneself."""

    status = 422
    message = _("Choose someone from this seminar.")


class NotAskedYet(Refused):
    """The leader must be named and ticked before they can be shown anything."""

    status = 422
    message = _("Write your leader's name and e-mail, and tick that they may see your words.")
