"""A mail with example words, sent to the organiser who asks for it: to see what others get."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from idetorg.core.time import today
from idetorg.invitations.mails import seminar_facts
from idetorg.mailer.actions import queue_test
from idetorg.mailer.models import Mail
from idetorg.seminars.access import Seat
from idetorg.seminars.words import day_in_words


def send_example(seat: Seat, kind: str) -> Mail | None:
    """Queue a test of a kind to the organiser; None after three of it within an hour.

    The seminar's facts are its own. What a participant would have written is made up, and
    the mail says so: nobody's words are in it.
    """
    seminar, user = seat.seminar, seat.user
    organiser = seminar.organiser
    language = user.language or seminar.language
    day = seminar.starts_on or today(seminar.time_zone)
    with override(language):
        # Translators: the word before the colon also stands before the subject of the mail.
        notice = _("Test: This is a test with made-up words. Only you have got it.")
        values = {
            "first_name": user.first_name,
            **{name: said or "–" for name, said in seminar_facts(seminar).items()},
            "written_on": day_in_words(day),
            "own_words": _("Once a week I ask two who visit us what they missed (made up)."),
            "first_step": _("Write the two questions on a slip and put it by the till (made up)."),
            "first_step_date": day_in_words(day),
            "makker_name": _("Example"),
            "owner_name": _("Example"),
            "slot": day_in_words(day),
            "slot_minutes": "10",
            "running_order": "–",
            "change": _("The bus leaves a quarter of an hour later (made up)."),
            "help_count": "2",
            "silent_count": "3",
            "put_aside_count": "1",
            "good_news_count": "4",
        }
    return queue_test(
        kind=kind,
        scope=seminar.scope,
        person_id=user.pk,
        to=user.mail_to,
        to_name=user.name,
        values=values,
        language=language,
        from_name=organiser.sender_name,
        reply_to=organiser.reply_to,
        notice=notice,
        links_to=reverse("web:mail", args=[seminar.slug]),
    )
