"""The paper form: its code leads its owner to typing in or saying yes; nothing counts before."""

import io
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pypdfium2
import pypdfium2.raw
import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from idetorg.audit.models import Entry
from idetorg.commitments import words
from idetorg.commitments.enums import TaskState
from idetorg.commitments.exports import paper_address
from idetorg.commitments.forms import SheetForm
from idetorg.commitments.models import ChangeTask
from idetorg.commitments.queries import coverage
from idetorg.commitments.rules import MOST_TASKS
from idetorg.documents import qr
from idetorg.people.models import User
from idetorg.seminars.models import Participation, Seminar
from tests.commitments.factories import WORDS, DraftFactory, taken_home

AsPerson = Callable[[Participation | User], Client]
LATER = (date.today() + timedelta(days=60)).isoformat()
# All that can stand on the sheet.
SHEET: dict[str, Any] = {
    "change": f"{WORDS}\náčđŋšŧž",
    "first_step": "Rydde rommet",
    "by_when": LATER,
    "for_whom": "For Áilu",
    "when_text": "Når jeg låser opp",
    "then_text": "så ringer jeg",
    "obstacle_words": "Hun avlyser",
    "obstacle_plan": "spør jeg igjen",
    "must_say_yes": ["self", "leader"],
    "helpers": "Jorunn",
    "sign": "Skoene i gangen",
    "takes": "To timer",
    "important": "0",
    "sure": "8",
    "origin_label": "En artikkel",
}


def _address(seminar: Seminar) -> str:
    return reverse("commitments:from_paper", args=[seminar.slug])


def _sheet() -> dict[str, Any]:
    known = [o.id for o in words.options_of("who_must_say_yes")][:2]
    return {**SHEET, "must_say_yes": known}


def _typed(task: ChangeTask) -> dict[str, Any]:
    obstacle = words.obstacle_of(task)
    stored = {name: getattr(task, name) for name in SHEET if not name.startswith("obstacle")}
    return {
        **stored,
        "by_when": task.by_when and task.by_when.isoformat(),
        "important": str(task.important),
        "sure": str(task.sure),
        "obstacle_words": obstacle.words,
        "obstacle_plan": obstacle.counter_plan,
    }


@pytest.mark.django_db
def test_the_sheet_asks_all_that_is_on_the_paper_in_its_order() -> None:
    asked = [q.id for q in words.questions() if q.kind != "visibility"]
    form = SheetForm()
    typed = list(dict.fromkeys(SheetForm.QUESTION_OF[name] for name in form.fields))
    assert typed == asked


def test_its_owner_types_it_in_and_it_counts_when_taken_home(
    seminar: Seminar, participant: Participation, as_person: AsPerson
) -> None:
    client = as_person(participant)
    page = client.get(_address(seminar))
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]

    went = client.post(_address(seminar), _sheet())
    task = ChangeTask.objects.get()
    assert went.url == reverse("commitments:review", args=[seminar.slug, task.pk])
    assert _typed(task) == _sheet()
    assert (task.participation, task.state, task.typed_by) == (participant, TaskState.DRAFT, None)
    assert task.owner_confirmed
    assert set(Entry.objects.values_list("hand", flat=True)) == {"self"}
    assert coverage(seminar).committed == 0

    assert client.post(went.url).status_code == 422  # who may see it is still to be chosen
    visibility = reverse("commitments:question", args=[seminar.slug, task.pk, "visibility"])
    client.post(visibility, {"seen_by": ["only_me"], "deed": "next"})
    client.post(went.url)
    assert coverage(seminar).committed == 1


def test_pressed_twice_it_is_one_draft_and_no_other_draft_is_written_over(
    seminar: Seminar, participant: Participation, as_person: AsPerson
) -> None:
    other = DraftFactory(participation=participant, change="Noe annet")
    client = as_person(participant)
    sheet = {**_sheet(), "client_key": str(uuid.uuid4())}
    first, again = (client.post(_address(seminar), sheet) for _time in range(2))

    assert first.url == again.url
    assert ChangeTask.objects.count() == 2
    other.refresh_from_db()
    assert other.change == "Noe annet"


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    seminar: Seminar, participant: Participation, as_person: AsPerson
) -> None:
    client = as_person(participant)
    bad = client.post(_address(seminar), {**_sheet(), "change": " ", "by_when": "32.13.2099"})
    page = bad.content.decode()
    assert bad.status_code == 422
    for kept in ("Rydde rommet", "32.13.2099", "Skoene i gangen", "Hun avlyser"):
        assert kept in page
    assert client.post(_address(seminar), {**_sheet(), "sure": "11"}).status_code == 422
    assert client.post(_address(seminar), {**_sheet(), "must_say_yes": ["x"]}).status_code == 422
    assert not ChangeTask.objects.exists()

    DraftFactory.create_batch(MOST_TASKS, participation=participant)
    full = client.post(_address(seminar), _sheet())
    assert full.status_code == 422
    assert "Rydde rommet" in full.content.decode()
    assert ChangeTask.objects.count() == MOST_TASKS


def test_what_a_helper_typed_in_is_there_to_say_yes_to(
    seminar: Seminar,
    participant: Participation,
    other_participant: Participation,
    facilitator: Participation,
    as_person: AsPerson,
) -> None:
    paper = reverse("commitments:paper", args=[seminar.slug])
    as_person(facilitator).post(paper, {**_sheet(), "person": participant.pk})
    task = ChangeTask.objects.get()
    assert _typed(task) == _sheet()
    assert (task.typed_by, task.owner_confirmed) == (facilitator, False)
    assert set(Entry.objects.values_list("hand", flat=True)) == {"helper"}

    assert as_person(other_participant).get(_address(seminar)).status_code == 200
    client = as_person(participant)
    went = client.get(_address(seminar))
    assert went.url == reverse("commitments:review", args=[seminar.slug, task.pk])
    assert "Er dette dine ord?" in client.get(went.url).content.decode()
    visibility = reverse("commitments:question", args=[seminar.slug, task.pk, "visibility"])
    client.post(visibility, {"seen_by": ["only_me"], "deed": "next"})
    assert client.post(went.url).status_code == 422
    assert coverage(seminar).committed == 0
    client.post(went.url, {"my_own_words": "1"})
    assert coverage(seminar).committed == 1
    assert client.get(_address(seminar)).status_code == 200  # and the next one


def test_the_code_lets_nobody_in(
    seminar: Seminar,
    participant: Participation,
    facilitator: Participation,
    organiser: Participation,
    stranger: Participation,
    outsider: User,
    as_person: AsPerson,
) -> None:
    taken_home(participant)
    address = _address(seminar)
    stranger_at_the_door = Client()
    asked = stranger_at_the_door.get(address)
    assert (asked.status_code, asked.url) == (302, f"/logg-inn?next={address}")
    assert "_auth_user_id" not in stranger_at_the_door.session
    assert stranger_at_the_door.post(address, _sheet()).status_code == 404
    for person in (stranger, outsider):
        assert as_person(person).get(address).status_code == 404
        assert as_person(person).post(address, _sheet()).status_code == 404
    for person in (facilitator, organiser):  # they type in for somebody
        went = as_person(person).get(address)
        assert went.url == reverse("commitments:paper", args=[seminar.slug])
        assert as_person(person).post(address, _sheet()).status_code == 403
    assert as_person(participant).delete(address).status_code == 405
    seminar.state = "draft"
    seminar.save()
    assert stranger_at_the_door.get(address).status_code == 404
    assert ChangeTask.objects.count() == 1


def test_the_printed_form_carries_the_code_that_leads_there(
    seminar: Seminar, organiser: Participation, as_person: AsPerson, settings: Any
) -> None:
    settings.IDETORG_BASE_URL = "https://idetorg.example.org"
    address = paper_address(seminar)
    assert address == f"https://idetorg.example.org{_address(seminar)}"

    answer = as_person(organiser).get(reverse("commitments:paper_pdf", args=[seminar.slug]))
    pdf = pypdfium2.PdfDocument(answer.content)
    images = [
        item.get_bitmap().to_pil().convert("1")
        for item in pdf[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
    ]
    wanted = Image.open(io.BytesIO(qr.png(address))).convert("1")
    assert [image.resize(wanted.size).tobytes() for image in images] == [wanted.tobytes()]
    text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert f"idetorg.example.org{_address(seminar)}" in text.replace("\r\n", "")
    assert not ChangeTask.objects.exists()
