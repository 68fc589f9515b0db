"""Experience cards: found, read and asked for by others; a draft does not exist for them.

Who may write one is the owner alone: `tests/commitments/test_cards.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from idetorg.audit.models import Entry
from idetorg.core.searching import is_in
from idetorg.core.time import now
from idetorg.files.models import Picture
from idetorg.mailer.models import Mail
from idetorg.people.actions import erase
from idetorg.people.models import User
from idetorg.schedule.models import RoomPosition
from idetorg.seminars.enums import SeminarState
from idetorg.seminars.models import Municipality, Participation, Seminar
from idetorg.showcase import actions, queries
from idetorg.showcase.errors import (
    CardConflict,
    CardNotWhole,
    InvitationGone,
    NotTheCardsOwner,
    OwnerNotHere,
    SeminarIsOver,
)
from idetorg.showcase.models import ExperienceCard, Presentation
from tests.factories import InstitutionFactory, ParticipationFactory, SeminarFactory

SignIn = Callable[[Participation | User], Client]
CARDS = reverse("showcase:cards")
TITLE = "Åpen dør til klokka seks"
WORDS = {
    "title": TITLE,
    "before": "Det var stengt klokka tre.",
    "after": "Ungdommene låser seg inn selv.",
    "took": "Et nøkkelkort og en kveld med ungdomsrådet.",
    "went_wrong": "Alarmen gikk den første uka.",
    "ask": "Kari, 77 00 00 01",
}


def place(name: str) -> Municipality:
    found: Municipality = Municipality.objects.get_or_create(name=name)[0]
    return found


def written(owner: Participation, *, at: str = "Tromsø", **words: str) -> ExperienceCard:
    """Return a card with its owner's words that only they see."""
    institution = owner.institution or InstitutionFactory(organiser=owner.seminar.organiser)
    institution.municipality = place(at)
    institution.save()
    card = actions.make_card(owner, institution)
    return actions.save_card(card, {**WORDS, **words}, by=owner, revision=card.revision)


def shown(owner: Participation, *, at: str = "Tromsø", **words: str) -> ExperienceCard:
    """Return a card that is open to everyone."""
    return actions.publish_card(written(owner, at=at, **words), by=owner)


def upload() -> SimpleUploadedFile:
    stream = BytesIO()
    Image.new("RGB", (64, 48), "#27508f").save(stream, "JPEG")
    return SimpleUploadedFile("bilde.jpg", stream.getvalue(), "image/jpeg")


def pictured(card: ExperienceCard, owner: Participation, **given: Any) -> str:
    """Put a picture beside `after`; return its address."""
    given = {"caption": "Døra i mai", "alt": "En grønn dør", "consent": True, **given}
    actions.set_card_picture(card, "after_picture", upload(), by=owner, **given)
    return reverse("showcase:card_picture", args=[card.pk, "after", 480])


def page_of(card: ExperienceCard) -> str:
    return reverse("showcase:card", args=[card.pk])


@pytest.fixture
def others(
    seminar: Seminar,
    other_participant: Participation,
    facilitator: Participation,
    organiser: Participation,
    stranger: Participation,
    outsider: User,
    as_person: SignIn,
) -> dict[str, Client]:
    """Everyone who is not the owner."""
    administrator = User.objects.create(
        name="Ada Administrator", email="ada@example.org", is_administrator=True
    )
    return {
        "participant": as_person(other_participant),
        "facilitator": as_person(facilitator),
        "organiser": as_person(organiser),
        "other seminar": as_person(stranger),
        "outsider": as_person(outsider),
        "administrator": as_person(administrator),
        "nobody": Client(),
    }


@dataclass(frozen=True)
class Next:
    """The organiser's next seminar, with its organiser and the owner's seat there."""

    seminar: Seminar
    organiser: Participation
    owner: Participation

    @property
    def page(self) -> str:
        return reverse("showcase:invite_cards", args=[self.seminar.slug])

    def deed(self, card: ExperienceCard) -> str:
        return reverse("showcase:invite_card", args=[self.seminar.slug, card.pk])


@pytest.fixture
def coming(seminar: Seminar, organiser: Participation, participant: Participation) -> Next:
    """The next seminar of the same organiser, with the card's owner in it."""
    found: Seminar = SeminarFactory(organiser=seminar.organiser, slug="neste", name="Vårsamling")
    return Next(
        found,
        ParticipationFactory(
            seminar=found, user=organiser.user, is_organiser=True, is_participant=False
        ),
        ParticipationFactory(
            seminar=found, user=participant.user, institution=participant.institution
        ),
    )


# To read --------------------------------------------------------------------------------------


def test_a_draft_is_nowhere_but_at_its_owners(
    participant: Participation, others: dict[str, Client], as_person: SignIn
) -> None:
    card = written(participant)
    picture = pictured(card, participant)
    for who, client in others.items():
        assert client.get(page_of(card)).status_code == 404, who
        assert client.get(picture).status_code == 404, who
        for query in ("", "?q=alarmen", f"?kommune={place('Tromsø').pk}"):
            listed = client.get(CARDS + query).content.decode()
            assert TITLE not in listed, (who, query)
            assert "Tromsø" not in listed, (who, query)
    mine = as_person(participant)
    assert "Bare du ser denne siden" in mine.get(page_of(card)).content.decode()
    assert mine.get(picture).status_code == 200
    assert TITLE not in mine.get(CARDS).content.decode()


def test_a_shown_card_is_read_and_found_by_everyone(
    participant: Participation, others: dict[str, Client]
) -> None:
    card = shown(participant)
    picture = pictured(card, participant)
    for who, client in others.items():
        page = client.get(page_of(card)).content.decode()
        for words in WORDS.values():
            assert words in page, (who, words)
        assert participant.user.name not in page, who
        assert "En grønn dør" in page, who
        assert client.get(picture).status_code == 200, who
        assert TITLE in client.get(CARDS).content.decode(), who


def test_a_card_carries_the_library_and_not_the_person(
    participant: Participation, client: Client
) -> None:
    shown(participant, ask="")
    listed = client.get(CARDS).content.decode()
    assert participant.institution is not None
    assert participant.institution.name in listed
    assert participant.user.name not in listed


def test_a_card_taken_back_is_gone_at_once(
    seminar: Seminar, participant: Participation, others: dict[str, Client]
) -> None:
    card = shown(participant)
    picture = pictured(card, participant)
    RoomPosition.objects.create(seminar=seminar, finished_at=now())
    front = reverse("web:seminar", args=[seminar.slug])
    assert TITLE in others["nobody"].get(front).content.decode()
    actions.withdraw_card(card, by=participant)
    for who, client in others.items():
        assert client.get(page_of(card)).status_code == 404, who
        assert client.get(picture).status_code == 404, who
        for address in (CARDS, CARDS + "?q=alarmen", front, reverse("people:export")):
            assert TITLE not in client.get(address).content.decode(), (who, address)
    assert not queries.card_map(queries.open_cards())[1]
    actions.withdraw_card(card, by=participant)  # twice is once
    assert Entry.objects.filter(action="card_withdrawn").count() == 1


def test_what_a_browser_keeps_is_asked_for_again(
    participant: Participation, client: Client
) -> None:
    card = shown(participant)
    picture = client.get(pictured(card, participant))
    assert picture["Cache-Control"] == "private, no-cache"
    for address in (CARDS, page_of(card)):
        assert "no-store" in client.get(address)["Cache-Control"], address


def test_a_card_goes_with_its_owners_seat_and_its_seminar(
    seminar: Seminar, participant: Participation, client: Client, as_person: SignIn
) -> None:
    card = shown(participant)
    Seminar.objects.filter(pk=seminar.pk).update(state=SeminarState.DRAFT)
    assert client.get(page_of(card)).status_code == 404
    assert TITLE not in client.get(CARDS).content.decode()
    assert as_person(participant).get(page_of(card)).status_code == 200
    Seminar.objects.filter(pk=seminar.pk).update(state=SeminarState.PUBLISHED)
    Participation.objects.filter(pk=participant.pk).update(removed_at=now())
    for reader in (client, as_person(participant)):
        assert reader.get(page_of(card)).status_code == 404
        assert TITLE not in reader.get(CARDS).content.decode()


def test_erasure_takes_cards_and_pictures_with_it(
    participant: Participation, other_participant: Participation, client: Client
) -> None:
    card, kept = shown(participant), shown(other_participant, title="Naboens kort")
    picture = pictured(card, participant)
    pictured(kept, other_participant)
    actions.set_card_picture(
        card,
        "before_picture",
        upload(),
        caption="Før",
        alt="Låst dør",
        consent=False,
        by=participant,
    )
    erase(participant.user)
    assert list(ExperienceCard.objects.all()) == [kept]
    assert [row.scope for row in Picture.objects.all()] == [f"card{kept.pk}"]
    assert client.get(page_of(card)).status_code == 404
    assert client.get(picture).status_code == 404
    listed = client.get(CARDS).content.decode()
    assert TITLE not in listed
    assert "Naboens kort" in listed


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_reading_pages_take_get_alone(
    participant: Participation, coming: Next, client: Client, method: str
) -> None:
    card = shown(participant)
    picture = pictured(card, participant)
    for address in (CARDS, page_of(card), picture, coming.page):
        assert getattr(client, method)(address).status_code == 405, address
    assert client.get(coming.deed(card)).status_code == 405


# Pictures -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lacking",
    [
        {"consent": False},
        {"caption": ""},
        {"alt": ""},
        {"alt": "DØRA I MAI"},  # the caption over again
    ],
)
def test_a_picture_needs_consent_caption_and_alternative_text(
    participant: Participation,
    others: dict[str, Client],
    as_person: SignIn,
    lacking: dict[str, Any],
) -> None:
    card = shown(participant)
    picture = pictured(card, participant, **lacking)
    for who, client in others.items():
        assert client.get(picture).status_code == 404, who
        assert "<figure" not in client.get(page_of(card)).content.decode(), who
    assert as_person(participant).get(picture).status_code == 200


def test_consent_taken_back_takes_the_picture_away(
    participant: Participation, client: Client
) -> None:
    card = shown(participant)
    picture = pictured(card, participant)
    assert client.get(picture).status_code == 200
    actions.describe_card_picture(
        card,
        "after_picture",
        caption="Døra i mai",
        alt="En grønn dør",
        consent=False,
        by=participant,
    )
    assert client.get(picture).status_code == 404
    assert "<figure" not in client.get(page_of(card)).content.decode()


def test_only_the_two_pictures_have_an_address(participant: Participation, client: Client) -> None:
    card = shown(participant)
    pictured(card, participant)
    for which in ("before", "title", "after_picture"):
        address = reverse("showcase:card_picture", args=[card.pk, which, 480])
        assert client.get(address).status_code == 404, which


def test_a_cards_pictures_are_in_no_list_of_the_seminar(
    seminar: Seminar, participant: Participation, organiser: Participation, as_person: SignIn
) -> None:
    pictured(written(participant), participant)
    page = as_person(organiser).get(reverse("compendium:pictures", args=[seminar.slug]))
    assert "Døra i mai" not in page.content.decode()
    row = Picture.objects.get()
    inside = reverse("showcase:picture", args=[seminar.slug, row.uuid, 480])
    assert as_person(organiser).get(inside).status_code == 404


def test_a_new_picture_throws_the_old_one_away(participant: Participation) -> None:
    card = written(participant)
    pictured(card, participant)
    pictured(card, participant, caption="Ny")
    assert [row.caption for row in Picture.objects.all()] == ["Ny"]
    actions.remove_card_picture(card, "after_picture", by=participant)
    assert not Picture.objects.exists()


# Only its owner -------------------------------------------------------------------------------


def test_nobody_but_the_owner_writes_shows_or_answers(
    participant: Participation,
    other_participant: Participation,
    facilitator: Participation,
    organiser: Participation,
    stranger: Participation,
    coming: Next,
) -> None:
    card = shown(participant)
    actions.invite_card(card, coming.seminar, by=coming.organiser)
    before = ExperienceCard.objects.values().get()
    for other in (other_participant, facilitator, organiser, stranger, coming.organiser):
        for deed in (
            lambda by: actions.save_card(card, WORDS, by=by, revision=card.revision),
            lambda by: actions.publish_card(card, by=by),
            lambda by: actions.withdraw_card(card, by=by),
            lambda by: actions.set_card_picture(
                card, "after_picture", upload(), caption="a", alt="b", consent=True, by=by
            ),
            lambda by: actions.describe_card_picture(
                card, "after_picture", caption="a", alt="b", consent=True, by=by
            ),
            lambda by: actions.remove_card_picture(card, "after_picture", by=by),
            lambda by: actions.answer_invitation(card, yes=True, by=by),
        ):
            with pytest.raises(NotTheCardsOwner):
                deed(other)
    assert ExperienceCard.objects.values().get() == before
    assert not Presentation.objects.exists()


def test_a_save_on_top_of_anothers_phone_is_told(participant: Participation) -> None:
    card = written(participant)
    with pytest.raises(CardConflict) as told:
        actions.save_card(
            card, {**WORDS, "after": "Noe annet"}, by=participant, revision=card.revision - 1
        )
    assert told.value.theirs["after"] == WORDS["after"]
    assert told.value.revision == card.revision
    card.refresh_from_db()
    assert card.after == WORDS["after"]


@pytest.mark.parametrize("name", ["title", "before", "after"])
def test_a_shown_card_keeps_title_before_and_now(participant: Participation, name: str) -> None:
    card = written(participant, **{name: " \n"})
    with pytest.raises(CardNotWhole):
        actions.publish_card(card, by=participant)
    whole = actions.save_card(card, WORDS, by=participant, revision=card.revision)
    card = actions.publish_card(whole, by=participant)
    with pytest.raises(CardNotWhole):
        actions.save_card(card, {**WORDS, name: ""}, by=participant, revision=card.revision)
    with pytest.raises(IntegrityError), transaction.atomic():
        ExperienceCard.objects.update(**{name: ""})


def test_audit_holds_length_and_digest_and_never_the_words(participant: Participation) -> None:
    shown(participant)
    said = {
        (row.action, row.field)
        for row in Entry.objects.filter(object_type="showcase.experiencecard")
    }
    assert {("card_made", ""), ("card_saved", "after"), ("card_published", "")} <= said
    for row in Entry.objects.values():
        for value in row.values():
            assert all(words not in str(value) for words in WORDS.values())


# Search and map -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "finds"),
    [
        ("", True),
        ("nøkkelkort", True),
        ("NØKKEL", True),  # a part of a word, in capitals
        ("ungdom alarm", True),  # words from two fields
        ("Romssa", True),  # the library's name
        ("čáhcerávga", True),
        ("ČÁHCERÁVGA", True),
        ("cahceravga", True),  # a keyboard without the letters
        ("đuoddar", True),
        ("duoddar", True),
        ("šaŋŋu", True),
        ("sannu", True),
        ("muoŧŧá", True),
        ("MUOTTÁ", True),
        ("ŽEAHTU", True),
        ("alarm svømmehall", False),
        ("%", False),
        ("_", False),
    ],
)
def test_search_reads_every_word_and_every_letter(
    participant: Participation, client: Client, query: str, finds: bool
) -> None:
    participant.institution = InstitutionFactory(
        organiser=participant.seminar.organiser, name="Romssa girjerádju"
    )
    participant.save()
    card = shown(
        participant,
        at="Nordreisa",
        took="Nøkkelkort. Čáhcerávga ja đuoddar.",
        went_wrong="Šaŋŋu, muoŧŧá ja žeahtu. Alarmen gikk.",
    )
    shown(
        ParticipationFactory(seminar=participant.seminar),
        title="Bokbåten",
        after="Den går.",
        took="",
        went_wrong="",
        before="Ingen båt.",
        at="Karlsøy",
    )
    listed = client.get(CARDS, {"q": query})
    assert listed.status_code == 200
    assert (page_of(card) in listed.content.decode()) is finds
    found = [row.pk for row in queries.found_cards(query)]
    assert (card.pk in found) is finds
    if query:
        assert len(found) == finds


def test_letters_made_of_two_signs_are_the_same_letters() -> None:
    assert is_in("c\u030ca\u0301hci", ["Čáhci"])
    assert is_in("čáhci", ["C\u030ca\u0301hci"])


@pytest.mark.parametrize("query", ["\x00", "'; drop table", "<script>alert(1)</script>", "ž" * 500])
def test_a_strange_query_is_told_kindly(
    participant: Participation, client: Client, query: str
) -> None:
    shown(participant)
    answer = client.get(CARDS, {"q": query, "kommune": query, "page": query})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_search_and_place_are_kept_together(participant: Participation, client: Client) -> None:
    here = shown(participant, at="Tromsø")
    there = shown(ParticipationFactory(seminar=participant.seminar), at="Nordreisa")
    page = client.get(CARDS, {"q": "alarmen", "kommune": place("Nordreisa").pk}).content.decode()
    assert page_of(there) in page
    assert page_of(here) not in page
    assert f"?q=alarmen&amp;kommune={place('Tromsø').pk}" in page


def test_every_point_of_the_map_stands_in_the_list_beside_it(
    participant: Participation, client: Client
) -> None:
    shown(participant, at="Tromsø")
    shown(ParticipationFactory(seminar=participant.seminar), at="Nordreisa")
    shown(ParticipationFactory(seminar=participant.seminar), at="Nordreisa")
    shown(ParticipationFactory(seminar=participant.seminar), at="Et sted i Lofoten")
    answer = client.get(CARDS)
    drawing, listed = answer.context["drawing"], answer.context["places"]
    assert {pin.name for pin in drawing.pins} == {"Tromsø", "Nordreisa"}
    assert {row.name: (row.cards, row.is_on_map) for row in listed} == {
        "Et sted i Lofoten": (1, False),
        "Nordreisa": (2, True),
        "Tromsø": (1, True),
    }
    text = answer.content.decode()
    beside = text[text.index("place-list") :]
    for row in listed:
        assert f"kommune={row.pk}" in beside
        assert row.name in beside
    assert "ikke på kartet" in beside
    assert text.count('aria-label="Nordreisa"') == 1
    for pin in drawing.pins:  # no ranking: every point alike
        assert f"kommune={pin.key}" in text[: text.index("place-list")]
    assert text.count('class="knot"') == 2
    chosen = client.get(CARDS, {"kommune": place("Nordreisa").pk}).content.decode()
    assert 'aria-current="true"' in chosen
    assert TITLE in chosen


def test_a_map_without_cards_is_no_map(client: Client, db: None) -> None:
    page = client.get(CARDS).content.decode()
    assert "Ingen har delt en erfaring ennå" in page
    assert "<svg viewBox" not in page


@pytest.mark.parametrize("many", [1, 3])
def test_statements_do_not_grow_with_the_cards(
    participant: Participation, coming: Next, client: Client, as_person: SignIn, many: int
) -> None:
    for number in range(many):
        owner = ParticipationFactory(seminar=participant.seminar)
        card = shown(owner, at=["Tromsø", "Nordreisa", "Karlsøy"][number])
        pictured(card, owner)
    organiser = as_person(coming.organiser)
    asked = {}
    for name, reader, address in (
        ("list", client, CARDS),
        ("search", client, CARDS + "?q=alarmen"),
        ("place", client, CARDS + f"?kommune={place('Tromsø').pk}"),
        ("card", client, page_of(card)),
        ("invite", organiser, coming.page),
    ):
        reader.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert reader.get(address).status_code == 200
        asked[name] = len(seen.captured_queries)
    assert asked == {"list": 3, "search": 4, "place": 3, "card": 1, "invite": 6}


def test_more_cards_than_a_page_holds_turn_pages(
    participant: Participation, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("idetorg.showcase.views.cards.PER_PAGE", 1)
    for title in ("Første", "Andre"):
        shown(ParticipationFactory(seminar=participant.seminar), title=title)
    first = client.get(CARDS, {"q": "alarmen"}).content.decode()
    second = client.get(CARDS, {"q": "alarmen", "page": "2"}).content.decode()
    assert "Andre" in first
    assert "Første" not in first
    assert "Første" in second
    assert "q=alarmen&amp;page=2" in first


# To the next seminar --------------------------------------------------------------------------


def test_only_an_organiser_of_the_seminar_asks(
    participant: Participation, coming: Next, others: dict[str, Client], as_person: SignIn
) -> None:
    card = shown(participant)
    facilitator = ParticipationFactory(
        seminar=coming.seminar, is_facilitator=True, is_participant=False
    )
    refused = {
        **{who: (client, 404) for who, client in others.items() if who != "organiser"},
        "owner": (as_person(participant), 403),
        "facilitator of it": (as_person(facilitator), 403),
    }
    for who, (client, status) in refused.items():
        assert client.get(coming.page).status_code == status, who
        assert client.post(coming.deed(card)).status_code == status, who
        card.refresh_from_db()
        assert card.invited_to is None, who
    organiser = as_person(coming.organiser)
    assert TITLE in organiser.get(coming.page).content.decode()
    assert organiser.post(coming.deed(card)).status_code == 302
    card.refresh_from_db()
    assert card.invited_to == coming.seminar
    assert not Mail.objects.exists()  # it waits under Mine


def test_a_leader_who_does_not_organise_isnt_led_to_the_page(
    participant: Participation, coming: Next, as_person: SignIn
) -> None:
    facilitator = ParticipationFactory(
        seminar=coming.seminar, is_facilitator=True, is_participant=False
    )
    plan = reverse("showcase:plan", args=[coming.seminar.slug])
    assert coming.page not in as_person(facilitator).get(plan).content.decode()
    assert coming.page in as_person(coming.organiser).get(plan).content.decode()


def test_drafts_other_houses_and_the_seminars_own_cards_cannot_be_asked_for(
    seminar: Seminar,
    participant: Participation,
    other_participant: Participation,
    organiser: Participation,
    stranger: Participation,
    coming: Next,
    as_person: SignIn,
) -> None:
    draft = written(other_participant, title="Utkast")
    foreign = shown(stranger, title="HEMMELIG KORT")
    own = shown(coming.owner, title="Eget kort")
    client = as_person(coming.organiser)
    page = client.get(coming.page).content.decode()
    for card in (draft, foreign, own):
        assert card.title not in page
        assert client.post(coming.deed(card)).status_code == 404
        card.refresh_from_db()
        assert card.invited_to is None
    for card in (draft, foreign):
        with pytest.raises(InvitationGone):
            actions.invite_card(card, coming.seminar, by=coming.organiser)


def test_an_owner_who_isnt_there_is_invited_to_the_seminar_first(
    other_participant: Participation, coming: Next, as_person: SignIn
) -> None:
    card = shown(other_participant)
    client = as_person(coming.organiser)
    assert "er ikke med her ennå" in client.get(coming.page).content.decode()
    answer = client.post(coming.deed(card), follow=True)
    assert "Inviter til seminaret først" in answer.content.decode()
    card.refresh_from_db()
    assert card.invited_to is None
    with pytest.raises(OwnerNotHere):
        actions.invite_card(card, coming.seminar, by=coming.organiser)


def test_a_yes_becomes_a_presentation_in_the_owners_own_words(
    participant: Participation, coming: Next, as_person: SignIn
) -> None:
    card = shown(participant)
    actions.invite_card(card, coming.seminar, by=coming.organiser)
    assert actions.invite_card(card, coming.seminar, by=coming.organiser).invited_to
    assert [row.pk for row in queries.invitations_of(coming.owner)] == [card.pk]
    card = actions.answer_invitation(card, yes=True, by=participant)
    made = card.presentation
    assert made is not None
    assert (made.seminar, made.title, made.summary) == (coming.seminar, TITLE, WORDS["after"])
    assert made.process == f"{WORDS['before']}\n\n{WORDS['took']}"
    assert made.went_wrong == WORDS["went_wrong"]
    assert [p.participation for p in made.presenters.all()] == [coming.owner]
    assert queries.invitations_of(coming.owner) == []
    assert "De sa ja" in as_person(coming.organiser).get(coming.page).content.decode()
    for yes in (True, False):
        with pytest.raises(InvitationGone):
            actions.answer_invitation(card, yes=yes, by=participant)
    assert Presentation.objects.count() == 1


def test_a_no_is_a_full_answer_and_is_not_asked_again(
    participant: Participation, coming: Next, as_person: SignIn
) -> None:
    card = shown(participant)
    actions.invite_card(card, coming.seminar, by=coming.organiser)
    actions.answer_invitation(card, yes=False, by=participant)
    assert not Presentation.objects.exists()
    client = as_person(coming.organiser)
    assert "De sa nei takk" in client.get(coming.page).content.decode()
    client.post(coming.deed(card))
    card.refresh_from_db()
    assert card.invitation_answer == "no"
    with pytest.raises(InvitationGone):
        actions.invite_card(card, coming.seminar, by=coming.organiser)


def test_an_invitation_is_taken_back_while_it_is_unanswered(
    participant: Participation, coming: Next, as_person: SignIn
) -> None:
    card = shown(participant)
    client = as_person(coming.organiser)
    assert client.post(coming.deed(card), {"deed": "undo"}).status_code == 409
    client.post(coming.deed(card))
    client.post(coming.deed(card), {"deed": "undo"})
    card.refresh_from_db()
    assert (card.invited_to, card.invited_at) == (None, None)
    with pytest.raises(InvitationGone):
        actions.answer_invitation(card, yes=True, by=participant)


def test_a_card_taken_back_takes_the_open_invitation_with_it(
    participant: Participation, coming: Next
) -> None:
    card = shown(participant)
    actions.invite_card(card, coming.seminar, by=coming.organiser)
    card = actions.withdraw_card(card, by=participant)
    assert card.invited_to is None
    assert queries.candidates(coming.seminar) == []
    assert queries.invitations_of(coming.owner) == []


def test_only_one_seminar_asks_at_a_time(
    seminar: Seminar, participant: Participation, coming: Next
) -> None:
    card = shown(participant)
    third: Seminar = SeminarFactory(organiser=seminar.organiser)
    ParticipationFactory(seminar=third, user=participant.user)
    actions.invite_card(card, third, by=coming.organiser)
    assert [row.state for row in queries.candidates(coming.seminar)] == ["elsewhere"]
    with pytest.raises(InvitationGone):
        actions.invite_card(card, coming.seminar, by=coming.organiser)
    actions.answer_invitation(card, yes=False, by=participant)
    assert actions.invite_card(card, coming.seminar, by=coming.organiser).invitation_answer == ""


def test_nothing_is_asked_of_or_answered_to_a_seminar_that_is_over(
    participant: Participation, other_participant: Participation, coming: Next
) -> None:
    asked, other = shown(participant), shown(other_participant)
    actions.invite_card(asked, coming.seminar, by=coming.organiser)
    RoomPosition.objects.create(seminar=coming.seminar, finished_at=now())
    with pytest.raises(SeminarIsOver):
        actions.invite_card(other, coming.seminar, by=coming.organiser)
    with pytest.raises(SeminarIsOver):
        actions.answer_invitation(asked, yes=True, by=participant)
    assert actions.answer_invitation(asked, yes=False, by=participant).invitation_answer == "no"


def test_an_owner_who_has_left_the_seminar_cannot_say_yes(
    participant: Participation, coming: Next
) -> None:
    card = shown(participant)
    actions.invite_card(card, coming.seminar, by=coming.organiser)
    Participation.objects.filter(pk=coming.owner.pk).update(removed_at=now())
    with pytest.raises(OwnerNotHere):
        actions.answer_invitation(card, yes=True, by=participant)
