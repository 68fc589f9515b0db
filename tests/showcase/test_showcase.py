"""What can be stolen stays with its writer; a picture is shown when those in it have said yes."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from idetorg.files.actions import describe, set_consent
from idetorg.live.models import Event
from idetorg.people.models import User
from idetorg.seminars.models import Participation, Seminar
from idetorg.showcase import actions
from idetorg.showcase.models import Presentation, RemoteVisit, StealNote

SignIn = Callable[[Participation | User], Client]
SECRET = "MITT HEMMELIGE NOTAT"


@pytest.fixture
def presentation(
    seminar: Seminar, organiser: Participation, other_participant: Participation
) -> Presentation:
    return actions.save_presentation(
        seminar,
        {"title": "Fra lager til lesesal", "summary": "Vi tømte lageret.", "minutes": 15},
        presentation=None,
        presenters=[other_participant],
        by=organiser,
    )


def picture() -> SimpleUploadedFile:
    stream = BytesIO()
    Image.new("RGB", (64, 48), "#27508f").save(stream, "JPEG")
    return SimpleUploadedFile("bilde.jpg", stream.getvalue(), "image/jpeg")


def test_a_note_is_its_writers_alone_through_every_door(
    seminar: Seminar,
    presentation: Presentation,
    participant: Participation,
    other_participant: Participation,
    facilitator: Participation,
    organiser: Participation,
    stranger: Participation,
    as_person: SignIn,
) -> None:
    mine = as_person(participant)
    answer = mine.post(
        reverse("showcase:steal", args=[seminar.slug]),
        {"text": SECRET, "presentation": presentation.pk},
    )
    assert answer.status_code == 302
    note = StealNote.objects.get()
    assert note.source_label == "Fra lager til lesesal"
    own = mine.get(reverse("web:mine", args=[seminar.slug])).content.decode()
    assert SECRET in own
    pages = ["now", "mitt", "lead", "mer", "vis-fram", f"vis-fram/{presentation.pk}", "logg"]
    pages += ["trader", "oppgaver", "kompendium", "inspirasjon", "folk", "evaluering/rapport", ""]
    for person in (other_participant, facilitator, organiser, stranger):
        client = as_person(person)
        for page in pages:
            assert SECRET not in client.get(f"/s/{seminar.slug}/{page}").content.decode()
        assert SECRET not in client.get("/meg/mine-data.json").content.decode()
        gone = client.post(reverse("showcase:drop_note", args=[seminar.slug, note.pk]))
        assert gone.status_code in {403, 404}
    assert StealNote.objects.filter(pk=note.pk).exists()
    assert SECRET not in str(list(Event.objects.values_list("payload", flat=True)))


def test_an_empty_note_is_told_kindly_and_another_seminars_source_is_not_taken(
    seminar: Seminar,
    other_seminar: Seminar,
    participant: Participation,
    as_person: SignIn,
) -> None:
    theirs = Presentation.objects.create(seminar=other_seminar, title="HEMMELIG")
    client = as_person(participant)
    address = reverse("showcase:steal", args=[seminar.slug])
    client.post(address, {"text": "   "})
    assert not StealNote.objects.exists()
    client.post(address, {"text": "Noe", "presentation": theirs.pk})
    assert StealNote.objects.get().source_label == ""


def test_a_picture_is_shown_with_consent_caption_and_alternative_text(
    seminar: Seminar,
    presentation: Presentation,
    participant: Participation,
    other_participant: Participation,
    organiser: Participation,
    stranger: Participation,
    as_person: SignIn,
) -> None:
    row = actions.add_picture(presentation, picture(), caption="", alt="", by=other_participant)
    address = reverse("showcase:picture", args=[seminar.slug, row.uuid, 480])
    readers = (Client(), as_person(participant), as_person(stranger))
    for step in ("nothing", "consent", "caption", "alt"):
        if step == "consent":
            set_consent(row, "open", by="Nils Nabo")
        elif step == "caption":
            describe(row, caption="Rommet etterpå", alt="")
        elif step == "alt":
            describe(row, caption="Rommet etterpå", alt="Et tomt rom med to bord.")
        expected = 200 if step == "alt" else 404
        assert [reader.get(address).status_code for reader in readers] == [expected] * 3, step
        for owner in (other_participant, organiser):
            assert as_person(owner).get(address).status_code == 200
    set_consent(row, "none", by="")
    assert as_person(participant).get(address).status_code == 404
    other = reverse("showcase:picture", args=[stranger.seminar.slug, row.uuid, 480])
    assert as_person(stranger).get(other).status_code == 404


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://example.org", "data:text/html,x"])
def test_only_web_links_are_taken(
    seminar: Seminar, organiser: Participation, as_person: SignIn, link: str
) -> None:
    client = as_person(organiser)
    answer = client.post(
        reverse("showcase:new_visit", args=[seminar.slug]), {"title": "Lenvik", "link": link}
    )
    assert answer.status_code == 422
    assert "Lenvik" in answer.content.decode()
    assert not RemoteVisit.objects.exists()


def test_presenters_change_their_own_and_nobody_elses(
    seminar: Seminar,
    presentation: Presentation,
    participant: Participation,
    other_participant: Participation,
    as_person: SignIn,
) -> None:
    address = reverse("showcase:edit", args=[seminar.slug, presentation.pk])
    words = {"title": "Nye ord", "summary": "Mer", "minutes": "15"}
    assert as_person(participant).post(address, words).status_code == 403
    assert as_person(other_participant).post(address, words).status_code == 302
    presentation.refresh_from_db()
    assert presentation.title == "Nye ord"
    assert presentation.presenters.count() == 1


def test_photos_take_over_on_one_key_and_the_room_hears_it(
    seminar: Seminar, facilitator: Participation, as_person: SignIn
) -> None:
    visit = actions.save_visit(seminar, {"title": "Lenvik"}, visit=None, by=facilitator)
    client = as_person(facilitator)
    address = reverse("showcase:visit_deed", args=[seminar.slug, visit.pk])
    before = Event.objects.count()
    client.post(address, {"deed": "photos"})
    visit.refresh_from_db()
    assert visit.showing_photos
    assert Event.objects.count() == before + 1
    client.post(address, {"deed": "line"})
    visit.refresh_from_db()
    assert not visit.showing_photos
