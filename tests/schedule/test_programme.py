"""Paste, see, correct, undo, publish: nothing is lost and nothing is sent."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from icalendar import Calendar

from idetorg.mailer.models import Mail
from idetorg.people.models import User
from idetorg.schedule.models import ScheduleItem, Step
from idetorg.seminars.models import Participation, Seminar

SignIn = Callable[[Participation | User], Client]
DATA = Path(__file__).resolve().parents[1] / "data/programmes"
TEXT = (DATA / "000-bibliotekromseminar.txt").read_text(encoding="utf-8")
TRUTH = json.loads((DATA / "000-bibliotekromseminar.json").read_text(encoding="utf-8"))


@pytest.fixture
def client(organiser: Participation, as_person: SignIn) -> Client:
    return as_person(organiser)


def paste(client: Client, seminar: Seminar, text: str) -> int:
    return client.post(f"/s/{seminar.slug}/program/lim-inn", {"text": text}).status_code


def test_the_seeds_programme_is_laid_out_and_published(client: Client, seminar: Seminar) -> None:
    Seminar.objects.filter(pk=seminar.pk).update(state="draft")
    assert paste(client, seminar, TEXT) == 302
    kinds = list(
        Step.objects.order_by("item__starts_at", "position").values_list("kind", "proposed")
    )
    assert ScheduleItem.objects.count() == 12
    assert [k for k, _p in kinds[3:6]] == ["showcase", "remote", "remote"]
    assert [k for k, _p in kinds[8:10]] == ["market", "group"]
    assert [k for k, proposed in kinds if proposed] == ["writing", "evaluation"]
    page = client.get(f"/s/{seminar.slug}/program/rediger")
    assert page.context["item_count"] == 12
    assert Client().get(f"/s/{seminar.slug}/").status_code == 404
    client.post(f"/s/{seminar.slug}/program/publiser")
    assert Client().get(f"/s/{seminar.slug}/").status_code == 200
    assert not Mail.objects.exists()


def test_what_goes_out_is_what_was_read(client: Client, seminar: Seminar) -> None:
    paste(client, seminar, TEXT)
    told = Client().get(f"/s/{seminar.slug}/schedule.json").json()
    for day, truth in zip(told["days"], TRUTH["days"], strict=True):
        assert day["date"] == truth["date"]
        assert [
            {name: item[name] for name in ("start", "title", "led_by", "kind", "end_inferred")}
            for item in day["items"]
        ] == [
            {name: item[name] for name in ("start", "title", "led_by", "kind", "end_inferred")}
            for item in truth["items"]
        ]
    events = Calendar.from_ical(Client().get(f"/s/{seminar.slug}/schedule.ics").content).walk(
        "VEVENT"
    )
    assert len(events) == 12
    assert "schedule" in Client().get(f"/s/{seminar.slug}/schedule.xml").content.decode()
    pdf = Client().get(f"/s/{seminar.slug}/program.pdf")
    assert pdf.content.startswith(b"%PDF-")


def test_public_page_needs_few_statements(
    client: Client,
    seminar: Seminar,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    paste(client, seminar, TEXT)
    with django_assert_max_num_queries(6):  # type: ignore[attr-defined]
        assert Client().get(f"/s/{seminar.slug}/").status_code == 200


@pytest.mark.parametrize(
    "text",
    ["", "   \n", "Kjære alle, velkommen til noe fint.", "\x00\x01\x02" * 400, "x" * 1_000_001],
)
def test_bad_paste_is_told_kindly_and_loses_nothing(
    client: Client, seminar: Seminar, text: str
) -> None:
    paste(client, seminar, TEXT)
    answer = client.post(f"/s/{seminar.slug}/program/lim-inn", {"text": text})
    assert answer.status_code == 422
    assert answer.context["form"].errors
    if text.strip() and "\x00" not in text:
        assert text[:200] in answer.content.decode()
    assert ScheduleItem.objects.count() == 12


def test_broken_file_is_told_kindly(client: Client, seminar: Seminar) -> None:
    upload = SimpleUploadedFile("program.docx", b"not a word file")
    answer = client.post(f"/s/{seminar.slug}/program/lim-inn", {"file": upload})
    assert answer.status_code == 422
    assert "file" in answer.context["form"].errors


def test_undo_brings_lines_and_text_back(client: Client, seminar: Seminar) -> None:
    paste(client, seminar, TEXT)
    paste(client, seminar, "Fredag 1. mars\nKl. 9.00 Noe helt annet\nKl. 10.00 Slutt")
    assert ScheduleItem.objects.count() == 2
    client.post(f"/s/{seminar.slug}/program/angre")
    assert ScheduleItem.objects.count() == 12
    seminar.programme_text.refresh_from_db()
    assert seminar.programme_text.text == TEXT
    client.post(f"/s/{seminar.slug}/program/angre")
    assert ScheduleItem.objects.count() == 12  # never back to nothing


def test_a_line_is_corrected_moved_and_taken_out(client: Client, seminar: Seminar) -> None:
    paste(client, seminar, TEXT)
    row = ScheduleItem.objects.get(title="Velkommen og innledning")
    words = {
        "day": "2013-11-20",
        "start": "13.05",
        "end": "13.30",
        "title": "Velkommen",
        "leaders": "Marit, Ordføreren",
        "kind": "welcome",
        "step-0-kind": "talk",
        "step-0-minutes": "25",
    }
    bad = client.post(f"/s/{seminar.slug}/program/{row.pk}", {**words, "start": "25.00"})
    assert bad.status_code == 422
    assert "Ordføreren" in bad.content.decode()
    odd = client.post(f"/s/{seminar.slug}/program/{row.pk}", {**words, "step-0-minutes": "²"})
    assert odd.status_code == 422
    assert client.post(f"/s/{seminar.slug}/program/{row.pk}", words).status_code == 302
    row.refresh_from_db()
    assert (row.title, row.leaders.count()) == ("Velkommen", 2)
    client.post(f"/s/{seminar.slug}/program/flytt", {"minutes": "30", "day": "2013-13-45"})
    row.refresh_from_db()
    assert row.starts_at.hour * 60 + row.starts_at.minute == 12 * 60 + 35  # UTC
    client.post(f"/s/{seminar.slug}/program/{row.pk}/fjern")
    assert ScheduleItem.objects.count() == 11
    client.post(f"/s/{seminar.slug}/program/angre")
    assert ScheduleItem.objects.count() == 12


def test_another_seminars_line_does_not_exist_here(
    client: Client, seminar: Seminar, other_seminar: Seminar
) -> None:
    from tests import factories

    theirs = factories.ScheduleItemFactory(seminar=other_seminar, title="HEMMELIG")
    for deed in ("", "/fjern"):
        answer = client.post(f"/s/{seminar.slug}/program/{theirs.pk}{deed}", {"title": "Min"})
        assert answer.status_code == 404
    theirs.refresh_from_db()
    assert theirs.title == "HEMMELIG"
