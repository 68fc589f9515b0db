"""Reads of the rooms."""

from dataclasses import dataclass
from typing import Any

from idetorg.core.content import load, say
from idetorg.grouping.models import Group
from idetorg.grouping.queries import open_groups
from idetorg.rooms.models import (
    CheckIn,
    GroupSheet,
    Harvest,
    OrganiserRequest,
    PrivateLine,
    Remark,
    SpeakerRequest,
    Thread,
)
from idetorg.rooms.rules import HARVEST_FIELDS, SHEET_FIELDS
from idetorg.seminars.activities import DigestRow, activities
from idetorg.seminars.models import Participation, Seminar


@dataclass(frozen=True)
class MethodCard:
    """A method card in the active language."""

    id: str
    title: str
    use_when: str
    minutes: int
    steps: list[str]
    questions: list[str]
    kept: str
    credit: str


def method_cards(kind: str = "group") -> list[MethodCard]:
    """Return the cards of a step kind, as the ready texts have them."""
    return [_card(raw) for raw in load("method_cards")["cards"] if raw["step_kind"] == kind]


def method_card(card_id: str) -> MethodCard | None:
    """Return one card, or None for an unknown id."""
    found = [raw for raw in load("method_cards")["cards"] if raw["id"] == card_id]
    return _card(found[0]) if found else None


def _card(raw: dict[str, Any]) -> MethodCard:
    credit = raw.get("credit", "")
    return MethodCard(
        id=raw["id"],
        title=say(raw["title"]),
        use_when=say(raw["use_when"]),
        minutes=raw["minutes"],
        steps=say(raw["steps"]),
        questions=say(raw["questions"]),
        kept=say(raw["kept"]),
        credit=say(credit) if isinstance(credit, dict) else credit,
    )


def private_line(group: Group, participation: Participation) -> PrivateLine | None:
    """Return one's own line; there is no query for another's."""
    return PrivateLine.objects.filter(group=group, participation=participation).first()


def own_private_lines(participation: Participation) -> list[PrivateLine]:
    """Return one's own lines that hold words."""
    return list(
        PrivateLine.objects.filter(participation=participation)
        .exclude(text="")
        .select_related("group")
    )


@dataclass(frozen=True)
class GroupState:
    """A group as the facilitator sees it from above."""

    group: Group
    has_sheet: bool
    method: str
    harvest_lines: int


def group_states(seminar: Seminar) -> list[GroupState]:
    """Return how each shown group is doing: a fixed number of statements."""
    groups = open_groups(seminar)
    sheets = {s.group_id: s for s in GroupSheet.objects.filter(group__in=groups)}
    harvests = {h.group_id: h for h in Harvest.objects.filter(group__in=groups)}
    methods = dict(
        Group.objects.filter(pk__in=[g.pk for g in groups], method__isnull=False).values_list(
            "pk", "method__card"
        )
    )
    states = []
    for group in groups:
        sheet, harvest = sheets.get(group.pk), harvests.get(group.pk)
        card = method_card(methods.get(group.pk, ""))
        states.append(
            GroupState(
                group=group,
                has_sheet=sheet is not None and any(getattr(sheet, f) for f in SHEET_FIELDS),
                method=card.title if card else "",
                harvest_lines=sum(bool(getattr(harvest, f)) for f in HARVEST_FIELDS)
                if harvest
                else 0,
            )
        )
    return states


def group_digest(seminar: Seminar) -> list[DigestRow]:
    """Return sheets and harvests as rows for threads: by group."""
    rows: list[DigestRow] = []
    for sheet in GroupSheet.objects.filter(
        group__market__seminar=seminar, group__state=Group.State.OPEN
    ).select_related("group"):
        for index, name in enumerate(SHEET_FIELDS):
            text = getattr(sheet, name).strip()
            if text:
                # One number a field, so that each passage can be picked by itself.
                rows.append(
                    DigestRow(
                        "sheet", sheet.pk * 10 + index, text, sheet.group.question, sheet.group_id
                    )
                )
    for harvest in Harvest.objects.filter(
        group__market__seminar=seminar, group__state=Group.State.OPEN
    ).select_related("group"):
        for index, name in enumerate(HARVEST_FIELDS):
            text = getattr(harvest, name).strip()
            if text:
                rows.append(
                    DigestRow(
                        "harvest",
                        harvest.pk * 10 + index,
                        text,
                        harvest.group.question,
                        harvest.group_id,
                    )
                )
    return rows


def all_digests(seminar: Seminar) -> list[DigestRow]:
    """Return every note a thread may come from, by the order of the loop."""
    return [row for a in activities() if a.digest is not None for row in a.digest(seminar)]


def threads_of(seminar: Seminar, *, shown_only: bool = False) -> list[Thread]:
    """Return threads with sources and corrections: three statements."""
    rows = seminar.threads.prefetch_related(
        "sources__group", "sources__problem", "corrections__participation__user"
    ).order_by("position", "pk")
    if shown_only:
        rows = rows.exclude(state=Thread.State.PICKED)
    return list(rows)


def threads_fed_by(group: Group) -> list[Thread]:
    """Return the shown threads that lead back to a group: the walk the other way."""
    return list(
        Thread.objects.filter(sources__group=group).exclude(state=Thread.State.PICKED).distinct()
    )


def shown_harvest(seminar: Seminar) -> Harvest | None:
    """Return the three lines on the big screen now."""
    return (
        Harvest.objects.filter(group__market__seminar=seminar, shown=True)
        .select_related("group")
        .first()
    )


def harvests(seminar: Seminar) -> list[Harvest]:
    """Return every group's three lines."""
    return list(
        Harvest.objects.filter(
            group__market__seminar=seminar, group__state=Group.State.OPEN
        ).select_related("group")
    )


def hands_up(seminar: Seminar) -> list[SpeakerRequest]:
    """Return who wants to speak, in the order the hands came up."""
    return list(
        seminar.speaker_requests.filter(done_at=None).select_related(
            "participation__user", "participation__institution"
        )
    )


def has_hand_up(participation: Participation) -> bool:
    """Tell whether a person waits to speak."""
    return SpeakerRequest.objects.filter(participation=participation, done_at=None).exists()


def own_check_in(participation: Participation, step_pk: int) -> CheckIn | None:
    """Return one's own morning word."""
    return CheckIn.objects.filter(participation=participation, step_id=step_pk).first()


def shared_words(step_pk: int) -> list[str]:
    """Return the morning words that people chose to share, without names, by the alphabet."""
    return sorted(
        CheckIn.objects.filter(step_id=step_pk, shared=True).values_list("word", flat=True)
    )


def remarks(seminar: Seminar) -> list[Remark]:
    """Return the facilitator's log."""
    return list(seminar.remarks.select_related("step__item"))


def requests_of(seminar: Seminar) -> list[OrganiserRequest]:
    """Return what the plenary asked of the organiser."""
    return list(seminar.requests.select_related("group"))
