"""Who meets a task's words, on every address there is, in every mail, paper and export.

Each word somebody wrote is a mark of its own. Every page that can be fetched is fetched by
everyone there is, and the marks found are held against DOMAIN's table, written out here. The
addresses are read from the URL patterns: a new page is in the walk the day it is made.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from idetorg.commitments import actions, queries
from idetorg.commitments.actions.cards import save_card
from idetorg.commitments.actions.makker import SAID
from idetorg.commitments.enums import FollowUpKind, OriginKind, TaskState, Visibility
from idetorg.commitments.models import (
    CallNote,
    ChangeTask,
    Confirmation,
    FollowUp,
    LeaderLetter,
    NotNow,
    TaskPicture,
)
from idetorg.commitments.models import Obstacle as ObstacleRow
from idetorg.commitments.tasks import send_due_follow_ups
from idetorg.commitments.tokens import follow_up_token, leader_token
from idetorg.core.time import now
from idetorg.files.actions import set_consent, store_picture
from idetorg.files.models import Picture
from idetorg.live.models import Event
from idetorg.mailer.models import Mail
from idetorg.people.models import User
from idetorg.schedule.actions import room
from idetorg.seminars.models import Participation, Seminar
from idetorg.showcase import actions as showcase
from tests.commitments.factories import (
    DraftFactory,
    MakkerPairFactory,
    asked,
    in_a_group,
)
from tests.commitments.test_cards import upload
from tests.commitments.test_letters import approved, proposed
from tests.documents.samples import text_of
from tests.factories import (
    ParticipationFactory,
    ProblemStatementFactory,
    SeminarFactory,
    StepFactory,
    UserFactory,
)

AsPerson = Callable[[Participation | User], Client]
V = Visibility
LEADER = "lise@example.org"

# One task a tick, and what its owner has left behind. "draft" has everything ticked.
TICKS: dict[str, set[Visibility]] = {
    "none": set(),
    **{one.value: {one} for one in V},
    "leftseminar": {V.SEMINAR},
    "lefteveryone": {V.EVERYONE},
    "draft": set(V),
}
# DOMAIN, "Visibility", line by line: who sees the words when any of these is ticked.
ROOM = {V.SEMINAR, V.EVERYONE}
OPENS: dict[str, set[Visibility]] = {
    "makker": ROOM | {V.MAKKER},
    "member": ROOM | {V.GROUP},
    "other": ROOM,
    "quiet": ROOM,
    "facilitator": ROOM | {V.ORGANISER},
    "organiser": ROOM | {V.ORGANISER},
    "leader": {V.LEADER, V.EVERYONE},
    "removed": {V.EVERYONE},
    "stranger": {V.EVERYONE},
    "successor": {V.EVERYONE},
    "outsider": {V.EVERYONE},
    "administrator": {V.EVERYONE},
    "nobody": {V.EVERYONE},
}
IN_THE_ROOM = ("makker", "member", "other", "quiet", "facilitator", "organiser")
WORDS = (
    *("change", "for_whom", "first_step", "when_text", "then_text", "helpers", "sign", "takes"),
    *("origin_label", "obstacle", "counter_plan"),
)
SEEN = (*WORDS, "caption", "alt")  # a picture goes where the words go
# What else is written about a task: it follows no tick. The owner sees all of it.
BESIDE: dict[str, set[str]] = {
    "first": set(),  # what the change was called before it was reworded
    "reason": set(),
    "learning": set(),
    "happened": set(),
    "helped": set(),
    "stopped": set(),
    "leadersaw": {"leader"},
    "makkersaw": {"makker"},
    "wish": {"organiser", "facilitator"},
    "makkerwish": {"makker"},
    "card": set(),  # an experience card that nobody is shown yet
}
# What is written elsewhere, and by others.
OTHERS: dict[str, set[str]] = {
    "xqopenzcardqx": set(OPENS),  # a card its owner has shown
    "xqlockedzresultsqx": set(),  # said in a letter that is taken back
    "xqcallznoteqx": {"organiser", "facilitator"},
    "xqownerztomakkerqx": {"makker"},
    "xqmakkerztoownerqx": {"makker"},
    "xqnotnowzkeptqx": {"quiet"},
    "xqnotnowztoldqx": {"organiser", "facilitator", "other"},
    **{f"xqtheirsz{who}qx": {who} for who in ("makker", "member", "removed", "stranger")},
}
MARK = re.compile(r"xq[a-z]+z[a-z]+qx")
LETTER = re.compile(r"/brev(/|$)")


def mark(task: str, field: str) -> str:
    """Return the word planted in one field of one task."""
    return f"xq{task}z{field.replace('_', '')}qx"


def sees(who: str, task: str) -> bool:
    """Ask DOMAIN's table, not the code."""
    if who == "owner":
        return True
    return task != "draft" and bool(TICKS[task] & OPENS[who])


def allowed(who: str, address: str = "") -> set[str]:
    """Return every mark that may stand on a page, or in a mail, for this reader."""
    found = {m for m, readers in OTHERS.items() if who in readers}
    if who == "owner":
        found |= {m for m in OTHERS if not m.startswith(("xqtheirs", "xqnotnow"))}
    for task in TICKS:
        if sees(who, task):
            found |= {mark(task, field) for field in SEEN}
        found |= {mark(task, f) for f, others in BESIDE.items() if who == "owner" or who in others}
    if who == "organiser" and LETTER.search(address):
        found |= {mark("none", "change"), "xqlettersztoldqx"}  # its owner's yes to one letter
    if who == "owner":
        found.add("xqlettersztoldqx")
    return found


@dataclass
class World:
    """A seminar with its year behind it, the next one, another, and everyone who could look."""

    seminars: dict[str, Seminar]
    tasks: dict[str, ChangeTask]
    people: dict[str, Participation | User | None]
    clients: dict[str, Client]
    keys: dict[str, list[int]]  # start of a route → rows worth asking for
    links: list[tuple[str, str]]  # who → an address that is the permission in itself


def _carry_out(name: str, task: ChangeTask, owner: Participation, makker: Participation) -> None:
    """Tell all there is to tell of a task, and let others say what they have seen."""

    def of(field: str) -> str:
        return mark(name, field)

    later = date.today() + timedelta(days=90)
    told = asked(task, "month_3")
    actions.answer_follow_up(
        told,
        by=owner,
        answer="postponed",
        reason=of("reason"),
        learning=of("learning"),
        new_date=later,
    )
    actions.add_details(
        told, by=owner, happened=of("happened"), helped=of("helped"), stopped=of("stopped")
    )
    actions.ask_help(task, by=owner, to="organiser", text=of("wish"))
    actions.ask_help(task, by=owner, to="makker", text=of("makkerwish"))
    task.refresh_from_db()
    if sees("leader", name):
        actions.confirm(task, role="leader", leader_token_valid=True, text=of("leadersaw"))
    if sees("makker", name):
        actions.confirm(task, role="makker", by=makker, text=of("makkersaw"))


def _card(task: ChangeTask, owner: Participation, words: str) -> Any:
    """Carry a task out and write its card."""
    done = actions.move_state(task, by=owner, to=TaskState.DONE, learning=task.learning)
    fields = ("title", "before", "after", "took", "went_wrong", "ask")
    return save_card(done, dict.fromkeys(fields, words), by=owner, revision=0)


def _write(name: str, owner: Participation) -> ChangeTask:
    """Write a task with a mark in every field, and take it home if it is none of the drafts."""
    own = {field: mark(name, field) for field in WORDS[:-2]}
    task = DraftFactory(
        participation=owner,
        origin_kind=OriginKind.PROBLEM,
        important=8,
        sure=7,
        **{**own, "change": mark(name, "first") if name != "draft" else own["change"]},
    )
    ObstacleRow.objects.create(
        task=task,
        words=mark(name, "obstacle"),
        counter_plan=mark(name, "counter_plan"),
        code="TIME",
    )
    task = actions.set_visibility(
        task, by=owner, chosen=TICKS[name], leader_name="Lise Leder", leader_email=LEADER
    )
    if name == "draft":
        TaskPicture.objects.create(task=task, which="before", picture=_picture(name, owner))
        return task
    task = actions.commit(task, by=owner)
    actions.reword(task, by=owner, values={"change": {"change": own["change"]}})
    picture = _picture(name, owner)
    TaskPicture.objects.create(task=task, which="before", picture=picture)
    task.refresh_from_db()
    return task


def _picture(name: str, owner: Participation) -> Picture:
    """Store a picture with a mark in both its texts, that those in it are glad to show."""
    said = {"caption": mark(name, "caption"), "alt": mark(name, "alt")}
    picture = store_picture(upload(), scope=f"test-{name}", owner_id=owner.user_id, **said)
    return set_consent(picture, "open", by="Kari")


@pytest.fixture
def world(
    seminar: Seminar,
    other_seminar: Seminar,
    participant: Participation,
    other_participant: Participation,
    facilitator: Participation,
    organiser: Participation,
    stranger: Participation,
    outsider: User,
    as_person: AsPerson,
    monkeypatch: pytest.MonkeyPatch,
) -> World:
    """Everything a task can lead to, and everyone who could look at it."""
    owner = participant
    makker, member, quiet, removed = ParticipationFactory.create_batch(4, seminar=seminar)
    step = StepFactory(item__seminar=seminar, kind="writing")
    Participation.objects.filter(pk=removed.pk).update(removed_at=now())
    removed.refresh_from_db()
    pair = MakkerPairFactory(one=owner, other=makker)
    MakkerPairFactory(one=owner, other=removed)
    group = in_a_group(owner, member)
    for who, said in ((owner, "xqownerztomakkerqx"), (makker, "xqmakkerztoownerqx")):
        actions.say_to_makker(pair, by=who, said=dict.fromkeys(SAID, said))
    problem = ProblemStatementFactory(market=group.market, author=owner)

    # Each task is of its own making: the most a person may have is not what is asked here.
    tasks = {name: _write(name, owner) for name in TICKS}
    for name in ("none", "seminar", "organiser", "leader", "everyone"):
        _carry_out(name, tasks[name], owner, makker)
    cards = [
        _card(ChangeTask.objects.get(pk=tasks["everyone"].pk), owner, mark("everyone", "card")),
        _card(ChangeTask.objects.get(pk=tasks["group"].pk), owner, "xqopenzcardqx"),
    ]
    showcase.publish_card(cards[1], by=owner)
    for name in ("leftseminar", "lefteveryone"):
        actions.close(tasks[name], by=owner)
    for who, person in {
        "makker": makker,
        "member": member,
        "removed": removed,
        "stranger": stranger,
    }.items():
        theirs = DraftFactory(participation=person, change=f"xqtheirsz{who}qx")
        actions.commit(theirs, by=person)
    NotNow.objects.create(participation=quiet, reason="xqnotnowzkeptqx")
    NotNow.objects.create(participation=other_participant, reason="xqnotnowztoldqx", shared=True)
    CallNote.objects.create(participation=owner, by=organiser, text="xqcallznoteqx")
    letters = [proposed(owner, organiser, kind="half_year") for _ in range(2)]
    locked = approved(letters[0], tasks["none"], results="xqlockedzresultsqx")
    actions.take_back_letter(locked, by=owner)
    approved(letters[1], ChangeTask.objects.get(pk=tasks["none"].pk), results="xqlettersztoldqx")

    coming = SeminarFactory(
        organiser=seminar.organiser,
        slug="neste",
        name="Vårsamling",
        starts_on=date(2014, 4, 2),
        ends_on=date(2014, 4, 3),
    )
    for person in (organiser, owner):
        ParticipationFactory(
            seminar=coming,
            user=person.user,
            institution=person.institution,
            is_organiser=person.is_organiser,
            is_participant=person.is_participant,
        )
    presentation = showcase.save_presentation(
        seminar,
        {"title": "Rommet", "summary": "Nytt", "minutes": 15},
        presentation=None,
        presenters=[owner],
        by=organiser,
    )
    room.finish(seminar, by=facilitator)
    people: dict[str, Participation | User | None] = {
        "owner": owner,
        "makker": makker,
        "member": member,
        "other": other_participant,
        "quiet": quiet,
        "facilitator": facilitator,
        "organiser": organiser,
        "removed": removed,
        "stranger": stranger,
        "successor": ParticipationFactory(seminar=coming, institution=owner.institution),
        "outsider": outsider,
        "administrator": UserFactory(is_administrator=True),
        "nobody": None,
        "leader": None,
    }
    links = [("leader", f"/b/{leader_token(task)}") for task in tasks.values()]
    # After seven weeks a thank-you shows what others are trying: all of it here, not three.
    monkeypatch.setattr(queries, "shared_by_others", partial(queries.shared_by_others, most=99))
    readers = {p.pk: who for who, p in people.items() if isinstance(p, Participation)}
    for row in FollowUp.objects.filter(kind="week_7").select_related("task__participation"):
        FollowUp.objects.filter(task=row.task).exclude(kind="week_7").update(sent_at=None)
        row.sent_at = row.answered_at = now()
        row.save()
        link = f"/o/{follow_up_token(row)}"
        who = readers[row.task.participation_id]
        links += [
            (who, link + end) for end in ("", "?takk=1", "?takk=2", "?nytt=1", "/mindre", "/bilder")
        ]
    links += [("nobody", re.sub(r"..(/[a-z]+)?(\?.*)?$", r"xx\1", link)) for _who, link in links]
    return World(
        {"bibliotekrom": seminar, "neste": coming, "annet-seminar": other_seminar},
        tasks,
        people,
        {who: as_person(p) if p else Client() for who, p in people.items()},
        {
            "oppgave/": [task.pk for task in tasks.values()],
            "brev/": [letter.pk for letter in letters],
            "erfaringer/": [card.pk for card in cards],
            "vis-fram/erfaringer/": [card.pk for card in cards],
            "vis-fram/": [presentation.pk],
            "idetorg/": [problem.pk],
            "grupper/": [group.pk],
            "folk/": [owner.pk, removed.pk],
            "makker/": [pair.pk],
            "program/": [step.item_id],
        },
        links,
    )


# The walk ---------------------------------------------------------------------------------

IN_A_SEMINAR = "s/<slug:slug>/"
BY_LINK = {  # the link is the permission: in `World.links`, or about no task
    *("o/<str:token>", "o/<str:token>/mindre", "o/<str:token>/bilder", "b/<str:token>"),
    "o/<str:token>/bilde/<slug:which>/<int:width>",
    "b/<str:token>/bilde/<slug:which>/<int:width>",
    *("i/<str:token>", "bli-med/<str:code>", "m/<str:token>", "m/<str:token>/stop"),
}
OUT = {"logg-ut"}  # would end the walk of the one who is signed in
SEARCHES = ("erfaringer?q=xq", "s/bibliotekrom/folk?q=xq")


def _routes(
    patterns: Iterable[URLPattern | URLResolver] | None = None, before: str = ""
) -> Iterator[str]:
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _routes(entry.url_patterns, route)
        else:
            yield route


def _filled(world: World, route: str, slug: str, who: str = "owner") -> Iterator[str]:
    """Yield a route's addresses: every row worth asking for, in one seminar.

    The owner's pages about a task are closed to others alike: three tasks will tell.
    """
    inner = route.removeprefix(IN_A_SEMINAR)
    start = max((k for k in world.keys if inner.startswith(k)), key=len, default="")
    values = {
        "<slug:slug>": slug,
        "<str:key>": world.seminars[slug].screen_key if slug in world.seminars else "",
        "<slug:name>": "change",
        "<slug:which>": "before",
        "<int:width>": "480",
        "<uuid:uuid>": str(UUID(int=7)),
    }
    for name, value in values.items():
        route = route.replace(name, value)
    rows = world.keys.get(start, [1]) if "<int:pk>" in route else [1]
    if slug != "bibliotekrom":
        rows = rows[-2:]
    elif who != "owner" and inner.startswith("oppgave/<int:pk>/"):
        rows = [world.tasks[name].pk for name in ("none", "everyone", "draft")]
    for pk in rows:
        yield "/" + route.replace("<int:pk>", str(pk))


def fetched(world: World) -> list[str]:
    """Return every route that answers a GET with anything but 405, to whom it may be."""
    found = []
    for route in sorted({*_routes()} - BY_LINK - OUT):
        first = next(_filled(world, route, "bibliotekrom"))
        if Client().get(first).status_code != 405:
            found.append(route)
    return found


def addresses(world: World, who: str, routes: list[str]) -> Iterator[str]:
    """Yield everything a reader may ask for: all of the seminar, and of the one they are in."""
    person = world.people[who]
    own = {"bibliotekrom"}
    if isinstance(person, Participation):
        own.add(person.seminar.slug)
    if who in {"owner", "organiser"}:
        own.add("neste")
    for route in routes:
        for slug in sorted(own) if IN_A_SEMINAR in route else [""]:
            yield from _filled(world, route, slug, who)
    yield from ("/" + search for search in SEARCHES)


def words_of(response: Any) -> str:
    """Return all there is to read in an answer: page, paper, sheet or file, and its headers."""
    body = b"".join(response) if response.streaming else response.content
    kind = response.headers.get("Content-Type", "")
    if "pdf" in kind and response.status_code == 200:
        return text_of(body)
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b" ".join(packed.read(name) for name in packed.namelist())
    return body.decode("utf-8", "replace") + str(dict(response.headers))


def test_every_address_there_is_shows_a_reader_what_the_table_lets_them_see_and_no_more(
    world: World,
) -> None:
    leaks: dict[tuple[str, str], set[str]] = {}
    met: dict[str, set[str]] = {who: set() for who in world.clients}
    walked = 0
    routes = fetched(world)
    assert len(routes) > 90
    to_walk = [(who, a) for who in world.clients for a in addresses(world, who, routes)]
    for who, address in to_walk + world.links:
        response: Any = world.clients[who].get(address)
        assert response.status_code < 500, (who, address)
        found = set(MARK.findall(words_of(response)))
        walked += 1
        met[who] |= found
        if more := found - allowed(who, address):
            leaks[who, address] = more
    assert not leaks
    assert walked > 1500
    # … and no less: those in the room, and the leader who was named, meet each of the words.
    for who in (*IN_THE_ROOM, "leader", "owner"):
        for name in TICKS:
            shown = {mark(name, field) for field in SEEN}
            assert (shown <= met[who]) is sees(who, name), (who, name, shown - met[who])
    for who in world.clients:
        assert "xqopenzcardqx" in met[who], who
    assert {mark("everyone", field) for field in BESIDE} - met["owner"] == set()
    assert mark("seminar", "wish") in met["organiser"]
    # A wish goes to whom it is addressed, whatever its owner ticks, and to nobody else.
    wished = {mark(name, "makkerwish") for name in ("none", "seminar", "organiser", "leader")}
    assert wished <= met["makker"]
    assert all(not wished & met[who] for who in met if who not in {"owner", "makker"})
    assert "xqnotnowztoldqx" in met["organiser"]
    assert {"xqlettersztoldqx", mark("none", "change")} <= met["organiser"]
    assert {"xqownerztomakkerqx", "xqmakkerztoownerqx"} <= met["makker"] & met["owner"]


@pytest.mark.usefixtures("a_working_morning")
def test_mail_holds_the_words_of_its_reader_and_the_leader_who_was_named(world: World) -> None:
    owner = world.people["owner"]
    assert isinstance(owner, Participation)
    Confirmation.objects.filter(by_role="leader").delete()  # not asked again after an answer
    for name in ("leader", "everyone"):
        actions.ask_leader(world.tasks[name], by=owner)
    actions.mail_own_words(world.tasks["none"], by=owner)
    for kind in FollowUpKind:
        FollowUp.objects.filter(kind=kind).update(
            due_at=now(), sent_at=None, answered_at=None, cancelled_at=None
        )
        send_due_follow_ups(now())
    late = now() - timedelta(days=30)
    FollowUp.objects.update(sent_at=late, due_at=late, answered_at=None, reminded_at=None)
    ChangeTask.objects.update(state_at=late - timedelta(days=1))
    send_due_follow_ups(now())
    who_is = {
        (p.user_id if isinstance(p, Participation) else p.pk): who
        for who, p in world.people.items()
        if p is not None
    }
    met: dict[str, set[str]] = {}
    for sent in Mail.objects.all():
        who = "leader" if sent.to_address == LEADER else who_is[sent.person_id]
        found = set(MARK.findall(f"{sent.subject}{sent.text}{sent.html}{sent.headers}"))
        assert found <= allowed(who), (who, sent.kind)
        met[who] = met.get(who, set()) | found
    kinds = set(Mail.objects.values_list("kind", flat=True))
    assert {"confirmer", "day_14", "month_6", "reminder", "day_1_3_not_now"} <= kinds
    assert met["leader"] == {mark("leader", "change"), mark("everyone", "change")}
    assert mark("none", "first") in met["owner"]


def test_words_lie_in_their_own_tables_and_nowhere_else(world: World) -> None:
    """No audit line, no event, no queue, no index holds what somebody wrote."""
    assert Event.objects.exists()
    assert LeaderLetter.objects.filter(body__contains=mark("none", "change")).exists()
    homes = {"commitments", "showcase"}
    for model in apps.get_models():
        if model._meta.app_label in homes or model in {Mail, Picture}:
            continue
        columns = [
            f.name
            for f in model._meta.concrete_fields
            if isinstance(f, models.CharField | models.TextField | models.JSONField)
        ]
        for row in model._default_manager.values_list(*columns) if columns else []:
            assert not MARK.search(str(row)), model._meta.label
