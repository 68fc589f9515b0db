"""One's own page: name, address, language, export and erasure."""

import json
import re
from collections.abc import Callable

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import reverse

from idetorg.audit.models import Entry
from idetorg.invitations.links import token_of
from idetorg.invitations.models import Diet, SignUp
from idetorg.mailer.models import Mail
from idetorg.market.models import Mark, ProblemStatement
from idetorg.people import actions, belongings
from idetorg.people.errors import AddressTaken
from idetorg.people.models import Consent, User
from idetorg.seminars.models import Participation, Seminar
from tests.factories import MarketFactory, ProblemStatementFactory, UserFactory
from tests.invitations.factories import DietFactory, SignUpFactory

As = Callable[[Participation | User], Client]


def test_me_asks_to_sign_in(db: None) -> None:
    for name in ("me", "export", "erase"):
        response = Client().get(reverse(f"people:{name}"))
        assert response.headers["Location"].startswith(reverse("account_request_login_code"))


def test_me_stores_name_telephone_and_language(as_person: As, outsider: User) -> None:
    client = as_person(outsider)
    data = {"name": "Ute Åpen", "phone": "77 12 34 56", "language": "nn"}
    response = client.post(
        reverse("people:me"), {**data, "is_administrator": "on", "email": "x@y.no"}
    )

    outsider.refresh_from_db()
    assert response.status_code == 302
    assert (outsider.name, outsider.phone, outsider.language) == tuple(data.values())
    assert outsider.is_administrator is False
    assert outsider.email != "x@y.no"
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "nn"
    assert Entry.objects.filter(action="person_changed").count() == 3


def test_me_without_a_name_is_told(as_person: As, outsider: User) -> None:
    response = as_person(outsider).post(reverse("people:me"), {"name": "", "phone": "123"})
    assert response.status_code == 422
    assert "123" in response.content.decode()
    outsider.refresh_from_db()
    assert outsider.name == "Ute Stengt"


def test_new_address_needs_the_code_sent_to_it(as_person: As, outsider: User) -> None:
    client = as_person(outsider)
    client.post(reverse("people:ask_new_address"), {"email": "ny@example.org"})
    mail = Mail.objects.get(to_address="ny@example.org")
    outsider.refresh_from_db()
    assert outsider.email != "ny@example.org"

    wrong = client.post(reverse("people:confirm_new_address"), {"code": "BCDF-GHJK"})
    assert wrong.status_code == 422
    code = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", mail.text)
    assert code
    assert code[0] not in wrong.content.decode()
    client.post(reverse("people:confirm_new_address"), {"code": code[0].lower()})

    outsider.refresh_from_db()
    assert outsider.email == "ny@example.org"


def test_three_wrong_codes_end_the_change(as_person: As, outsider: User) -> None:
    client = as_person(outsider)
    client.post(reverse("people:ask_new_address"), {"email": "ny@example.org"})
    code = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", Mail.objects.get().text)
    for _round in range(3):
        client.post(reverse("people:confirm_new_address"), {"code": "BCDF-GHJK"})
    assert code
    client.post(reverse("people:confirm_new_address"), {"code": code[0]})

    outsider.refresh_from_db()
    assert outsider.email != "ny@example.org"


def test_anothers_address_cannot_be_taken(outsider: User) -> None:
    other = UserFactory(email="andre@example.org")
    with pytest.raises(AddressTaken):
        actions.set_address(outsider, "ANDRE@example.org")
    other.refresh_from_db()
    assert other.email == "andre@example.org"


def test_old_links_die_with_the_old_address(participant: Participation) -> None:
    old = token_of(participant)
    actions.set_address(participant.user, "ny@example.org")

    assert Client().get(reverse("invitations:link", args=[old])).status_code == 410


# Everything that is mine ---------------------------------------------------------------------


def test_every_table_has_a_decision() -> None:
    assert belongings.undecided() == set()


def test_every_path_leads_to_a_person() -> None:
    user = User(pk=1)
    for model, decision in belongings._mine():
        str(belongings._rows(model, decision, user).query)
        assert decision.on_erase in {"delete", "keep", "clear", "elsewhere"}
        if decision.on_erase in {"keep", "elsewhere"}:
            assert decision.why or decision.on_erase == "elsewhere"
        for name in (*decision.hidden, *decision.clear):
            model._meta.get_field(name)


def test_export_holds_mine_and_nobody_elses(
    as_person: As,
    seminar: Seminar,
    participant: Participation,
    other_participant: Participation,
    stranger: Participation,
) -> None:
    market = MarketFactory(seminar=seminar)
    mine = ProblemStatementFactory(market=market, author=participant, text="Mitt eget spørsmål?")
    theirs = ProblemStatementFactory(market=market, author=other_participant, text="LEKKASJE?")
    Mark.objects.create(problem=theirs, participation=participant, kind="mine_too")
    Mark.objects.create(problem=mine, participation=other_participant, kind="mine_too")
    DietFactory(participation=participant, text="Nøtter")
    DietFactory(participation=other_participant, text="LEKKASJE")

    response = as_person(participant).get(reverse("people:export"))
    tables = json.loads(response.content)["tables"]

    assert "attachment" in response["Content-Disposition"]
    assert response["Cache-Control"]
    assert [row["text"] for row in tables["market.problemstatement"]] == ["Mitt eget spørsmål?"]
    assert len(tables["market.mark"]) == 1
    assert tables["invitations.diet"][0]["text"] == "Nøtter"
    assert tables["people.user"][0]["email"] == participant.user.email
    text = response.content.decode()
    assert "LEKKASJE" not in text
    assert "password" not in text


def test_erase_asks_once_more(as_person: As, outsider: User) -> None:
    client = as_person(outsider)
    assert client.get(reverse("people:erase")).status_code == 200
    assert client.post(reverse("people:erase")).status_code == 422
    outsider.refresh_from_db()
    assert outsider.erased_at is None


def test_erase_removes_mine_and_keeps_what_the_group_owns(
    as_person: As, seminar: Seminar, participant: Participation, other_participant: Participation
) -> None:
    market = MarketFactory(seminar=seminar)
    wall = ProblemStatementFactory(market=market, author=participant, text="På veggen?")
    draft = ProblemStatementFactory(market=market, author=participant, state="draft", number=None)
    theirs = ProblemStatementFactory(market=market, author=other_participant)
    Mark.objects.create(problem=theirs, participation=participant, kind="mine_too")
    SignUpFactory(participation=participant)
    DietFactory(participation=participant)
    DietFactory(participation=other_participant)
    actions.give_consent(participant.user, scope=seminar.scope, purpose="diet")
    client = as_person(participant)
    elsewhere = as_person(participant)

    response = client.post(reverse("people:erase"), {"sure": "yes"})

    assert response.headers["Location"] == reverse("people:erased")
    assert response.headers["Clear-Site-Data"] == '"storage"'
    assert client.get(reverse("people:erased")).status_code == 200
    user = User.objects.get(pk=participant.user_id)
    assert (user.name, user.email, user.is_active) == ("Tidligere deltaker", None, False)
    assert list(ProblemStatement.objects.order_by("pk")) == [wall, theirs]
    assert not ProblemStatement.objects.filter(pk=draft.pk).exists()
    assert Mark.objects.count() == 0
    assert SignUp.objects.count() == 0
    assert [d.participation for d in Diet.objects.all()] == [other_participant]
    assert Consent.objects.count() == 0
    assert not Entry.objects.filter(actor_id=user.pk).exists()
    assert elsewhere.get(reverse("people:me")).status_code == 302
    page = Client().get(reverse("invitations:link", args=[token_of(participant)]))
    assert page.status_code == 410
    names = {"Kari Deltaker", "Kari"}
    for model in apps.get_models():
        for row in model._base_manager.all():
            for field in model._meta.concrete_fields:
                assert str(field.value_from_object(row)) not in names


def test_sole_organiser_hands_over_first(as_person: As, organiser: Participation) -> None:
    response = as_person(organiser).post(reverse("people:erase"), {"sure": "yes"})
    assert response.status_code == 409
    assert organiser.seminar.organiser.name in response.content.decode()
    organiser.user.refresh_from_db()
    assert organiser.user.erased_at is None


def test_consent_is_given_once_and_withdrawn(outsider: User) -> None:
    first = actions.give_consent(outsider, scope="s1", purpose="quote")
    assert actions.give_consent(outsider, scope="s1", purpose="quote") == first
    assert actions.has_consented(outsider, scope="s1", purpose="quote")
    assert not actions.has_consented(outsider, scope="s2", purpose="quote")

    assert actions.withdraw(outsider, scope="s1", purpose="quote") is True
    assert actions.withdraw(outsider, scope="s1", purpose="quote") is False
    assert actions.give_consent(outsider, scope="s1", purpose="quote") != first
