"""Everything one may take back, on one page: what it does now, and the way back from each."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from idetorg.commitments import actions
from idetorg.commitments.enums import LetterState, OriginKind, Side, Visibility
from idetorg.commitments.models import ChangeTask, FollowUp, LeaderLetter, MakkerPair, NotNow
from idetorg.core.time import now
from idetorg.evaluation.models import Evaluation, Summary, Ticket
from idetorg.mailer.actions import pause
from idetorg.mailer.models import StoppedAddress, hash_of
from idetorg.market.models import ProblemStatement
from idetorg.people.models import User
from idetorg.rooms.models import Remark
from idetorg.seminars.models import Participation, Seminar
from idetorg.showcase import actions as showcase
from idetorg.showcase.models import Presenter
from tests.commitments.factories import MakkerPairFactory, taken_home
from tests.commitments.test_cards import upload, with_card
from tests.commitments.test_letters import approved, proposed
from tests.factories import MarketFactory, ParticipationFactory, ProblemStatementFactory
from tests.invitations.factories import DietFactory

AsPerson = Callable[[Participation | User], Client]
SAYS_SO = {"caption": "Døra i mai", "alt": "En grønn dør på gløtt", "consent": "open"}


def url(seminar: Seminar) -> str:
    return reverse("web:given", args=[seminar.slug])


def text_of(client: Client, seminar: Seminar) -> str:
    answer: Any = client.get(url(seminar))
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def parts_of(client: Client, seminar: Seminar) -> dict[str, list[Any]]:
    answer: Any = client.get(url(seminar))
    return dict(answer.context["parts"])


@pytest.fixture
def person(
    seminar: Seminar,
    participant: Participation,
    other_participant: Participation,
    organiser: Participation,
) -> Participation:
    """Somebody who has given and shown everything there is to give and show."""
    DietFactory(participation=participant, text="Ikke nøtter")
    market = MarketFactory(seminar=seminar)
    ProblemStatementFactory(market=market, author=participant, text="Hvordan får vi tid?")
    task = taken_home(participant, Visibility.SEMINAR, change="Åpent til seks")
    ChangeTask.objects.filter(pk=task.pk).update(
        origin_kind=OriginKind.STEAL, origin_label="Rommet i Lenvik", thanks_origin=True
    )
    actions.add_picture(task, Side.AFTER, upload(), by=participant, **SAYS_SO)
    told = with_card(participant)
    assert told.card is not None
    showcase.publish_card(told.card, by=participant)
    approved(proposed(participant, organiser, kind="half_year", to_name="Rune Råd"), task)
    handed = approved(proposed(participant, organiser, kind="half_year", to_name="Kim Kom"), task)
    actions.hand_over_letter(handed, by=organiser, at=now())
    MakkerPairFactory(one=other_participant, other=participant)
    NotNow.objects.create(participation=participant, reason="Ombygging i høst", shared=True)
    shown = showcase.save_presentation(
        seminar,
        {"title": "Rommet", "summary": "Nytt", "minutes": 15},
        presentation=None,
        presenters=[participant],
        by=organiser,
    )
    showcase.add_picture(shown, upload(), caption="", alt="", by=participant)
    evaluation = Evaluation.objects.create(seminar=seminar, form="seminar", opened_at=now())
    Ticket.objects.create(evaluation=evaluation, participation=participant, used=True)
    Remark.objects.create(seminar=seminar, kind="said", text="Jeg lærte mye", has_consent=True)
    Summary.objects.create(seminar=seminar, story="Det var en gang.", published_at=now())
    return participant


def test_each_part_says_what_it_does_now_and_leads_back(
    seminar: Seminar, person: Participation, as_person: AsPerson
) -> None:
    text = text_of(as_person(person), seminar)
    for words in (
        *("Mat og allergi", "Det du skrev, står på kjøkkenlista"),
        *("Hvordan får vi tid?", "Alle på seminaret kan lese det."),
        *("Åpent til seks", "Får lese: Seminaret."),
        "Bare du kan lese det.",
        *("Rommet i Lenvik", "men ikke hos hvem"),
        *("Ombygging i høst", "Arrangøren kan lese det."),
        *("Døra i mai", "Ser det: Seminaret."),
        "Alle kan lese det og finne det, med navnet på biblioteket ditt.",
        *("Brev til Rune Råd", "Det er ikke levert ennå."),
        *("Brev til Kim Kom", "kan ikke hentes tilbake"),
        *("Nils Nabo", "Dere er makkere"),
        *("Evalueringen", "Det er ikke knyttet til noen"),
        *("Sagt høyt", "Oppsummeringen"),
        "Vi spør på e-post, neste gang",
        *(person.user.email or "", "En håndfull e-poster i året etter"),
    ):
        assert words in text, words
    assert "Ikke nøtter" not in text  # food stands on the sign-up page and the kitchen list alone


def test_every_link_opens_and_every_button_takes_back(
    seminar: Seminar, person: Participation, as_person: AsPerson
) -> None:
    client = as_person(person)
    rows = [row for found in parts_of(client, seminar).values() for row in found]
    for row in rows:
        if row.url.startswith("/"):
            assert client.get(row.url).status_code == 200, row
    buttons = [row for row in rows if row.action]
    assert len(buttons) == 6
    for row in buttons:
        assert row.button
        assert client.post(row.action, row.values).status_code in {200, 302}, row
    assert not ChangeTask.objects.filter(thanks_origin=True).exists()
    assert not ChangeTask.objects.filter(card__published_at__isnull=False).exists()
    assert LeaderLetter.objects.filter(state=LetterState.WITHDRAWN).count() == 1
    assert not MakkerPair.objects.agreed().exists()
    assert not ProblemStatement.objects.exclude(state="withdrawn").exists()
    assert not FollowUp.objects.filter(cancelled_at=None, sent_at=None).exists()
    left = [row for found in parts_of(client, seminar).values() for row in found]
    assert [row for row in left if row.action] == []


def test_what_is_only_ones_own_says_so(
    seminar: Seminar, participant: Participation, as_person: AsPerson
) -> None:
    task = taken_home(participant, Visibility.EVERYONE)
    actions.add_picture(task, Side.BEFORE, upload(), by=participant)
    parts = parts_of(as_person(participant), seminar)
    assert [row.now for row in parts["Bilder til oppgavene mine"]] == ["Bare du ser det."]
    NotNow.objects.create(participation=participant, reason="For travelt")
    MarketFactory(seminar=seminar, state="closed")
    problem = ProblemStatementFactory(market=seminar.market, author=participant)
    MakkerPairFactory(one=participant, other=ParticipationFactory(seminar=seminar), agreed_at=None)
    MakkerPairFactory(other=participant, one=ParticipationFactory(seminar=seminar), agreed_at=None)
    parts = parts_of(as_person(participant), seminar)
    assert "For travelt" not in str(parts)
    (hung,) = parts["Problemstillingene mine på torget"]
    assert (hung.what, hung.action) == (problem.text, "")  # groups work on it
    asked, asks = parts["Makker"]
    assert "som ikke har svart" in asked.now
    assert asked.button == "Ta spørsmålet tilbake"
    assert ("Ingenting vises" in asks.now, asks.button) == (True, "")


def test_mail_paused_or_stopped_is_said_and_can_be_started_again(
    seminar: Seminar, participant: Participation, as_person: AsPerson
) -> None:
    client = as_person(participant)
    user = participant.user
    assert user.email is not None
    pause(person_id=user.pk, scope=seminar.scope, until=now() + timedelta(weeks=4))
    (row,) = parts_of(client, seminar)["E-post"]
    assert ("Du har pause til" in row.now, row.link) == (True, "Endre pausen")
    for scope in ("", seminar.scope):
        StoppedAddress.objects.all().delete()
        StoppedAddress.objects.create(address_hash=hash_of(user.email), scope=scope)
        (row,) = parts_of(client, seminar)["E-post"]
        assert (row.now[:8], row.link) == ("Stoppet.", "Start igjen")
        client.post(row.url, {"deed": "resume"})
        assert not StoppedAddress.objects.exists()


def test_with_nothing_given_the_page_says_so(
    seminar: Seminar, participant: Participation, as_person: AsPerson
) -> None:
    User.objects.filter(pk=participant.user_id).update(email=None)
    assert "Ingenting ennå." in text_of(as_person(participant), seminar)
    assert (
        url(seminar)
        in as_person(participant).get(reverse("web:mine", args=[seminar.slug])).content.decode()
    )


def test_nobody_meets_what_another_has_given(
    seminar: Seminar,
    person: Participation,
    other_participant: Participation,
    facilitator: Participation,
    organiser: Participation,
    stranger: Participation,
    outsider: User,
    as_person: AsPerson,
) -> None:
    own = ("Åpent til seks", "Rune Råd", "Døra i mai", "Ombygging", "Hvordan får vi tid?", "Kari")
    for who in (other_participant, facilitator, organiser):
        text = re.sub(r'(?s)data-person=".*?"', "", text_of(as_person(who), seminar))
        met = [words for words in own if words in text]
        assert met == (["Kari"] if who == other_participant else []), who  # as their makker
        assert person.user.email not in text
    for client in (as_person(stranger), as_person(outsider), Client()):
        assert client.get(url(seminar)).status_code == 404
    assert as_person(person).post(url(seminar)).status_code == 405


def test_a_look_changes_nothing(
    seminar: Seminar, person: Participation, as_person: AsPerson
) -> None:
    client = as_person(person)
    models = [m for m in apps.get_models() if m._meta.app_label not in {"sessions", "jobs"}]
    client.get(url(seminar))
    before = {m: list(m._default_manager.order_by("pk").values()) for m in models}
    client.get(url(seminar))
    assert {m: list(m._default_manager.order_by("pk").values()) for m in models} == before


@pytest.mark.parametrize("count", [1, 3])
def test_statements_do_not_grow_with_what_is_given(
    seminar: Seminar,
    participant: Participation,
    organiser: Participation,
    as_person: AsPerson,
    count: int,
) -> None:
    MarketFactory(seminar=seminar)
    for _number in range(count):
        task = with_card(participant, Visibility.SEMINAR)
        assert task.card is not None
        showcase.publish_card(task.card, by=participant)
        for side in Side:
            actions.add_picture(task, side, upload(), by=participant, **SAYS_SO)
        approved(proposed(participant, organiser, kind="half_year"), task)
        MakkerPairFactory(one=participant, other=ParticipationFactory(seminar=seminar))
        ProblemStatementFactory(market=seminar.market, author=participant)
        actions.ask_help(task, by=participant, to="organiser", text="Ring meg")
    client = as_person(participant)
    client.get(url(seminar))
    with CaptureQueriesContext(
        connection,
    ) as seen:
        client.get(url(seminar))
    assert len(seen) == 28


def test_a_presenters_picture_leads_to_the_presentation(
    seminar: Seminar, person: Participation, as_person: AsPerson
) -> None:
    (row,) = parts_of(as_person(person), seminar)["Bilder i det jeg viste fram"]
    assert (row.what, row.now) == ("Rommet", "Bare du og de som leder seminaret, ser det.")
    Presenter.objects.all().delete()
    assert "Bilder i det jeg viste fram" not in parts_of(as_person(person), seminar)


def test_a_day_is_written_in_words(
    seminar: Seminar, person: Participation, as_person: AsPerson
) -> None:
    (food,) = parts_of(as_person(person), seminar)["Påmelding"]
    assert re.search(r"senest \d+\. [a-z]+ \d{4}", food.now)
    assert str(date.today().year) not in food.what
