"""Builds the demo through the product's own actions: nobody is written in from the side."""

import datetime
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from django.db import transaction

from idetorg.commitments.actions import cards, company, pictures, telling, writing
from idetorg.commitments.enums import FollowUpKind, Side, TaskState, Visibility
from idetorg.commitments.models import ChangeTask, NotNow
from idetorg.commitments.queries import latest_asked
from idetorg.compendium.actions import add_seminar_picture
from idetorg.core.time import now, set_clock
from idetorg.demo.pictures import draw
from idetorg.evaluation import actions as evaluation_actions
from idetorg.evaluation.queries import evaluation_of, form_of, has_answered, is_open
from idetorg.files.actions import set_consent
from idetorg.files.enums import Consent
from idetorg.grouping.actions import form_groups, show_groups
from idetorg.grouping.queries import open_groups
from idetorg.invitations.actions.answers import Wishes, sign_up
from idetorg.invitations.models import SignUp
from idetorg.market import actions as market_actions
from idetorg.market.models import Mark, Wish
from idetorg.market.queries import published
from idetorg.people.models import User
from idetorg.rooms import actions as room_actions
from idetorg.rooms.models import Thread
from idetorg.rooms.queries import all_digests
from idetorg.schedule.actions import programme
from idetorg.seminars.actions import create_organiser, create_seminar
from idetorg.seminars.models import Institution, Municipality, Participation, Seminar
from idetorg.showcase import actions as showcase_actions
from idetorg.showcase.actions.cards import WORDS as CARD_WORDS
from idetorg.showcase.models import ExperienceCard

DATA = Path(__file__).parent / "data"
OSLO = ZoneInfo("Europe/Oslo")
START = datetime.datetime(2013, 11, 19, 12, 0, tzinfo=OSLO)
GOAL = "Alle reiser hjem med minst én endringsoppgave som kan settes ut i livet i eget bibliotek."
FOCUS = "Bruke det vi allerede har lært, og tenke utvikling."


@cache
def invented() -> dict[str, Any]:
    """Return the invented people, words and sources."""
    text = (DATA / "people.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def demo_seminar() -> Seminar | None:
    """Return the demo's seminar, or None before it is built."""
    return Seminar.objects.filter(made_up=True).select_related("organiser").first()


def actor(seminar: Seminar, **role: bool) -> Participation:
    """Return the first person of a role."""
    return seminar.participations.select_related("user", "seminar").filter(**role).order_by("pk")[0]


def people(seminar: Seminar) -> list[Participation]:
    """Return the invented participants in their fixed order."""
    return list(
        seminar.participations.participants()
        .filter(user__made_up=True)
        .select_related("user", "seminar", "institution")
        .order_by("pk")
    )


@transaction.atomic
def build() -> Seminar:
    """Build the seminar of November 2013 once; a second call returns what is there."""
    found = demo_seminar()
    if found is not None:
        return found
    set_clock(START)
    data = invented()
    maker = _user(data["organiser"])
    organiser = create_organiser(
        user=maker,
        name="Biblioteket i fylket",
        sender_name=maker.name,
        reply_to=maker.email or "",
        phone=maker.phone,
    )
    seminar = create_seminar(
        organiser, by=maker, name="Bibliotekromseminar", goal=GOAL, focus=FOCUS, language="nb"
    )
    seminar.slug = "bibliotekromseminar-2013"
    seminar.made_up = True
    seminar.starts_on, seminar.ends_on = date(2013, 11, 20), date(2013, 11, 21)
    seminar.audience = "For biblioteksjefer og prosjektbibliotek"
    seminar.meeting_point = "Prostneset kl. 11.00"
    seminar.save()
    by = actor(seminar, is_organiser=True)
    _people(seminar, data)
    text = (DATA / "programme.txt").read_text(encoding="utf-8")
    programme.read_text(seminar, text, by=by)
    programme.keep_steps(seminar, by=by)
    programme.publish(seminar, by=by)
    _show_and_inspire(seminar, by, data)
    return seminar


def _user(raw: dict[str, Any]) -> User:
    return User.objects.create_user(
        raw["email"], name=raw["name"], phone=raw.get("phone", ""), language="nb", made_up=True
    )


def _people(seminar: Seminar, data: dict[str, Any]) -> None:
    # The maker is organiser and facilitator by birth; here two people share the work.
    Participation.objects.filter(seminar=seminar, is_organiser=True).update(
        is_facilitator=False, is_participant=False
    )
    Participation.objects.create(
        seminar=seminar, user=_user(data["facilitator"]), is_participant=False, is_facilitator=True
    )
    for number, raw in enumerate(data["participants"], start=1):
        municipality, _made = Municipality.objects.get_or_create(name=raw["municipality"], code="")
        institution, _made = Institution.objects.get_or_create(
            organiser=seminar.organiser,
            name=raw["institution"],
            defaults={"municipality": municipality},
        )
        user = _user({**raw, "email": f"deltaker{number}@example.org"})
        Participation.objects.create(
            seminar=seminar,
            user=user,
            institution=institution,
            is_remote=bool(raw.get("remote")),
        )


def _show_and_inspire(seminar: Seminar, by: Participation, data: dict[str, Any]) -> None:
    persons = people(seminar)
    for raw in data["presentations"]:
        person = persons[raw["by"]]
        row = showcase_actions.save_presentation(
            seminar,
            {
                **{k: raw[k] for k in ("title", "summary", "partners", "process", "went_wrong")},
                "minutes": 15,
                "institution": person.institution,
            },
            presentation=None,
            presenters=[person],
            by=by,
        )
        picture = showcase_actions.add_picture(
            row,
            draw("shelves" if raw["by"] % 2 else "room", f"prosjekt-{raw['by']}"),
            caption=f"{raw['title']} (tegnet for demonstrasjonen)",
            alt="En tegning av et biblioteksrom om kvelden, med hyller, stoler og en lampe.",
            by=by,
        )
        set_consent(picture, "open", by=by.user.name)
    for raw in data["visits"]:
        visit = showcase_actions.save_visit(
            seminar,
            {
                "title": raw["title"],
                "link": "https://example.org/mote",
                "host_name": raw["host"],
                "host_phone": "",
            },
            visit=None,
            by=by,
        )
        for kind, alt in (
            (raw["kind"], "En tegning av bokhyller og en lampe i et lite bibliotek."),
            ("window", "En tegning av et stort vindu mot fjell og stjerner."),
        ):
            picture = showcase_actions.add_picture(
                visit,
                draw(kind, "besok"),
                caption=f"Slik kan det se ut i {raw['title']} (tegning)",
                alt=alt,
                by=by,
            )
            set_consent(picture, "open", by=by.user.name)
    for raw in data["inspiration"]:
        showcase_actions.save_inspiration(seminar, raw, item=None, by=by)
    add_seminar_picture(
        seminar,
        draw("room", "seminaret"),
        caption="Biblioteksjef i Lavangen Anne Strømmesen legger fram sitt prosjekt "
        "(tegning i stedet for bildet)",
        alt="En tegning av en sal bakfra: ni stolrader og et lysende lerret med en tråd på.",
        consent=True,
        by=by,
    )


# What the others do, so that one person can walk the whole seminar alone. Each does it as
# themselves, by the same actions as a phone; what is done already is left alone.


def fill_sign_ups(seminar: Seminar) -> None:
    """Let everyone who has not answered the invitation say that they come."""
    answered = set(
        SignUp.objects.filter(participation__seminar=seminar).values_list(
            "participation_id", flat=True
        )
    )
    diets = invented()["diets"]
    for index, person in enumerate(people(seminar)):
        if person.pk in answered:
            continue
        diet = diets[index // 6 % len(diets)] if index % 6 == 4 else ""
        sign_up(
            person,
            Wishes(
                takes_bus_out=not person.is_remote and index % 7 != 3,
                takes_bus_home=not person.is_remote and index % 9 != 5,
                eats_lunch=not person.is_remote,
                needs_room=not person.is_remote and index % 4 != 1,
                diet=diet,
                diet_consent=bool(diet),
            ),
        )


def fill_market(seminar: Seminar) -> None:
    """Let everyone who has written nothing hang up a question, mark and wish."""
    market = market_actions.ensure_market(seminar)
    texts = invented()["problems"]
    persons = people(seminar)
    if market.state == market.State.CLOSED:
        return
    for person, text in zip(persons, texts, strict=False):
        if not market.problems.filter(author=person).exists():
            market_actions.write_problem(market, text, author=person, publish=True)
    if market.state != market.State.OPEN:
        return
    wall = published(market)
    for index, person in enumerate(persons):
        if not Mark.objects.filter(participation=person).exists():
            for step in (3, 7):
                market_actions.set_mark(
                    wall[(index * 5 + step) % len(wall)],
                    Mark.Kind.MINE_TOO if step == 3 else Mark.Kind.CAN_HELP,
                    participation=person,
                    on=True,
                )
        if not Wish.objects.filter(participation=person).exists():
            for step in (0, 1, 2, 4):
                # A few questions draw many, as they do.
                pick = (index * step + step * step) % max(1, len(wall) * 2 // 3)
                market_actions.add_wish(wall[pick], participation=person)


def fill_groups(seminar: Seminar) -> None:
    """Form groups and show them, when nobody has."""
    market = market_actions.ensure_market(seminar)
    if open_groups(seminar):
        return
    by = actor(seminar, is_facilitator=True)
    if not Wish.objects.filter(problem__market=market).exists():
        # Jumped straight to the groups: the market was open in between, as it will have been.
        market_actions.move_market(seminar, market.State.OPEN, by=by)
        fill_market(seminar)
        market_actions.move_market(seminar, market.State.CLOSED, by=by)
        market.refresh_from_db()
    form_groups(market, by=by)
    for group in market.groups.order_by("number"):
        group.table = f"Bord {group.number}"
        group.save(update_fields=["table"])
    show_groups(market, by=by)


def fill_sheets(seminar: Seminar) -> None:
    """Let each group that has written nothing write a little."""
    fill_groups(seminar)
    words = invented()["sheets"]
    for index, group in enumerate(open_groups(seminar)):
        member = group.memberships.all()[0].participation
        member.seminar = seminar
        sheet = room_actions.ensure_sheet(group)
        harvest = room_actions.ensure_harvest(group)
        for field in ("know", "wonder"):
            if not getattr(sheet, field):
                room_actions.save_sheet(sheet, field, words[field][index % 4], version=0, by=member)
        for field in ("found_out", "still_hard", "need_from_others"):
            if not getattr(harvest, field):
                room_actions.save_harvest(
                    harvest, field, words[field][index % 4], version=0, by=member
                )


def fill_threads(seminar: Seminar) -> None:
    """Pick three threads from what the groups wrote, when the facilitator has none."""
    fill_sheets(seminar)
    if Thread.objects.filter(seminar=seminar).exists():
        return
    by = actor(seminar, is_facilitator=True)
    notes = [row for row in all_digests(seminar) if row.source_kind != "problem"]
    for index, text in enumerate(
        (
            "Den som spør først, får ofte ja.",
            "Noe må bort for at det nye skal få tid.",
            "Ingen vil være alene om det.",
        )
    ):
        room_actions.make_thread(seminar, text, sources=notes[index::3][:4], by=by)
    room_actions.show_threads(seminar, final=False, by=by)


def fill_tasks(seminar: Seminar, *, leave: int = 2) -> None:
    """Let those who have not answered write a task each; the last ones say "not now"."""
    words = invented()["tasks"]
    persons = [
        person
        for person in people(seminar)
        if not ChangeTask.objects.filter(participation=person).exists()
        and not NotNow.objects.filter(participation=person).exists()
    ]
    for index, person in enumerate(persons):
        if index >= len(persons) - leave:
            writing.not_now(person, reason="Vi venter på svar om flytting først.")
            continue
        raw = words[index % len(words)]
        task = writing.start_draft(person)
        answers: dict[str, dict[str, Any]] = {
            "change": {"change": raw["change"]},
            "first_step": {"first_step": raw["first_step"]},
            "by_when": {"by_when": now().date() + timedelta(weeks=raw["weeks"])},
            "sure": {"sure": 6 + index % 4},
        }
        if "stops" in raw:
            answers |= {"obstacle": raw["stops"], "who_must_say_yes": raw["asks"]}
        for question, values in answers.items():
            writing.save_answer(task, by=person, question=question, values=values)
        writing.set_visibility(
            task,
            by=person,
            chosen={Visibility.SEMINAR} if index % 2 else {Visibility.MAKKER},
        )
        task.refresh_from_db()
        writing.commit(task, by=person)


def fill_evaluation(seminar: Seminar) -> None:
    """Let those who have not answered the open form do so."""
    evaluation = evaluation_of(seminar)
    if evaluation is None or not is_open(evaluation):
        return
    form = form_of(seminar)
    texts = ("Å bli spurt i stedet for fortalt.", "Tid til å tenke ferdig.", "Bussen.")
    for index, person in enumerate(people(seminar)):
        if has_answered(evaluation, person):
            continue
        answers: dict[str, Any] = {}
        for question in form.questions:
            if question.type == "scale":
                answers[question.id] = 6 + (index * 3 + len(question.id)) % 5
            elif question.id == "free_word":
                answers[question.id] = texts[index % 3]
            elif question.type == "choice" and question.choices:
                answers[question.id] = question.choices[index % 2].value
        evaluation_actions.answer(evaluation, answers, by=person)


# How it goes, in turn: what most tell after half a year, and one of five tells nothing.
_COURSE = ("done", "partly", "done", "", "done", "started", "put_aside", "done", "done", "")


def fill_follow_ups(seminar: Seminar) -> None:
    """Let those who were asked how it goes answer; some stay silent, as they do."""
    words = invented()["follow_ups"]
    tasks = ChangeTask.objects.filter(
        participation__seminar=seminar, participation__in=people(seminar), closed_at=None
    ).exclude(state=TaskState.DRAFT)
    for index, task in enumerate(tasks.select_related("participation__seminar").order_by("pk")):
        asked = latest_asked(task, now())
        goes = _COURSE[index % len(_COURSE)]
        if asked is None or asked.answered_at is not None or not goes:
            continue
        by = task.participation
        if asked.kind == FollowUpKind.DAY_14:
            taken = ("taken", "a_little", "not_taken")[index % 3]
            telling.answer_first_step(asked, by=by, taken=taken)
            continue
        aside = goes == TaskState.PUT_ASIDE
        anyway = ("later", "no_way", "smaller")[index % 3]
        telling.answer_follow_up(
            asked,
            by=by,
            answer="same" if task.state == goes else goes,
            reason=words["reasons"][0] if aside else "",
            learning=words["learned"][0] if aside else "",
        )
        telling.add_details(
            asked,
            by=by,
            helped=words["helped"][index % len(words["helped"])],
            stopped="" if goes == TaskState.DONE else words["stopped"][index % 2],
            anyway=anyway if asked.kind == FollowUpKind.MONTH_6 else "",
        )
        if asked.kind == FollowUpKind.MONTH_6 and goes == TaskState.PARTLY:
            company.ask_help(task, by=by, to="organiser", text=words["help"], follow_up=asked)
    fill_cards(seminar)


def fill_cards(seminar: Seminar) -> None:
    """Let some who have carried out their task tell others of it, half a year after."""
    if now() < START + timedelta(days=180):
        return
    for raw in invented()["cards"]:
        task = (
            ChangeTask.objects.filter(
                participation__seminar=seminar,
                participation__in=people(seminar),
                change=raw["task"],
                state__in=cards.CARRIED_OUT,
                card=None,
            )
            .select_related("participation__seminar", "participation__user")
            .order_by("pk")
            .first()
        )
        if task is None or ExperienceCard.objects.filter(title=raw["title"]).exists():
            continue
        by = task.participation
        card = cards.save_card(task, {name: raw[name] for name in CARD_WORDS}, by=by, revision=0)
        if picture := raw.get("picture"):
            now_there = pictures.add_picture(
                task,
                Side.AFTER,
                draw(picture["kind"], "erfaring"),
                by=by,
                caption=picture["caption"],
                alt=picture["alt"],
                consent=Consent.OPEN,
            )
            showcase_actions.pick_card_picture(card, "after_picture", now_there, by=by)
        showcase_actions.publish_card(card, by=by)
