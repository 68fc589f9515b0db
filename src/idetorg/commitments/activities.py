"""What a writing step does: each on their own phone, the screen keeps quiet and counts."""

from datetime import timedelta

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from idetorg.commitments import queries, words
from idetorg.commitments.dates import months_after
from idetorg.commitments.enums import LetterState
from idetorg.commitments.models import ChangeTask
from idetorg.commitments.presenting import chart_of, own_wish_rows, result_sentences, task_rows
from idetorg.commitments.queries import calling
from idetorg.commitments.queries.pictures import SeenPicture, seen_pictures
from idetorg.core.sentences import sentence
from idetorg.core.time import now
from idetorg.schedule.queries import position, room_now
from idetorg.seminars.access import Seat
from idetorg.seminars.activities import (
    Activity,
    Need,
    Panel,
    Phase,
    Scene,
    StepFacts,
    register,
    register_panel,
)
from idetorg.seminars.enums import StepKind
from idetorg.seminars.models import Seminar
from idetorg.showcase.queries import invitations_of

TOLD_FOR = timedelta(days=30)  # how long Mine says that somebody has taken a wish on

PHASES = (
    Phase(
        "write",
        gettext_lazy("Silent writing"),
        gettext_lazy("Write in silence, each on your own. It is yours alone."),
    ),
)


def phone(request: HttpRequest, seat: Seat, step: StepFacts, phase: str) -> Scene:
    """Show how to begin or go on, and one's own tasks."""
    return Scene("commitments/_phone.html", phone_context(seat))


def phone_context(seat: Seat) -> dict[str, object]:
    """Return what a person's own writing page needs."""
    person = seat.participation
    tasks = queries.tasks_of(person)
    return {
        "seminar": seat.seminar,
        "may_write": person.is_participant,
        "rows": task_rows(tasks, person),
        "draft": queries.open_draft(person),
        "has_tasks": any(not t.is_draft for t in tasks),
        "not_now": queries.not_now_of(person),
        "company": queries.company_of(person),
        "intro": words.text("intro", "line"),
        "private": words.text("intro", "private"),
    }


def screen(seminar: Seminar, step: StepFacts, phase: str) -> Scene:
    """Keep quiet: the question, the clock, and how many have answered. Never a name."""
    return Scene(
        "commitments/_screen.html",
        {
            "seminar": seminar,
            "room": room_now(seminar),
            "prompt": words.question("change").question,
            "line": words.text("intro", "line"),
            "coverage": queries.coverage(seminar),
        },
    )


def lead(request: HttpRequest, seat: Seat, step: StepFacts, phase: str) -> Scene:
    """Say what phones and screen show, and how many have answered; names for a facilitator."""
    return Scene(
        "commitments/_lead.html",
        {
            "seminar": seat.seminar,
            "coverage": queries.coverage(seat.seminar),
            "waiting": queries.not_answered_yet(seat.seminar, seat.participation),
        },
    )


def needs(seminar: Seminar, step: StepFacts, phase: str) -> list[Need]:
    """Say how many have not answered yet; who they are stands where a facilitator may see it."""
    count = queries.coverage(seminar).unanswered
    found = []
    if count and position(seminar).finished_at is None:
        found.append(
            Need(
                ngettext("%(count)s has not answered yet", "%(count)s have not answered yet", count)
                % {"count": count},
                _("“Not now” is a full answer too."),
                reverse("commitments:overview", args=[seminar.slug]),
                _("See the tasks"),
            )
        )
    return found


def mine(request: HttpRequest, seminar: Seminar, seat: Seat | None) -> Scene | None:
    """Show a participant's own tasks, with state and next date, under Mine."""
    if seat is None or not seat.participation.is_participant:
        return None
    context = phone_context(seat)
    context["asked_of_me"] = [
        wish for wish in queries.wishes_to_makker(seat.participation) if wish.taken_at is None
    ]
    wishes = queries.own_wishes(seat.participation)
    makkers = queries.makkers_of(seat.participation) if wishes else []
    context["own_wishes"] = [
        row
        for row in own_wish_rows(wishes, makkers)
        if row.reaches_nobody or (row.taken_at is not None and now() - row.taken_at < TOLD_FOR)
    ]
    context["grown"] = queries.grown_from(seat.participation)
    context["shown_to_me"] = [
        task
        for task in queries.visible_tasks(seminar, seat.participation)
        if task.participation_id != seat.participation.pk
    ]
    return Scene("commitments/_mine.html", context)


def on_the_phone(request: HttpRequest, seminar: Seminar, seat: Seat | None) -> Scene | None:
    """Show a person what organisers wrote down after calls with them: to read, to confirm."""
    if seat is None or not seat.participation.is_participant:
        return None
    heard = calling.heard_of(seat.participation)
    notes = calling.call_notes(seat.participation)
    if not heard and not notes:
        return None
    return Scene(
        "commitments/_on_the_phone.html", {"seminar": seminar, "heard": heard, "notes": notes}
    )


def letters_waiting(request: HttpRequest, seminar: Seminar, seat: Seat | None) -> Scene | None:
    """Say to somebody that a letter about their library waits for their word."""
    if seat is None or not seat.participation.is_participant:
        return None
    letters = list(queries.own_letters(seat.participation).filter(state=LetterState.PROPOSED))
    if not letters:
        return None
    return Scene("commitments/_letter_waiting.html", {"seminar": seminar, "letters": letters})


def letters_kept(request: HttpRequest, seminar: Seminar, seat: Seat | None) -> Scene | None:
    """Lead on to the letters a person has answered: to read, and to take back."""
    if seat is None or not seat.participation.is_participant:
        return None
    letters = list(queries.own_letters(seat.participation).exclude(state=LetterState.PROPOSED))
    if not letters:
        return None
    return Scene("commitments/_letter_kept.html", {"seminar": seminar, "letters": letters})


def more(request: HttpRequest, seminar: Seminar, seat: Seat | None) -> Scene | None:
    """Lead an organiser on to the letters."""
    if seat is None or not seat.organises:
        return None
    return Scene("commitments/_more.html", {"seminar": seminar})


def asked_to_present(request: HttpRequest, seminar: Seminar, seat: Seat | None) -> Scene | None:
    """Show under Mine that a seminar to come has asked for one's own experience card."""
    if seat is None:
        return None
    asked = [
        card
        for card in invitations_of(seat.participation)
        if seminar.pk in {card.seminar_id, card.invited_to_id}
    ]
    return Scene("commitments/card_mine.html", {"asked": asked}) if asked else None


def after(request: HttpRequest, seminar: Seminar, seat: Seat | None) -> Scene | None:
    """Show what came of it on the seminar's page: the three numbers from six months on."""
    place = position(seminar)
    shown = queries.visible_tasks(seminar, None)
    if place.finished_at is None:
        return None
    counts = queries.coverage(seminar)
    said = (
        [sentence("coverage", committed=counts.committed, present=counts.present)]
        if counts.committed
        else []
    )
    prefetch_related_objects(shown, "pictures")
    context: dict[str, object] = {
        "seminar": seminar,
        "tasks": [(task, _open_pictures(seminar, task)) for task in shown],
        "coverage": said,
    }
    if now() >= months_after(place.finished_at, 6):
        results = queries.results(seminar)
        context |= {"sentences": result_sentences(results), "chart": chart_of(results.bounds)}
    if not said and not shown:
        return None
    return Scene("commitments/_after.html", context)


def _open_pictures(seminar: Seminar, task: ChangeTask) -> list[tuple[SeenPicture, str]]:
    """Return the pictures of a task that everyone may see, each with its address."""
    return [
        (
            one,
            reverse("commitments:task_picture", args=[seminar.slug, task.pk, one.which.value, 480]),
        )
        for one in seen_pictures(task, None)
    ]


def register_activities() -> None:
    """Called once by the app's `ready()`."""
    register(
        Activity(
            kind=StepKind.WRITING,
            label=StepKind.WRITING.label,
            phone=phone,
            screen=screen,
            lead=lead,
            phases=PHASES,
            needs=needs,
            digest=queries.digest,
        )
    )
    register_panel(Panel("mine", 5, letters_waiting))
    register_panel(Panel("mine", 5, asked_to_present))
    register_panel(Panel("mine", 6, on_the_phone))
    register_panel(Panel("mine", 10, mine))
    register_panel(Panel("mine", 12, letters_kept))
    register_panel(Panel("more", 35, more))
    register_panel(Panel("after", 20, after))
