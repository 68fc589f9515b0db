"""The words that invitations put into mails."""

from django.utils.translation import override

from idetorg.invitations.links import mailed_url
from idetorg.invitations.models import Answer, Invitation
from idetorg.mailer.actions import queue
from idetorg.mailer.models import Mail
from idetorg.seminars.models import Participation, Seminar
from idetorg.seminars.words import dates_in_words, day_in_words


def language_of(participation: Participation) -> str:
    """Return the person's language, else the seminar's."""
    return participation.user.language or participation.seminar.language


def seminar_facts(seminar: Seminar) -> dict[str, str]:
    """Return what mails say of a seminar, in the language that is on; "" is what is not known."""
    organiser = seminar.organiser
    return {
        "seminar": seminar.name,
        "goal": seminar.goal,
        "organiser": organiser.name,
        "sender_name": organiser.sender_name,
        "sender_phone": organiser.phone,
        "dates": dates_in_words(seminar),
        "place": seminar.place,
        "deadline": day_in_words(seminar.sign_up_by),
        "cancel_by": day_in_words(seminar.sign_up_by),
        "who_pays": seminar.who_pays,
        "meeting_point": seminar.meeting_point,
    }


def kind_with_link(invitation: Invitation | None) -> str:
    """Return the kind of mail that hands a person the own link, by what they have answered."""
    is_asked = invitation is not None and invitation.answer != Answer.COMING
    return "invitation" if is_asked else "join_confirmation"


def send(kind: str, participation: Participation, *, dedupe_key: str | None = None) -> Mail | None:
    """Queue a mail of a kind to a participation's person; None when there is no address.

    Call it in the deed's transaction. The link in it is the person's own.
    """
    user, seminar = participation.user, participation.seminar
    if not user.mail_to:
        return None
    organiser = seminar.organiser
    language = language_of(participation)
    with override(language):
        values = {
            **seminar_facts(seminar),
            "first_name": user.first_name,
            "action_link": mailed_url(participation),
        }
    return queue(
        kind=kind,
        scope=seminar.scope,
        person_id=user.pk,
        to=user.mail_to,
        to_name=user.name,
        values=values,
        language=language,
        from_name=organiser.sender_name,
        reply_to=organiser.reply_to,
        dedupe_key=dedupe_key,
    )
