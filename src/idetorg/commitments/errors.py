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
    """Put aside and postponed come with a reason: own words, or an obstacle pointed at."""

    status = 422
    message = _(
        "Say in a few words why, or point at what it resembles. "
        "It is for you, and for what we can learn."
    )


class DateMissing(Refused):
    """Postponed comes with a new date that is still to come, and within ten years."""

    status = 422
    message = _("Choose a new date, from tomorrow on and within ten years.")


class TooEarly(Refused):
    """Lasting can be said when six months have passed since it was done."""

    message = _("Lasting can be said when six months have passed since it was done.")


class QuietTooLong(Refused):
    """More than two months in one go, or more quiet times than anybody needs."""

    status = 422
    message = _("Two months at most in one go, and twelve in all. Then nobody is forgotten.")


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


class NotMakkers(Refused):
    """What makkers say to each other is for two who have both said yes."""

    message = _("You are not makkers yet, or not any more. Nothing was changed.")


class NotTheOrganiser(Refused):
    """Letters are asked for, printed and handed over by an organiser of the seminar."""

    status = 403
    message = _("Only the organiser can do that with a letter.")


class NotTheCaller(Refused):
    """Calls are written down by an organiser of the seminar; a note is taken away by its writer."""

    status = 403
    message = _("Only the organiser who rang can do that.")


class NotYourLetter(Refused):
    """A letter is decided by the one whose library it is about."""

    status = 403
    message = _("Only the one a letter is about can say yes or no to it.")


class LetterNotRead(Refused):
    """What would be approved is not what its owner has read, or is longer than a page."""

    message = _("Read the letter once more before you approve it. Nothing has been approved.")


class LetterAnswered(Refused):
    """A letter that has been answered is no longer the organiser's to take away."""

    message = _("The letter has been answered. Nothing was changed.")


class LetterNotApproved(Refused):
    """A letter is handed over when the one it is about has approved it."""

    message = _("The letter is not approved, or not any more. Nothing was changed.")


class LetterHandedOver(Refused):
    """What is on paper can't be called back."""

    message = _("The letter has been handed over. What is on paper can't be called back.")


class NotAskedYet(Refused):
    """The leader must be named and ticked before they can be shown anything."""

    status = 422
    message = _("Write your leader's name and e-mail, and tick that they may see your words.")


class LeaderAsked(Refused):
    """The named leader has been asked this week, or has answered."""

    message = _("We ask your leader at most once a week, and not after the answer has come.")


class LeaderNotReached(Refused):
    """No mail goes to the named leader's address."""

    message = _("We can't reach your leader by e-mail. Look at the address, or ask in person.")


class HelpIsTaken(Refused):
    """A wish that somebody has taken on is no longer taken back with a button."""

    message = _("Somebody has taken it on already. Tell them that you don't need it any more.")


class HelpIsTakenBack(Refused):
    """A wish its owner has taken back is nobody's to take on."""

    message = _("The wish has been taken back. There is nothing more to do.")


class NotCarriedOut(Refused):
    """An experience is told when it has been had."""

    message = _("An experience card can be made when the task is carried out.")
