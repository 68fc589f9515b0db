"""The rooms: members write, the facilitator asks, and an own line is read by its owner alone."""

import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from idetorg.audit.models import Entry
from idetorg.core.time import now
from idetorg.evaluation.drafting import draft
from idetorg.grouping.models import Group
from idetorg.live.models import Event
from idetorg.people.models import User
from idetorg.rooms import actions, queries
from idetorg.rooms.errors import NoSource, NotAQuestion, NoWords, SheetConflict
from idetorg.rooms.models import (
    CheckIn,
    FacilitatorQuestion,
    GroupSheet,
    Harvest,
    MethodChoice,
    OrganiserRequest,
    PrivateLine,
    Remark,
    SpeakerRequest,
    Thread,
    ThreadCorrection,
)
from idetorg.schedule.queries import position
from idetorg.seminars.models import Participation, Seminar
from tests import factories
from tests.rooms.conftest import Cast, GoTo
from tests.rooms.factories import GroupFactory, MembershipFactory, PrivateLineFactory

SignIn = Callable[[Participation | User], Client]
FETCH = {"X-Requested-With": "fetch"}


def url(name: str, seminar: Seminar, *args: object) -> str:
    return reverse(f"rooms:{name}", args=[seminar.slug, *args])


def pages_of(seminar: Seminar, groups: list[Group]) -> list[str]:
    """Return every page that reads: rooms, groups, the room's own pages, documents afterwards."""
    found = [url(name, seminar) for name in ("group", "method", "threads", "log")]
    found += [url("led_group", seminar, group.pk) for group in groups]
    found += [reverse(f"grouping:{name}", args=[seminar.slug]) for name in ("groups", "why")]
    found += [
        reverse(f"web:{name}", args=[seminar.slug])
        for name in ("seminar", "now", "mine", "lead", "more", "live")
    ]
    found.append(reverse("web:screen", args=[seminar.slug, seminar.screen_key]))
    found += [
        reverse(f"evaluation:{name}", args=[seminar.slug])
        for name in ("summary", "edit_summary", "report")
    ]
    return found


@pytest.mark.parametrize(
    ("kind", "variant"), [("group", ""), ("plenary", "threads"), ("plenary", "harvest")]
)
def test_private_line_is_read_by_its_owner_alone(
    seminar: Seminar,
    cast: Cast,
    facilitator: Participation,
    organiser: Participation,
    stranger: Participation,
    outsider: User,
    as_person: SignIn,
    go_to: GoTo,
    kind: str,
    variant: str,
) -> None:
    go_to(kind, variant)
    actions.save_sheet(
        actions.ensure_sheet(cast.ours), "know", "Felles ord", version=0, by=cast.kari
    )
    actions.save_private_line(cast.ours, "MIN HEMMELIGE LINJE", by=cast.kari)
    addresses = pages_of(seminar, [cast.ours, cast.theirs])
    readers = [facilitator, organiser, cast.mari, cast.nils, stranger, outsider]
    clients = [Client(), *(as_person(reader) for reader in readers)]
    for client in clients:
        for address in addresses:
            page = client.get(address).content.decode()
            assert "MIN HEMMELIGE LINJE" not in page, address
    own = as_person(cast.kari)
    assert "MIN HEMMELIGE LINJE" in own.get(url("group", seminar)).content.decode()
    mine = own.get(reverse("web:mine", args=[seminar.slug])).content.decode()
    assert "MIN HEMMELIGE LINJE" in mine
    assert "HEMMELIGE" not in str(list(Event.objects.values())) + str(list(Entry.objects.values()))
    assert "HEMMELIGE" not in str(queries.all_digests(seminar)) + draft(seminar)


def test_saving_ones_own_line(seminar: Seminar, cast: Cast, as_person: SignIn) -> None:
    client = as_person(cast.kari)
    events = Event.objects.count()
    saved = client.post(url("private_line", seminar), {"text": "Mitt"}, headers=FETCH)
    assert saved.status_code == 200
    assert client.post(url("private_line", seminar), {"text": "Mitt"}).status_code == 302
    assert PrivateLine.objects.get().participation == cast.kari
    assert Event.objects.count() == events


def test_sheet_conflict_keeps_both_for_scripts(
    seminar: Seminar, cast: Cast, as_person: SignIn
) -> None:
    address = url("sheet", seminar)
    first = {"field": "know", "text": "Karis ord", "version": "0"}
    second = {"field": "know", "text": "Maris ord", "version": "0"}
    saved = as_person(cast.kari).post(address, first, headers=FETCH)
    assert (saved.status_code, saved.json()["version"]) == (200, 1)
    refused = as_person(cast.mari).post(address, second, headers=FETCH)
    assert refused.status_code == 409
    assert refused.json() == {"theirs": "Karis ord", "version": 1}
    page = as_person(cast.mari).post(address, second)
    assert page.status_code == 409
    assert "Karis ord" in page.content.decode()
    assert "Maris ord" in page.content.decode()
    assert GroupSheet.objects.get(group=cast.ours).know == "Karis ord"
    solved = {**second, "version": "1"}
    assert as_person(cast.mari).post(address, solved).status_code == 302
    assert GroupSheet.objects.get(group=cast.ours).know == "Maris ord"


def test_different_fields_never_meet(cast: Cast) -> None:
    sheet = actions.ensure_sheet(cast.ours)
    actions.save_sheet(sheet, "know", "A", version=0, by=cast.kari)
    actions.save_sheet(sheet, "wonder", "B", version=0, by=cast.mari)
    sheet.refresh_from_db()
    assert (sheet.know, sheet.wonder, sheet.versions) == ("A", "B", {"know": 1, "wonder": 1})


def test_repeat_of_the_same_text_is_harmless(cast: Cast) -> None:
    sheet = actions.ensure_sheet(cast.ours)
    for _time in range(2):
        assert actions.save_sheet(sheet, "know", "A", version=0, by=cast.kari) == 1
    harvest = actions.ensure_harvest(cast.ours)
    for _time in range(2):
        assert actions.save_harvest(harvest, "found_out", " A  b ", version=0, by=cast.kari) == 1
    harvest.refresh_from_db()
    assert harvest.found_out == "A b"


def test_harvest_conflict(seminar: Seminar, cast: Cast, as_person: SignIn) -> None:
    harvest = actions.ensure_harvest(cast.ours)
    actions.save_harvest(harvest, "still_hard", "Tid", version=0, by=cast.kari)
    with pytest.raises(SheetConflict):
        actions.save_harvest(harvest, "still_hard", "Penger", version=0, by=cast.mari)
    data = {"field": "still_hard", "text": "Penger", "version": "0"}
    answer = as_person(cast.mari).post(url("harvest", seminar), data, headers=FETCH)
    assert (answer.status_code, answer.json()["theirs"]) == (409, "Tid")
    actions.save_harvest(harvest, "found_out", "Noe", version=0, by=cast.mari)


def test_sheet_events_hold_no_words(cast: Cast) -> None:
    sheet = actions.ensure_sheet(cast.ours)
    actions.save_sheet(sheet, "know", "ORDENE VÅRE", version=0, by=cast.kari)
    assert "ORDENE" not in str(list(Event.objects.values()))
    assert "ORDENE" not in str(list(Entry.objects.values()))


@pytest.mark.parametrize("name", ["sheet", "harvest"])
def test_unknown_field_is_refused(
    seminar: Seminar, cast: Cast, as_person: SignIn, name: str
) -> None:
    data = {"field": "saved_by", "text": "x", "version": "0"}
    answer = as_person(cast.kari).post(url(name, seminar), data, headers=FETCH)
    assert answer.status_code == 422
    assert not GroupSheet.objects.exclude(saved_by=None).exists()


@pytest.mark.parametrize("who", ["facilitator", "organiser"])
def test_those_who_lead_cannot_write_for_a_group(
    seminar: Seminar,
    cast: Cast,
    facilitator: Participation,
    organiser: Participation,
    as_person: SignIn,
    who: str,
) -> None:
    actions.save_sheet(actions.ensure_sheet(cast.ours), "know", "Vårt", version=0, by=cast.kari)
    client = as_person({"facilitator": facilitator, "organiser": organiser}[who])
    data = {
        "field": "know",
        "text": "INNSMUGLET",
        "version": "1",
        "group": str(cast.ours.pk),
        "pk": str(cast.ours.pk),
    }
    for name in ("sheet", "harvest", "private_line", "method"):
        assert client.post(url(name, seminar), data).status_code == 403
    for name in ("led_group", "ask"):
        client.post(url(name, seminar, cast.ours.pk), data)
    client.post(reverse("grouping:describe", args=[seminar.slug, cast.ours.pk]), data)
    sheet, harvest = GroupSheet.objects.get(group=cast.ours), actions.ensure_harvest(cast.ours)
    assert "INNSMUGLET" not in sheet.know + sheet.wonder + sheet.notes
    assert "INNSMUGLET" not in harvest.found_out + harvest.still_hard + harvest.need_from_others
    assert not FacilitatorQuestion.objects.exists()


def test_only_a_question_can_be_sent(
    seminar: Seminar, cast: Cast, facilitator: Participation, as_person: SignIn
) -> None:
    client, address = as_person(facilitator), url("ask", seminar, cast.ours.pk)
    refused = client.post(address, {"text": "Dere bør kjøpe flere stoler."})
    assert refused.status_code == 422
    assert "Dere bør kjøpe flere stoler." in refused.content.decode()
    assert client.post(address, {"text": "  "}).status_code == 422
    with pytest.raises(NotAQuestion):
        actions.ask_group(cast.ours, "Gjør dette", by=facilitator)
    with pytest.raises(IntegrityError), transaction.atomic():
        FacilitatorQuestion.objects.create(group=cast.ours, text="Et svar.")
    assert client.post(address, {"text": "Hvem har nøkkelen?"}).status_code == 302
    assert "Hvem har nøkkelen?" in as_person(cast.kari).get(url("group", seminar)).content.decode()
    other = as_person(cast.nils).get(url("group", seminar)).content.decode()
    assert "Hvem har nøkkelen?" not in other


def test_thread_needs_words_and_a_source(
    seminar: Seminar, cast: Cast, facilitator: Participation, as_person: SignIn
) -> None:
    with pytest.raises(NoSource):
        actions.make_thread(seminar, "Tråd", sources=[], by=facilitator)
    client = as_person(facilitator)
    refused = client.post(url("make_thread", seminar), {"text": "Min gode tråd"})
    assert refused.status_code == 422
    assert "Min gode tråd" in refused.content.decode()
    actions.save_sheet(
        actions.ensure_sheet(cast.ours), "know", "Vi vet dette", version=0, by=cast.kari
    )
    note = queries.all_digests(seminar)[0]
    with pytest.raises(NoWords):
        actions.make_thread(seminar, "  ", sources=[note], by=facilitator)
    key = f"{note.source_kind}-{note.source_pk}"
    refused = client.post(url("make_thread", seminar), {"text": " ", "note": key})
    assert refused.status_code == 422
    assert f'value="{key}" checked' in refused.content.decode()
    assert not Thread.objects.exists()


def test_thread_leads_back_to_its_notes_and_notes_lead_to_threads(
    seminar: Seminar,
    cast: Cast,
    secret: Group,
    facilitator: Participation,
    as_person: SignIn,
    go_to: GoTo,
) -> None:
    sheet = actions.ensure_sheet(cast.ours)
    actions.save_sheet(sheet, "know", "Vi vet dette", version=0, by=cast.kari)
    actions.save_sheet(sheet, "notes", "Og dette", version=0, by=cast.kari)
    notes = queries.all_digests(seminar)
    assert [row.text for row in notes] == ["Vi vet dette", "Og dette"]
    client, key = as_person(facilitator), str(uuid.uuid4())
    data = {
        "text": "Nøkkelen går igjen",
        "note": [f"{row.source_kind}-{row.source_pk}" for row in notes],
        "client_key": key,
    }
    for _time in range(2):
        assert client.post(url("make_thread", seminar), data).status_code == 302
    thread = Thread.objects.get()
    assert {source.words for source in thread.sources.all()} == {"Vi vet dette", "Og dette"}
    assert {source.group for source in thread.sources.all()} == {cast.ours}
    # Picked is not shown: the group sees it when the facilitator shows it.
    assert queries.threads_fed_by(cast.ours) == []
    actions.show_threads(seminar, final=False, by=facilitator)
    assert queries.threads_fed_by(cast.ours) == [thread]
    assert queries.threads_fed_by(cast.theirs) == []
    page = client.get(url("threads", seminar)).content.decode()
    assert url("led_group", seminar, cast.ours.pk) in page
    assert "HEMMELIG" not in page
    assert "Nøkkelen går igjen" in as_person(cast.kari).get(url("group", seminar)).content.decode()
    go_to("plenary", "threads")
    morning = as_person(cast.nils).get(reverse("web:now", args=[seminar.slug])).content.decode()
    assert "Vi vet dette" in morning
    # The words stay as they were when picked.
    actions.save_sheet(sheet, "know", "Skrevet om", version=1, by=cast.kari)
    assert {source.words for source in thread.sources.all()} == {"Vi vet dette", "Og dette"}


@pytest.fixture
def thread(seminar: Seminar, cast: Cast, facilitator: Participation) -> Thread:
    actions.save_sheet(
        actions.ensure_sheet(cast.ours), "know", "Vi vet dette", version=0, by=cast.kari
    )
    made = actions.make_thread(
        seminar, "Første ord", sources=queries.all_digests(seminar), by=facilitator
    )
    actions.show_threads(seminar, final=False, by=facilitator)
    made.refresh_from_db()
    return made


def test_a_members_correction_is_taken_in(
    seminar: Seminar, cast: Cast, thread: Thread, facilitator: Participation, as_person: SignIn
) -> None:
    posted = as_person(cast.kari).post(
        url("correct", seminar, thread.pk), {"text": "Slik sier vi det"}
    )
    assert posted.status_code == 302
    correction = ThreadCorrection.objects.get()
    client = as_person(facilitator)
    assert "Slik sier vi det" in client.get(url("threads", seminar)).content.decode()
    address = url("settle", seminar, correction.pk)
    assert client.post(address, {"deed": "take_in"}).status_code == 302
    thread.refresh_from_db()
    correction.refresh_from_db()
    assert (thread.text, correction.state) == ("Slik sier vi det", "taken_in")
    actions.show_threads(seminar, final=True, by=facilitator)
    late = as_person(cast.kari).post(url("correct", seminar, thread.pk), {"text": "For sent"})
    assert late.status_code == 404


def test_a_correction_can_be_talked_about(
    cast: Cast, thread: Thread, facilitator: Participation
) -> None:
    correction = actions.correct_thread(thread, "Annet", by=cast.kari)
    actions.settle_correction(correction, take_in=False, by=facilitator)
    thread.refresh_from_db()
    assert (thread.text, correction.state) == ("Første ord", "talked")


def test_threads_are_moved_reworded_and_taken_away(
    seminar: Seminar, cast: Cast, thread: Thread, facilitator: Participation, as_person: SignIn
) -> None:
    second = actions.make_thread(
        seminar, "Andre", sources=queries.all_digests(seminar), by=facilitator
    )
    client = as_person(facilitator)
    client.post(url("thread", seminar, second.pk), {"deed": "up"})
    assert [t.pk for t in queries.threads_of(seminar)] == [second.pk, thread.pk]
    client.post(url("thread", seminar, second.pk), {"deed": "down"})
    client.post(url("thread", seminar, second.pk), {"deed": "down"})
    assert [t.pk for t in queries.threads_of(seminar)] == [thread.pk, second.pk]
    client.post(url("thread", seminar, second.pk), {"deed": "save", "text": "Bedre ord"})
    client.post(url("thread", seminar, second.pk), {"deed": "save", "text": " "})
    second.refresh_from_db()
    assert second.text == "Bedre ord"
    client.post(url("thread", seminar, second.pk), {"deed": "remove"})
    assert [t.pk for t in queries.threads_of(seminar)] == [thread.pk]
    assert GroupSheet.objects.get(group=cast.ours).know == "Vi vet dette"


def test_check_in_is_private_unless_shared(
    seminar: Seminar,
    cast: Cast,
    facilitator: Participation,
    organiser: Participation,
    as_person: SignIn,
    go_to: GoTo,
) -> None:
    step = go_to("plenary", "threads")
    client = as_person(cast.kari)
    assert client.post(url("check_in", seminar), {"word": "TUNGSINN"}).status_code == 302
    for reader in (facilitator, organiser, cast.mari):
        for address in pages_of(seminar, [cast.ours]):
            assert "TUNGSINN" not in as_person(reader).get(address).content.decode()
    now_page = reverse("web:now", args=[seminar.slug])
    assert "TUNGSINN" in client.get(now_page).content.decode()
    client.post(url("check_in", seminar), {"word": "MORGENMOT", "shared": "1"})
    assert CheckIn.objects.get().word == "MORGENMOT"
    assert queries.shared_words(step.pk) == ["MORGENMOT"]
    screen = Client().get(reverse("web:screen", args=[seminar.slug, seminar.screen_key]))
    assert "MORGENMOT" in screen.content.decode()
    assert "Kari" not in screen.content.decode()


def test_check_in_has_its_time(
    seminar: Seminar, cast: Cast, as_person: SignIn, go_to: GoTo
) -> None:
    client = as_person(cast.kari)
    assert client.post(url("check_in", seminar), {"word": "Rolig"}).status_code == 409
    go_to("group")
    assert client.post(url("check_in", seminar), {"word": "Rolig"}).status_code == 409
    go_to("plenary", "threads")
    client.post(url("check_in", seminar), {"word": "  "})
    assert not CheckIn.objects.exists()


def test_hands_are_heard_in_the_order_they_came(
    seminar: Seminar,
    cast: Cast,
    facilitator: Participation,
    as_person: SignIn,
    go_to: GoTo,
) -> None:
    go_to("plenary", "harvest")
    for person in (cast.nils, cast.kari, cast.mari, cast.nils):
        assert as_person(person).post(url("hand", seminar), {"up": "1"}).status_code == 302
    assert [h.participation for h in queries.hands_up(seminar)] == [
        cast.nils,
        cast.kari,
        cast.mari,
    ]
    client = as_person(facilitator)
    lead = client.get(reverse("web:lead", args=[seminar.slug])).content.decode()
    assert lead.index("Nils Nabo") < lead.index("Kari Deltaker") < lead.index("Mari Medlem")
    first = queries.hands_up(seminar)[0]
    assert client.post(url("hand_done", seminar), {"hand": str(first.pk)}).status_code == 302
    as_person(cast.kari).post(url("hand", seminar), {"up": "0"})
    assert [h.participation for h in queries.hands_up(seminar)] == [cast.mari]
    as_person(cast.nils).post(url("hand", seminar), {"up": "1"})
    assert [h.participation for h in queries.hands_up(seminar)] == [cast.mari, cast.nils]


def test_another_seminars_hand_is_left_alone(
    seminar: Seminar, stranger: Participation, facilitator: Participation, as_person: SignIn
) -> None:
    row = actions.raise_hand(stranger.seminar, by=stranger)
    as_person(facilitator).post(url("hand_done", seminar), {"hand": str(row.pk)})
    assert SpeakerRequest.objects.get().done_at is None


def test_quotes_need_a_yes(
    seminar: Seminar,
    cast: Cast,
    facilitator: Participation,
    organiser: Participation,
    as_person: SignIn,
    go_to: GoTo,
) -> None:
    client = as_person(facilitator)
    key = str(uuid.uuid4())
    for _time in range(2):
        said = {"what": "remark", "kind": "said", "text": "UTEN SAMTYKKE", "client_key": key}
        assert client.post(url("log", seminar), said).status_code == 302
    said = {"what": "remark", "kind": "said", "text": "MED JA", "has_consent": "1", "role": "sjef"}
    client.post(url("log", seminar), said)
    assert Remark.objects.count() == 2
    assert "MED JA" in draft(seminar)
    assert "UTEN SAMTYKKE" not in draft(seminar)
    go_to("plenary", "harvest")
    for reader in (Client(), as_person(cast.kari)):
        for address in pages_of(seminar, [cast.ours]):
            assert "UTEN SAMTYKKE" not in reader.get(address).content.decode()
    place = position(seminar)
    place.finished_at = now()
    place.save()
    afterwards = Client().get(reverse("web:seminar", args=[seminar.slug])).content.decode()
    assert "UTEN SAMTYKKE" not in afterwards
    assert "UTEN SAMTYKKE" in client.get(url("log", seminar)).content.decode()
    editing = reverse("evaluation:edit_summary", args=[seminar.slug])
    assert "UTEN SAMTYKKE" not in as_person(organiser).get(editing).content.decode()


def test_log_keeps_what_was_typed(
    seminar: Seminar, facilitator: Participation, as_person: SignIn
) -> None:
    client = as_person(facilitator)
    data = {"what": "request", "text": " ", "owner_name": "Åse", "due_on": "2014-01-15"}
    refused = client.post(url("log", seminar), data)
    assert refused.status_code == 422
    assert 'value="Åse"' in refused.content.decode()
    assert 'value="2014-01-15"' in refused.content.decode()
    refused = client.post(
        url("log", seminar), {"what": "remark", "text": "", "role": "biblioteksjef"}
    )
    assert refused.status_code == 422
    assert "biblioteksjef" in refused.content.decode()


def test_requests_have_an_owner_and_a_date(
    seminar: Seminar, facilitator: Participation, as_person: SignIn
) -> None:
    client = as_person(facilitator)
    data = {"what": "request", "text": "En ny samling", "owner_name": "Åse", "due_on": "2014-02-01"}
    assert client.post(url("log", seminar), data).status_code == 302
    assert client.post(url("log", seminar), {**data, "due_on": "2014-02-31"}).status_code == 302
    first, second = OrganiserRequest.objects.all()
    assert (first.owner_name, str(first.due_on), second.due_on) == ("Åse", "2014-02-01", None)
    address = url("settle_request", seminar, first.pk)
    client.post(address, {"done": "1"})
    first.refresh_from_db()
    assert first.done_at is not None
    client.post(address, {"done": "0"})
    first.refresh_from_db()
    assert first.done_at is None


def test_method_card_is_chosen_by_the_group(
    seminar: Seminar, cast: Cast, as_person: SignIn
) -> None:
    client = as_person(cast.kari)
    card = queries.method_cards("group")[0]
    assert card.title in client.get(url("method", seminar)).content.decode()
    assert client.post(url("method", seminar), {"card": "finnes ikke"}).status_code == 422
    assert client.post(url("method", seminar), {"card": card.id}).status_code == 302
    assert MethodChoice.objects.get().group == cast.ours
    assert card.title in as_person(cast.mari).get(url("group", seminar)).content.decode()


def test_one_groups_lines_are_shown_at_a_time(
    seminar: Seminar,
    cast: Cast,
    secret: Group,
    facilitator: Participation,
    as_person: SignIn,
) -> None:
    client, address = as_person(facilitator), url("show_harvest", seminar)
    for group in (cast.ours, cast.theirs):
        client.post(address, {"group": str(group.pk)})
        assert [h.group for h in Harvest.objects.filter(shown=True)] == [group]
    assert client.post(address, {"group": str(secret.pk)}).status_code == 404
    proposed = GroupFactory(market=cast.ours.market, number=9, state="proposed")
    assert client.post(address, {"group": str(proposed.pk)}).status_code == 404
    client.post(address, {"group": ""})
    assert queries.shown_harvest(seminar) is None


PARTICIPANTS = ["group", "sheet", "private_line", "harvest", "method", "check_in", "hand"]
LEADERS = ["threads", "make_thread", "show_threads", "show_harvest", "hand_done", "log"]
READS = {"group", "method", "threads", "log"}


@pytest.mark.parametrize("name", PARTICIPANTS + LEADERS)
def test_who_may_open_what(
    seminar: Seminar,
    cast: Cast,
    facilitator: Participation,
    organiser: Participation,
    stranger: Participation,
    outsider: User,
    as_person: SignIn,
    name: str,
) -> None:
    def status(client: Client) -> int:
        address = url(name, seminar)
        return (client.get(address) if name in READS else client.post(address)).status_code

    assert status(Client()) == 404
    assert status(as_person(outsider)) == 404
    assert status(as_person(stranger)) == 404
    wrong = [facilitator, organiser] if name in PARTICIPANTS else [cast.kari]
    right = [cast.kari] if name in PARTICIPANTS else [facilitator, organiser]
    for person in wrong:
        assert status(as_person(person)) == 403
    for person in right:
        assert status(as_person(person)) in {200, 302, 409, 422}
    if name not in READS:
        assert as_person(right[0]).get(url(name, seminar)).status_code == 405


@pytest.mark.parametrize("name", ["led_group", "ask", "thread", "settle", "settle_request"])
def test_another_seminars_rows_do_not_exist_here(
    seminar: Seminar,
    cast: Cast,
    thread: Thread,
    secret: Group,
    stranger: Participation,
    facilitator: Participation,
    outsider: User,
    as_person: SignIn,
    name: str,
) -> None:
    correction = actions.correct_thread(thread, "Annet", by=cast.kari)
    request = actions.add_request(seminar, "Noe", by=facilitator)
    other_notes = queries.all_digests(stranger.seminar)
    other_thread = actions.make_thread(stranger.seminar, "X", sources=other_notes, by=stranger)
    other_correction = actions.correct_thread(other_thread, "Y", by=stranger)
    other_request = actions.add_request(stranger.seminar, "Z", by=stranger)
    own, foreign = {
        "led_group": (cast.ours, secret),
        "ask": (cast.ours, secret),
        "thread": (thread, other_thread),
        "settle": (correction, other_correction),
        "settle_request": (request, other_request),
    }[name]

    def status(person: Participation | User, row: Any) -> int:
        address = url(name, seminar, row.pk)
        client = as_person(person)
        data = {"text": "Hva nå?", "deed": "save"}
        made = client.get(address) if name == "led_group" else client.post(address, data)
        return made.status_code

    assert status(facilitator, foreign) == 404
    assert status(stranger, own) == 404
    assert status(outsider, own) == 404
    assert status(cast.kari, own) == 403
    assert status(facilitator, own) in {200, 302}


def test_a_group_that_is_not_shown_cannot_be_written_in(
    seminar: Seminar, cast: Cast, as_person: SignIn
) -> None:
    Group.objects.update(state="proposed")
    client = as_person(cast.kari)
    data = {"field": "know", "text": "x", "version": "0"}
    assert client.post(url("sheet", seminar), data).status_code == 404
    page = client.get(url("group", seminar)).content.decode()
    assert "Hvem åpner døra?" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_group_page_statement_count_is_constant(
    seminar: Seminar,
    cast: Cast,
    facilitator: Participation,
    as_person: SignIn,
    count: int,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    sheet = actions.ensure_sheet(cast.ours)
    actions.ensure_harvest(cast.ours)
    actions.save_sheet(sheet, "know", "Noe", version=0, by=cast.kari)
    notes = queries.all_digests(seminar)
    for number in range(count):
        person = factories.ParticipationFactory(seminar=seminar)
        MembershipFactory(group=cast.ours, participation=person)
        PrivateLineFactory(group=cast.ours, participation=person)
        actions.ask_group(cast.ours, f"Spørsmål {number}?", by=facilitator)
        actions.make_thread(seminar, f"Tråd {number}", sources=notes, by=facilitator)
    actions.show_threads(seminar, final=False, by=facilitator)
    client = as_person(cast.kari)
    with django_assert_max_num_queries(16):
        page = client.get(url("group", seminar)).content.decode()
    assert f"Tråd {count - 1}" in page
    assert "HEMMELIGE" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_threads_page_statement_count_is_constant(
    seminar: Seminar,
    cast: Cast,
    facilitator: Participation,
    as_person: SignIn,
    count: int,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    for number in range(count):
        group = GroupFactory(market=cast.ours.market, number=10 + number)
        sheet = actions.ensure_sheet(group)
        actions.save_sheet(sheet, "know", f"Ord {number}", version=0, by=cast.kari)
    for number, note in enumerate(queries.all_digests(seminar)):
        thread = actions.make_thread(seminar, f"Tråd {number}", sources=[note], by=facilitator)
        actions.correct_thread(thread, f"Retting {number}", by=cast.kari)
    client = as_person(facilitator)
    with django_assert_max_num_queries(20):
        page = client.get(url("threads", seminar))
    assert len(page.context["threads"]) == count
    assert json.dumps(f"Retting {count - 1}").strip('"') in page.content.decode()
