"""What a person has shown or said yes to of their tasks, and the way back from each."""

from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from idetorg.commitments import queries, words
from idetorg.commitments.enums import FollowUpKind, LetterState
from idetorg.commitments.models import ChangeTask, FollowUp, LeaderLetter, MakkerPair
from idetorg.commitments.presenting import own_wish_rows
from idetorg.commitments.queries.pictures import pictures_of
from idetorg.commitments.rules import picture_is_seen_by, ticked
from idetorg.commitments.tokens import follow_up_token
from idetorg.seminars.access import Seat
from idetorg.seminars.activities import Given, GivenSource, register_given


def _tasks_of(seat: Seat) -> list[ChangeTask]:
    return list(
        ChangeTask.objects.taken_home()
        .filter(participation=seat.participation)
        .select_related("card")
        .prefetch_related("pictures")
        .order_by("created_at", "pk")
    )


def tasks(seat: Seat) -> list[Given]:
    """Return who may read each task, what was said of where it came from, and "not now"."""
    slug, found = seat.seminar.slug, []
    for task in _tasks_of(seat):
        chosen = ticked(task)
        who = ", ".join(words.visibility_names(chosen))
        found.append(
            Given(
                what=task.change,
                is_voice=True,
                now=_("May be read by: %(who)s.") % {"who": who}
                if chosen
                else _("Only you can read it."),
                url=reverse("commitments:show_to", args=[slug, task.pk]),
                link=_("Choose who may read it"),
            )
        )
        if task.thanks_origin:
            found.append(
                Given(
                    what=task.origin_label,
                    now=_("Those the idea came from know that it is used, not by whom."),
                    action=reverse("commitments:thank", args=[slug, task.pk]),
                    values={"deed": "no"},
                    button=_("Take the thanks back"),
                )
            )
    not_now = queries.not_now_of(seat.participation)
    if not_now is not None and not_now.shared and not_now.reason:
        found.append(
            Given(
                what=not_now.reason,
                is_voice=True,
                now=_("Why you said not now. The organiser can read it."),
                url=reverse("commitments:not_now", args=[slug]),
                link=_("Change it"),
            )
        )
    return found


def pictures(seat: Seat) -> list[Given]:
    """Return who sees each picture of a task."""
    found = []
    for task in _tasks_of(seat):
        for side, picture in pictures_of(task).items():
            seen_by = picture_is_seen_by(ticked(task), picture)
            who = ", ".join(words.visibility_names(seen_by))
            found.append(
                Given(
                    what=f"{side.label}: {picture.caption or task.change}",
                    now=_("Seen by: %(who)s.") % {"who": who} if seen_by else _("Only you see it."),
                    url=reverse("commitments:task_pictures", args=[seat.seminar.slug, task.pk]),
                    link=_("Change or throw away"),
                )
            )
    return found


def cards(seat: Seat) -> list[Given]:
    """Return the experience cards that everyone can read."""
    slug, found = seat.seminar.slug, []
    for task in _tasks_of(seat):
        card = task.card
        if card is None or card.published_at is None:
            continue
        found.append(
            Given(
                what=card.title,
                is_voice=True,
                now=_("Everyone can read and find it, with your library's name."),
                url=reverse("commitments:card_edit", args=[slug, task.pk]),
                link=_("Change it"),
                action=reverse("commitments:card_show", args=[slug, task.pk]),
                values={"deed": "withdraw"},
                button=_("Take the card back"),
            )
        )
    return found


def letters(seat: Seat) -> list[Given]:
    """Return the letters with a person's words in them, approved or on paper."""
    rows = queries.own_letters(seat.participation).filter(
        state__in=[LetterState.APPROVED, LetterState.SENT]
    )
    return [_letter(seat, letter) for letter in rows]


def _letter(seat: Seat, letter: LeaderLetter) -> Given:
    slug = seat.seminar.slug
    what = _("Letter to %(name)s") % {"name": letter.to_name}
    url = reverse("commitments:letter", args=[slug, letter.pk])
    if letter.state == LetterState.APPROVED:
        return Given(
            what=what,
            now=_("The organiser can read and print it. It is not handed over yet."),
            url=url,
            link=_("Read the letter"),
            action=reverse("commitments:take_back_letter", args=[slug, letter.pk]),
            button=_("Take the letter back"),
        )
    zone = ZoneInfo(seat.seminar.time_zone)
    day = (
        words.long_date(letter.handed_over_at.astimezone(zone).date(), year=True)
        if (letter.handed_over_at)
        else ""
    )
    return Given(
        what=what,
        now=_("Handed over %(day)s. What is on paper can't be called back.") % {"day": day},
        url=url,
        link=_("Read the letter"),
    )


def makkers(seat: Seat) -> list[Given]:
    """Return one's makkers, agreed and asked."""
    pairs = MakkerPair.objects.of(seat.participation).select_related("one__user", "other__user")
    return [_makker(seat, pair) for pair in pairs.order_by("asked_at", "pk")]


def _makker(seat: Seat, pair: MakkerPair) -> Given:
    slug, person = seat.seminar.slug, seat.participation
    is_mine = pair.one_id == person.pk
    name = (pair.other if is_mine else pair.one).user.name
    if pair.agreed_at is not None:
        now = _("You are makkers: %(name)s may read the tasks you show to a makker.")
        button = _("End it")
    elif is_mine:
        now = _("You have asked %(name)s, who has not answered.")
        button = _("Take the question back")
    else:
        now = _("%(name)s asks you. Nothing is shown before you have answered.")
        button = ""
    return Given(
        what=name,
        now=now % {"name": name},
        url=reverse("commitments:makker", args=[slug]),
        link=_("Open the makker page"),
        action=reverse("commitments:answer_makker", args=[slug, pair.pk]) if button else "",
        values={"deed": "no"} if button else {},
        button=button,
    )


def wishes(seat: Seat) -> list[Given]:
    """Return the wishes for help that somebody may still take on."""
    slug, person = seat.seminar.slug, seat.participation
    asked = queries.own_wishes(person)
    waiting = {wish.pk for wish in asked if wish.is_waiting}
    rows = own_wish_rows(asked, queries.makkers_of(person) if waiting else [])
    return [
        Given(
            what=row.text or row.to,
            is_voice=bool(row.text),
            now=_("You have no makker now, so nobody sees this wish.")
            if row.reaches_nobody
            else _("You have asked for help from: %(to)s.") % {"to": row.to},
            url=reverse("commitments:task", args=[slug, row.task]) + "#help",
            link=_("Ask somebody else"),
            action=reverse("commitments:take_back_help", args=[slug, row.task, row.pk]),
            button=_("I don't need it any more"),
        )
        for row in rows
        if row.pk in waiting
    ]


def questions(seat: Seat) -> list[Given]:
    """Return what we still ask by mail, for as long as something is to be asked."""
    waiting = (
        FollowUp.objects.filter(
            task__in=ChangeTask.objects.open().filter(participation=seat.participation),
            answered_at=None,
            cancelled_at=None,
            sent_at=None,
        )
        .exclude(kind=FollowUpKind.OWN_WORDS)
        .select_related("task__participation")
        .order_by("due_at", "pk")
    )
    first = waiting.first()
    calendar = queries.calendar_of(seat.participation) if first is not None else None
    if first is None or calendar is None:  # nothing to come, or all mail is stopped
        return []
    day = words.long_date(calendar.day_of(first.due_at), year=True)
    return [
        Given(
            what=_("Questions about how it goes"),
            now=_("We ask by mail, next time %(day)s.") % {"day": day},
            action=reverse("commitments:answer", args=[follow_up_token(first)]),
            values={"deed": "stop"},
            button=words.text("follow_up", "stop"),
        )
    ]


def register_parts() -> None:
    """Called once by the app's `ready()`."""
    register_given(GivenSource(20, gettext_lazy("Who may read my tasks"), tasks))
    register_given(GivenSource(25, gettext_lazy("Pictures of my tasks"), pictures))
    register_given(GivenSource(30, gettext_lazy("Experience cards"), cards))
    register_given(GivenSource(40, gettext_lazy("Letters with my words"), letters))
    register_given(GivenSource(50, gettext_lazy("Makker"), makkers))
    register_given(GivenSource(60, gettext_lazy("Help I have asked for"), wishes))
    register_given(GivenSource(80, gettext_lazy("Questions in the year after"), questions))
