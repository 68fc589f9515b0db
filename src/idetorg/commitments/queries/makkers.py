"""Makkers: who they are, whom one might ask, and what the two say to each other."""

from dataclasses import dataclass

from django.db.models import Q

from idetorg.commitments import words
from idetorg.commitments.models import ChangeTask, MakkerPair, MakkerWord
from idetorg.commitments.pairing import propose, third_for
from idetorg.seminars.models import Participation


def makkers_of(participation: Participation) -> list[Participation]:
    """Return those a person has agreed to be makker with."""
    pairs = (
        MakkerPair.objects.agreed()
        .of(participation)
        .select_related("one__user", "other__user", "one__institution", "other__institution")
    )
    return [p.other if p.one_id == participation.pk else p.one for p in pairs]


def pairs_of(participation: Participation) -> list[MakkerPair]:
    """Return a person's pairs, agreed and asked."""
    return list(
        MakkerPair.objects.of(participation)
        .select_related("one__user", "other__user", "one__institution", "other__institution")
        .order_by("asked_at", "pk")
    )


@dataclass(frozen=True)
class Company:
    """Who goes along with a person, who asks to, and whom they have asked."""

    makkers: list[Participation]
    asked_me: list[MakkerPair]
    i_asked: list[MakkerPair]


def company_of(participation: Participation) -> Company:
    """Return a person's makkers, and who waits for whose answer: one statement."""
    pairs = pairs_of(participation)
    waiting = [pair for pair in pairs if pair.agreed_at is None]
    return Company(
        makkers=[
            pair.other if pair.one_id == participation.pk else pair.one
            for pair in pairs
            if pair.agreed_at is not None
        ],
        asked_me=[pair for pair in waiting if pair.other_id == participation.pk],
        i_asked=[pair for pair in waiting if pair.one_id == participation.pk],
    )


def makker_candidates(participation: Participation) -> list[Participation]:
    """Return whom one may ask: a plain list, other institutions first, then by name."""
    taken = {
        pk for pair in MakkerPair.objects.of(participation) for pk in (pair.one_id, pair.other_id)
    }
    people = (
        Participation.objects.participants()
        .filter(seminar_id=participation.seminar_id)
        .exclude(pk__in=taken | {participation.pk})
        .select_related("user", "institution")
    )
    mine = participation.institution_id
    return sorted(
        people,
        key=lambda p: (
            mine is not None and p.institution_id == mine,
            p.user.name.casefold(),
            p.pk,
        ),
    )


def proposed_makkers(
    participation: Participation, candidates: list[Participation]
) -> list[Participation]:
    """Return whom a person without a makker might ask: one, or two to be three; or none.

    The same for both of a proposed pair, so that their phones show each other.
    """
    people = {p.pk: p for p in [participation, *candidates]}
    pairs = list(
        MakkerPair.objects.filter(
            Q(one__in=people) | Q(other__in=people),
            one__seminar_id=participation.seminar_id,
            ended_at=None,
        ).values_list("one_id", "other_id", "agreed_at")
    )
    taken = {pk for one, other, _agreed in pairs for pk in (one, other)}
    if participation.pk in taken:
        return []
    free = sorted((p.pk, p.institution_id) for p in people.values() if p.pk not in taken)
    other = propose(free).get(participation.pk)
    if other is not None:
        return [people[other]]
    agreed = [(one, two) for one, two, when in pairs if when is not None]
    seats = [pk for pair in agreed for pk in pair]
    lone = [
        tuple((pk, people[pk].institution_id) for pk in pair)
        for pair in agreed
        if all(seats.count(pk) == 1 and pk in people for pk in pair)
    ]
    ring = third_for((participation.pk, participation.institution_id), lone)
    return [people[pk] for pk in ring]


@dataclass(frozen=True)
class Talk:
    """What stands between two makkers, as one of them sees it."""

    pair: MakkerPair
    other: Participation
    mine: MakkerWord | None
    theirs: MakkerWord | None


def talks_of(participation: Participation, pairs: list[MakkerPair]) -> list[Talk]:
    """Return a person's agreed pairs with what the two have said: one statement."""
    agreed = [p for p in pairs if p.agreed_at is not None]
    said = {
        (word.pair_id, word.participation_id): word
        for word in MakkerWord.objects.filter(pair__in=agreed)
    }
    found = []
    for pair in agreed:
        other = pair.other if pair.one_id == participation.pk else pair.one
        mine, theirs = said.get((pair.pk, participation.pk)), said.get((pair.pk, other.pk))
        found.append(Talk(pair, other, mine, theirs))
    return found


@dataclass(frozen=True)
class Plan:
    """A person's own when–then plan and obstacle, to be read aloud from their own phone."""

    task: ChangeTask
    when_then: str
    obstacles: list[str]


def plan_to_read(participation: Participation) -> Plan | None:
    """Return the plan of the task a person is at: the draft, or the newest still open."""
    tasks = list(
        ChangeTask.objects.filter(participation=participation, closed_at=None)
        .exclude(state="put_aside")
        .prefetch_related("obstacles")
        .order_by("-saved_at", "-pk")
    )
    task = next((t for t in tasks if t.is_draft), tasks[0] if tasks else None)
    if task is None:
        return None
    said = {"when_text": task.when_text, "then_text": task.then_text}
    return Plan(
        task, words.when_then(said), sorted({o.words for o in task.obstacles.all() if o.words})
    )
