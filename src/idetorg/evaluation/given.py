"""What a person has said in the evaluation and aloud: tied to nobody, and said so."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from idetorg.evaluation import queries
from idetorg.rooms.queries import remarks
from idetorg.seminars.access import Seat
from idetorg.seminars.activities import Given, GivenSource, register_given


def quotes(seat: Seat) -> list[Given]:
    """Return what may be quoted. It can't be found again by person, and the page says so."""
    found = []
    evaluation = queries.evaluation_of(seat.seminar)
    if evaluation is not None and queries.has_answered(evaluation, seat.participation):
        found.append(
            Given(
                what=_("The evaluation"),
                now=_(
                    "What you wrote is quoted only if you said yes there, by role, never by"
                    " name. It is tied to nobody, so neither you nor we can find it again."
                ),
            )
        )
    if any(row.kind == "said" and row.has_consent for row in remarks(seat.seminar)):
        office = seat.seminar.organiser
        found.append(
            Given(
                what=_("Said aloud"),
                now=_(
                    "What somebody said yes to being quoted on stands by role, without a name."
                    " Was it you? Ask %(office)s, and it is left out."
                )
                % {"office": office.name},
                url=f"mailto:{office.reply_to}" if office.reply_to else "",
                link=_("Write to the organiser"),
            )
        )
    summary = queries.summary_of(seat.seminar)
    if found and summary is not None and summary.published_at is not None:
        found.append(
            Given(
                what=_("The summary"),
                now=_("It is shown to everyone, with the quotes the organiser chose."),
                url=reverse("evaluation:summary", args=[seat.seminar.slug]),
                link=_("Read the summary"),
            )
        )
    return found


def register_parts() -> None:
    """Called once by the app's `ready()`."""
    register_given(GivenSource(60, gettext_lazy("Quotes"), quotes))
