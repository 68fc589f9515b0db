"""The compendium: one press, one PDF of what was handed out, kept as it was."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from PIL import Image

from idetorg.compendium import actions, tasks
from idetorg.compendium.activities import latest_edition
from idetorg.compendium.models import Compendium, Edition, SeminarPicture
from idetorg.files.actions import set_consent, store_picture
from idetorg.files.models import Picture
from idetorg.people.models import User
from idetorg.seminars.models import Participation, Seminar
from idetorg.showcase.models import (
    InspirationItem,
    Presentation,
    PresentationPicture,
    Presenter,
)
from tests import factories

SignIn = Callable[[Participation | User], Client]
Press = Callable[[Participation], Edition]


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def url(name: str, seminar: Seminar, *args: object) -> str:
    return reverse(f"compendium:{name}", args=[seminar.slug, *args])


def upload() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (1200, 800), (40, 90, 60)).save(out, "JPEG")
    return SimpleUploadedFile("bilde.jpg", out.getvalue(), "image/jpeg")


def text_of(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return " ".join("\n".join(pages).split())


def picture_count(content: bytes) -> int:
    document = pypdfium2.PdfDocument(content)
    kind = pypdfium2.raw.FPDF_PAGEOBJ_IMAGE
    count = sum(len(list(page.get_objects(filter=[kind]))) for page in document)
    document.close()
    return count


def pdf_of(edition: Edition) -> bytes:
    with edition.pdf.open("rb") as stream:
        content: bytes = stream.read()
    return content


@pytest.fixture
def project(seminar: Seminar, participant: Participation) -> Presentation:
    item = factories.ScheduleItemFactory(seminar=seminar, title="Se hva vi har fått til")
    factories.ItemLeaderFactory(item=item, name="Trine Leder")
    InspirationItem.objects.create(
        seminar=seminar,
        title="Rom for alle",
        source="Bok og bibliotek",
        why_read="Døra kan være åpen uten deg.",
        rights="CC BY 4.0",
    )
    made = Presentation.objects.create(
        seminar=seminar,
        institution=participant.institution,
        title="Rommet innerst",
        summary="Vi ryddet.\n\nSå spurte vi.",
        partners="Ungdomsrådet\nSkolen",
        process="Først tømte vi rommet.",
        went_wrong="Nøkkelen forsvant.",
    )
    Presenter.objects.create(presentation=made, participation=participant)
    return made


@pytest.fixture
def other(other_seminar: Seminar) -> None:
    Presentation.objects.create(seminar=other_seminar, title="HEMMELIG PROSJEKT")
    InspirationItem.objects.create(seminar=other_seminar, title="HEMMELIG KILDE", why_read="x")


@pytest.fixture
def press(seminar: Seminar, as_person: SignIn, django_capture_on_commit_callbacks: Any) -> Press:
    """Press the button once, and let the job run when the order is kept."""

    def make(person: Participation) -> Edition:
        with django_capture_on_commit_callbacks(execute=True):
            assert as_person(person).post(url("make", seminar)).status_code == 302
        edition = Edition.objects.filter(compendium__seminar=seminar).first()
        assert edition is not None
        return edition

    return make


def add_picture(project: Presentation, *, caption: str, consent: str) -> Picture:
    picture = store_picture(
        upload(),
        scope=project.seminar.scope,
        owner_id=None,
        caption=caption,
        alt=f"To bord og en lampe ({caption})",
    )
    set_consent(picture, consent, by="Kari")
    PresentationPicture.objects.create(presentation=project, picture=picture)
    return picture


def test_one_press_makes_the_whole_booklet(
    seminar: Seminar,
    project: Presentation,
    other: None,
    organiser: Participation,
    participant: Participation,
    press: Press,
) -> None:
    actions.save_compendium(
        seminar, title="Å bruke det vi kan", foreword="Velkommen hit.\n\nLes i ro.", by=organiser
    )
    edition = press(organiser)
    assert (edition.state, edition.problem) == (Edition.State.MADE, "")
    text = text_of(pdf_of(edition))
    for words in (
        "Å bruke det vi kan",
        "Bibliotekromseminar",
        "Velkommen hit.",
        "Les i ro.",
        seminar.goal,
        "Se hva vi har fått til",
        "Trine Leder",
        "Rommet innerst",
        "Kari Deltaker",
        "Ungdomsrådet",
        "Så spurte vi.",
        "Først tømte vi rommet.",
        "Nøkkelen forsvant.",
        "Rom for alle",
        "Døra kan være åpen uten deg.",
        "CC BY 4.0",
    ):
        assert words in text, words
    assert "HEMMELIG" not in text


def test_a_seminar_with_nothing_yet_makes_a_booklet_too(
    seminar: Seminar, organiser: Participation, press: Press
) -> None:
    edition = press(organiser)
    assert edition.state == Edition.State.MADE
    assert seminar.name in text_of(pdf_of(edition))


def test_only_pictures_with_consent_are_printed(
    seminar: Seminar, project: Presentation, organiser: Participation, press: Press
) -> None:
    picture = add_picture(project, caption="Rommet etterpå", consent="open")
    add_picture(project, caption="UTEN SAMTYKKE", consent="none")
    add_picture(project, caption="BARE INTERNT", consent="internal")
    first = press(organiser)
    content = pdf_of(first)
    assert "Rommet etterpå" in text_of(content)
    assert "UTEN SAMTYKKE" not in text_of(content)
    assert "BARE INTERNT" not in text_of(content)
    assert picture_count(content) == 1
    set_consent(picture, "none", by="Kari")
    again = pdf_of(press(organiser))
    assert "Rommet etterpå" not in text_of(again)
    assert picture_count(again) == 0


def test_a_picture_gone_from_the_disk_stops_nothing(
    project: Presentation, organiser: Participation, press: Press
) -> None:
    picture = add_picture(project, caption="Rommet etterpå", consent="open")
    Picture.objects.filter(pk=picture.pk).update(folder="pictures/borte")
    assert press(organiser).state == Edition.State.MADE


def test_made_again_keeps_the_old_edition(
    seminar: Seminar, project: Presentation, organiser: Participation, press: Press
) -> None:
    first = press(organiser)
    before = pdf_of(first)
    project.title = "Rommet ytterst"
    project.save()
    second = press(organiser)
    assert first.pk != second.pk
    assert latest_edition(seminar) == second
    first.refresh_from_db()
    assert pdf_of(first) == before
    assert "Rommet innerst" in text_of(before)
    assert "Rommet ytterst" in text_of(pdf_of(second))


def test_a_job_that_comes_twice_leaves_a_made_edition_alone(
    organiser: Participation, press: Press
) -> None:
    edition = press(organiser)
    before = edition.pdf.name
    tasks.make.func(edition.pk)
    edition.refresh_from_db()
    assert edition.pdf.name == before


def test_a_booklet_that_cannot_be_made_says_so(
    seminar: Seminar,
    organiser: Participation,
    press: Press,
    as_person: SignIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    good = press(organiser)

    def stop(edition: Edition) -> Edition:
        raise RuntimeError("the typesetter stopped")

    monkeypatch.setattr(tasks, "make_edition", stop)
    edition = press(organiser)
    assert edition.state == Edition.State.FAILED
    page = as_person(organiser).get(url("compendium", seminar)).content.decode()
    assert edition.problem
    assert edition.problem in page
    # The edition made before can still be opened.
    assert latest_edition(seminar) == good
    assert url("download", seminar) in page


def test_the_order_is_queued_with_the_database_backend_too(
    seminar: Seminar,
    organiser: Participation,
    as_person: SignIn,
    settings: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    with django_capture_on_commit_callbacks(execute=True):
        as_person(organiser).post(url("make", seminar))
        assert not DBTaskResult.objects.exists()  # nothing runs before the order is kept
    edition = Edition.objects.get()
    assert edition.state == Edition.State.WAITING
    queued = DBTaskResult.objects.get()
    assert queued.args_kwargs["args"] == [edition.pk]
    page = as_person(organiser).get(url("compendium", seminar))
    assert page.context["is_waiting"]
    tasks.make.func(*queued.args_kwargs["args"])
    edition.refresh_from_db()
    assert edition.state == Edition.State.MADE


def test_download_is_for_the_seminars_people_until_published(
    seminar: Seminar,
    organiser: Participation,
    facilitator: Participation,
    participant: Participation,
    stranger: Participation,
    outsider: User,
    press: Press,
    as_person: SignIn,
) -> None:
    address = url("download", seminar)
    assert as_person(organiser).get(address).status_code == 404
    press(organiser)
    strangers = [Client(), as_person(outsider), as_person(stranger)]
    after = reverse("web:seminar", args=[seminar.slug])
    for client in strangers:
        assert client.get(address).status_code == 404
        assert address not in client.get(after).content.decode()
    for person in (organiser, facilitator, participant):
        answer = as_person(person).get(address)
        assert answer.status_code == 200
        assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert as_person(organiser).post(url("publish", seminar), {"published": "1"}).status_code == 302
    for client in strangers:
        answer = client.get(address)
        assert answer["Content-Type"] == "application/pdf"
        assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    as_person(organiser).post(url("publish", seminar), {"published": "0"})
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize(
    ("name", "facilitator_may", "reads"),
    [
        ("compendium", True, True),
        ("pictures", True, True),
        ("make", True, False),
        ("publish", False, False),
    ],
)
def test_who_may_open_what(
    seminar: Seminar,
    organiser: Participation,
    facilitator: Participation,
    participant: Participation,
    stranger: Participation,
    outsider: User,
    as_person: SignIn,
    name: str,
    facilitator_may: bool,
    reads: bool,
) -> None:
    Compendium.objects.create(seminar=seminar)

    def status(client: Client) -> int:
        address = url(name, seminar)
        return (client.get(address) if reads else client.post(address)).status_code

    assert status(Client()) == 404
    assert status(as_person(outsider)) == 404
    assert status(as_person(stranger)) == 404
    assert status(as_person(participant)) == 403
    assert status(as_person(facilitator)) == (403 if not facilitator_may else 200 if reads else 302)
    assert status(as_person(organiser)) == (200 if reads else 302)
    client = as_person(organiser)
    wrong = client.put(url(name, seminar)) if reads else client.get(url(name, seminar))
    assert wrong.status_code == 405


def test_pictures_of_the_seminar(
    seminar: Seminar,
    organiser: Participation,
    stranger: Participation,
    as_person: SignIn,
) -> None:
    client, address = as_person(organiser), url("pictures", seminar)
    refused = client.post(address, {"caption": "Lang fin bildetekst", "alt": ""})
    assert refused.status_code == 422
    assert "Lang fin bildetekst" in refused.content.decode()
    broken = SimpleUploadedFile("x.jpg", b"ikke et bilde", "image/jpeg")
    data = {"file": broken, "caption": "Sal", "alt": "En full sal"}
    assert client.post(address, data).status_code == 422
    assert not SeminarPicture.objects.exists()
    data = {"file": upload(), "caption": "Salen", "alt": "En full sal", "consent": "on"}
    assert client.post(address, data).status_code == 302
    data = {"file": upload(), "caption": "Hemmelig kaffe", "alt": "En kopp"}
    assert client.post(address, data).status_code == 302
    page = client.get(address)
    assert [is_shown for _row, is_shown in page.context["rows"]] == [True, False]
    row = SeminarPicture.objects.first()
    assert row is not None
    assert as_person(stranger).post(url("remove_picture", seminar, row.pk)).status_code == 404
    foreign = url("remove_picture", stranger.seminar, row.pk)
    assert as_person(stranger).post(foreign).status_code == 404
    assert client.post(url("remove_picture", seminar, row.pk)).status_code == 302
    assert SeminarPicture.objects.count() == 1


def test_saving_title_and_foreword(
    seminar: Seminar, organiser: Participation, as_person: SignIn
) -> None:
    client = as_person(organiser)
    client.post(url("compendium", seminar), {"title": "  Å  bruke ", "foreword": "Hei\x00"})
    row = Compendium.objects.get()
    assert (row.title, row.foreword) == ("Å bruke", "Hei")


@pytest.mark.parametrize("count", [1, 3])
def test_page_statement_count_is_constant(
    seminar: Seminar,
    organiser: Participation,
    as_person: SignIn,
    count: int,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    row = Compendium.objects.create(seminar=seminar)
    for number in range(count):
        Edition.objects.create(compendium=row)
        Presentation.objects.create(seminar=seminar, title=f"Prosjekt {number}")
    client = as_person(organiser)
    with django_assert_max_num_queries(14):
        page = client.get(url("compendium", seminar))
    assert len(page.context["editions"]) == count
