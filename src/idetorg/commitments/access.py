"""The only ways from an address to a task: one's own, one that is shown, or a signed link."""

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from idetorg.commitments import words
from idetorg.commitments.enums import FollowUpKind
from idetorg.commitments.models import ChangeTask, FollowUp, LeaderLetter, MakkerPair
from idetorg.commitments.queries import calling, latest_asked, letters_of, own_letters
from idetorg.commitments.queries.pictures import SeenPicture, seen_pictures
from idetorg.commitments.rules import is_open_to_organiser
from idetorg.commitments.tokens import follow_up_token, read_follow_up, read_leader
from idetorg.core.time import now
from idetorg.files.models import Picture
from idetorg.mailer.preferences import Choice
from idetorg.seminars.access import (
    Seat,
    find_seat,
    organiser_seat,
    participant_seat,
    public_seminar,
    seat,
)
from idetorg.seminars.models import Participation


def own_task(request: HttpRequest, slug: str, pk: int) -> tuple[Seat, ChangeTask]:
    """Return one's own task in the seminar; another's does not exist here (404)."""
    found = participant_seat(request, slug)
    task = (
        ChangeTask.objects.filter(participation=found.participation, pk=pk)
        .select_related("institution", "participation__user", "typed_by__user")
        .first()
    )
    if task is None:
        raise Http404
    return found, task


def readable_task(request: HttpRequest, slug: str, pk: int) -> tuple[Seat, ChangeTask]:
    """Return a task of the seminar whose words this person may read; 404 for any other."""
    found = seat(request, slug)
    task = (
        ChangeTask.objects.visible_to(found.participation)
        .filter(participation__seminar=found.seminar, pk=pk)
        .select_related("institution", "participation__user", "participation__seminar")
        .first()
    )
    if task is None:
        raise Http404
    return found, task


def seen_picture(request: HttpRequest, slug: str, pk: int, which: str) -> Picture:
    """Return a task's picture to those who may see it; 404 for any other, and for drafts."""
    found = find_seat(request, slug)
    seminar = found.seminar if found is not None else public_seminar(slug)
    viewer = found.participation if found is not None else None
    task = (
        ChangeTask.objects.visible_to(viewer)
        .filter(participation__seminar=seminar, pk=pk)
        .select_related("participation")
        .prefetch_related("pictures")
        .first()
    )
    return _one_of(seen_pictures(task, viewer) if task else [], which)


def leaders_picture(token: str, which: str) -> Picture:
    """Return a task's picture to the leader its owner named, by their link; 404 for any other."""
    read = read_leader(token)
    if read is None or not read[1]:
        raise Http404
    return _one_of(seen_pictures(read[0], None, leader_token_valid=True), which)


def _one_of(pictures: list[SeenPicture], which: str) -> Picture:
    for one in pictures:
        if one.which == which:
            return one.picture
    raise Http404


def own_pair(request: HttpRequest, slug: str, pk: int) -> tuple[Seat, MakkerPair]:
    """Return a pair one is in; 404 for any other."""
    found = participant_seat(request, slug)
    pair = (
        MakkerPair.objects.of(found.participation)
        .select_related("one__seminar", "one__user", "other__seminar", "other__user")
        .filter(pk=pk)
        .first()
    )
    if pair is None:
        raise Http404
    return found, pair


def own_letter(request: HttpRequest, slug: str, pk: int) -> tuple[Seat, LeaderLetter]:
    """Return a letter about one's own library; another's does not exist here (404)."""
    found = participant_seat(request, slug)
    letter = own_letters(found.participation).filter(pk=pk).first()
    if letter is None:
        raise Http404
    return found, letter


def organised_letter(request: HttpRequest, slug: str, pk: int) -> tuple[Seat, LeaderLetter]:
    """Return a letter of the seminar, for its organiser; 404 for any other."""
    found = organiser_seat(request, slug)
    letter = letters_of(found.seminar).filter(pk=pk).first()
    if letter is None:
        raise Http404
    return found, letter


def open_letter(request: HttpRequest, slug: str, pk: int) -> tuple[Seat, LeaderLetter]:
    """Return a letter whose words its owner has approved; before that there are none (404)."""
    found, letter = organised_letter(request, slug, pk)
    if not is_open_to_organiser(letter):
        raise Http404
    return found, letter


def person_of(found: Seat, pk: int) -> Participation:
    """Return somebody the same seminar is for; 404 for any other."""
    person = (
        Participation.objects.participants()
        .filter(seminar=found.seminar, pk=pk)
        .select_related("user", "institution", "seminar__organiser")
        .first()
    )
    if person is None:
        raise Http404
    return person


def called_person(request: HttpRequest, slug: str, pk: int) -> tuple[Seat, Participation]:
    """Return somebody an organiser has reason to ring; 404 for any other."""
    found = organiser_seat(request, slug)
    person = person_of(found, pk)
    if not calling.is_on_the_list(person, now()):
        raise Http404
    return found, person


def list_choices_behind_pause(scope: str, person_id: int) -> list[Choice]:
    """Return "get the list less often" for an organiser, behind a mail's pause link."""
    person = (
        Participation.objects.present()
        .filter(user_id=person_id, is_organiser=True, seminar_id=scope.removeprefix("s"))
        .select_related("seminar")
        .first()
        if scope.removeprefix("s").isdigit()
        else None
    )
    if person is None:
        return []
    url = reverse("commitments:calls", args=[person.seminar.slug]) + "#by-mail"
    return [Choice(_("Get the call list less often (sign in first)"), url)]


def linked_follow_up(token: str) -> tuple[FollowUp | None, int]:
    """Return the question a personal link opens, and the status to answer with.

    An old link opens the newest question about the same task. 404: no such link. 410: it
    has done its work, because it was changed, or its owner has closed the task; the
    question is returned all the same, so that the page can say which seminar it was.
    """
    read = read_follow_up(token)
    if read is None:
        return None, 404
    follow_up, is_good = read
    task = follow_up.task
    if not is_good or task.closed_at is not None or task.is_draft:
        return follow_up, 410
    newest = latest_asked(task, now())
    if newest is not None and newest.due_at > follow_up.due_at:
        newest.task = task
        return newest, 200
    return follow_up, 200


def choices_behind_pause(scope: str, person_id: int) -> list[Choice]:
    """Return "not mine any more" for the page behind a mail's pause link."""
    newest = (
        FollowUp.objects.filter(
            task__in=ChangeTask.objects.open().filter(participation__user_id=person_id),
            cancelled_at=None,
        )
        .exclude(sent_at=None)
        .exclude(kind=FollowUpKind.OWN_WORDS)
        .select_related("task__participation__seminar")
        .order_by("-due_at")
    )
    row = next((f for f in newest if f.task.participation.seminar.scope == scope), None)
    if row is None:
        return []
    url = reverse("commitments:answer", args=[follow_up_token(row)])
    return [Choice(words.text("follow_up", "not_mine"), url + "#not-mine")]
