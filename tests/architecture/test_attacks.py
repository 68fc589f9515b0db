"""The attacks that cross all apps, each tried on a seminar full of words.

What one app stops alone is tested there; docs/reference/attacks.md says where.
"""

import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.core import mail as outbox
from django.db import models
from django.test import Client, RequestFactory, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from docx import Document
from PIL import Image

from idetorg.commitments.models import ChangeTask, HelpRequest
from idetorg.core.assets import asset
from idetorg.core.redirects import back_to
from idetorg.core.time import now
from idetorg.demo import seed
from idetorg.files.models import Picture
from idetorg.invitations.models import SignUp
from idetorg.mailer.actions import send_due
from idetorg.mailer.models import Mail
from idetorg.people.models import User
from idetorg.schedule.actions import room
from idetorg.schedule.models import Step
from idetorg.schedule.reader.files import MAX_UNPACKED, UnreadableFile, text_from_file
from idetorg.seminars.models import Participation, Seminar
from tests.factories import ParticipationFactory, UserFactory

SignIn = Callable[[Participation | User], Client]

# Breaks out of an attribute, out of an element, and would be seen if a template ran twice.
NASTY = 'RØPET"><img src=x onerror=alert(1)>" onfocus="alert(2)" {{7*7}}'
PEOPLES_WORDS = {
    "seminars": {"Seminar", "Organiser", "Municipality", "Institution"},
    "people": {"User"},
    "schedule": {"ScheduleItem", "ItemLeader", "Step"},
    "showcase": {"Presentation", "RemoteVisit", "InspirationItem"},
    "files": {"Picture"},
    "market": {"ProblemStatement", "Mark"},
    "grouping": {"Group"},
    "rooms": {"GroupSheet", "Harvest", "Thread", "ThreadSource"},
    "commitments": {"ChangeTask", "HelpRequest", "NotNow"},
    "invitations": {"SignUp"},
}
OURS = {  # columns that hold our words, not people's
    *("slug", "language", "time_zone", "state", "join_code", "screen_key", "code", "kind"),
    *("to", "variant", "scope", "folder", "password", "source_kind", "origin_kind", "they_know"),
}
TEXTS = (models.CharField, models.TextField)
NOT_TEXT = (models.EmailField, models.URLField, models.SlugField)


@pytest.fixture
def full(db: None, monkeypatch: pytest.MonkeyPatch) -> Seminar:
    """A seminar in which each step has been walked, and every word people wrote is nasty."""
    drawn = BytesIO()
    Image.new("RGB", (60, 40), "navy").save(drawn, "JPEG")
    all_of_it = seed.invented()
    few = {
        **all_of_it,
        "participants": all_of_it["participants"][:6],
        "presentations": [p for p in all_of_it["presentations"] if p["by"] < 6],
    }
    monkeypatch.setattr(seed, "invented", lambda: few)
    monkeypatch.setattr(seed, "set_clock", lambda moment: None)
    monkeypatch.setattr(seed, "draw", lambda kind, name: BytesIO(drawn.getvalue()))
    found = seed.build()
    seed.fill_threads(found)
    seed.fill_tasks(found)
    person = seat_of(found, "participant")
    SignUp.objects.create(participation=person, stuck_with="Tid")
    task = ChangeTask.objects.filter(participation__seminar=found)[0]
    HelpRequest.objects.create(task=task, to="organiser", text="Ring meg")
    ParticipationFactory(seminar=found)  # one who has written nothing
    make_nasty()
    found.refresh_from_db()
    return found


def make_nasty() -> None:
    for label, names in PEOPLES_WORDS.items():
        for name in names:
            model = apps.get_model(label, name)
            columns = [
                f
                for f in model._meta.concrete_fields
                if isinstance(f, TEXTS)
                and not isinstance(f, NOT_TEXT)
                and not f.choices
                and f.name not in OURS
            ]
            for pk in model._default_manager.values_list("pk", flat=True):
                words = {f.name: f"{pk}{NASTY}"[: f.max_length or 200] for f in columns}
                model._default_manager.filter(pk=pk).update(**words)


class Tags(HTMLParser):
    """Gathers what a browser would obey of what people wrote."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.obeyed: list[str] = []
        self.links: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name.startswith("on") or (tag == "img" and value == "x"):
                self.obeyed.append(f"<{tag} {name}={value!r}>")
            if name in {"href", "src", "action"} and value:
                if value.strip().lower().startswith(("javascript:", "data:text", "vbscript:")):
                    self.obeyed.append(f"<{tag} {name}={value!r}>")
                if name != "action":
                    self.links.add(value.partition("#")[0])


HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def check_headers(response: Any, address: str) -> None:
    for name, value in HEADERS.items():
        assert response.headers.get(name) == value, f"{address}: {name}"
    policy = response.headers["Content-Security-Policy"]
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    # A picture or a paper is locked in instead: it may load and run nothing at all.
    wanted = ["default-src 'none'", *(["frame-ancestors 'none'"] if is_page else [])]
    for part in wanted:
        assert part in policy, f"{address}: {part}"
    assert "unsafe" not in policy
    assert "camera=()" in response.headers["Permissions-Policy"]


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def crawl(client: Client, start: list[str], most: int = 250) -> list[str]:
    """Follow every link from some addresses, look at each page, and return where it has been."""
    waiting, seen = list(start), set(start)
    visited: list[str] = []
    while waiting and len(visited) < most:
        address = waiting.pop(0)
        response = client.get(address)
        visited.append(address)
        assert response.status_code < 500, address
        check_headers(response, address)
        content = body(response)
        if response.status_code in {301, 302}:
            found = {response.headers["Location"]}
            assert next(iter(found)).startswith("/"), address
        elif response.headers["Content-Type"].startswith("text/html"):
            page = Tags()
            page.feed(content.decode())
            assert page.obeyed == [], address
            assert "RØPET49" not in content.decode()
            found = page.links
        else:
            continue
        for link in sorted(found):
            if link.startswith("/") and not link.startswith(("/static/", "//")):
                path = link if "?" in link else link.partition("#")[0]
                if path not in seen:
                    seen.add(path)
                    waiting.append(path)
    return visited


def everything() -> dict[tuple[str, Any], dict[str, Any]]:
    """Return every row of the database but sessions, by table and number."""
    return {
        (model._meta.label, row["pk"]): row
        for model in apps.get_models()
        if model._meta.label != "sessions.Session"
        for row in model._default_manager.values("pk", *columns_of(model))
    }


def columns_of(model: type[models.Model]) -> list[str]:
    return [f.attname for f in model._meta.concrete_fields]


def seat_of(seminar: Seminar, role: str) -> Participation:
    return seed.actor(seminar, **{f"is_{role}": True})


STARTS = [
    "",
    "now",
    "mitt",
    "lead",
    "mer",
    "program",
    "folk",
    "oppgaver",
    "idetorg",
    "bilder",
    "idetorg/stille",
]


@pytest.mark.parametrize("role", ["organiser", "facilitator", "participant", "nobody"])
def test_a1_a2_a26_a28_nasty_words_are_words_and_looking_changes_nothing(
    full: Seminar, as_person: SignIn, role: str
) -> None:
    client = Client() if role == "nobody" else as_person(seat_of(full, role))
    start = [f"/s/{full.slug}/{page}" for page in STARTS]
    before = everything()

    visited = crawl(client, ["/", "/meg", f"/s/{full.slug}/screen/{full.screen_key}", *start])

    assert len(visited) > {"nobody": 15, "participant": 30}.get(role, 50)
    assert everything() == before


def test_a1_nasty_words_in_every_step_on_phone_screen_and_console(
    full: Seminar, as_person: SignIn
) -> None:
    leader = seat_of(full, "facilitator")
    clients = {"now": as_person(seat_of(full, "participant")), "lead": as_person(leader)}
    clients[f"screen/{full.screen_key}"] = Client()
    seen = 0
    for step in Step.objects.filter(item__seminar=full):
        room.jump_to(full, step.pk, by=leader)
        for page, client in clients.items():
            response = client.get(f"/s/{full.slug}/{page}")
            assert response.status_code == 200
            tags = Tags()
            tags.feed(response.content.decode())
            assert tags.obeyed == [], (step.kind, page)
            seen += "RØPET" in response.content.decode()
    assert seen > 20


def routes(
    patterns: list[URLPattern | URLResolver] | None = None, before: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Yield every address of the product, with its variables as written."""
    for entry in patterns if patterns is not None else get_resolver().url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns, route)
        else:
            yield route, entry


def filled(route: str, slug: str, pk: int, uuid: str) -> str:
    """Return an address with its variables filled in."""
    known = {"slug:slug": slug, "slug:name": "change", "uuid:uuid": uuid, "int:width": "480"}
    known |= {"int:pk": str(pk), "str:key": "x", "str:code": "AAAAAA", "str:token": "x"}
    return "/" + re.sub(
        r"<([^>]+)>", lambda found: known.get(str(found[1]), "x"), route.removeprefix("^")
    )


def every_reference(pk: int) -> dict[str, str]:
    """Return a form that names another's row in every way a form of ours names rows."""
    names = ["group", "problem", "step", "item", "neighbour", "presentation", "visit", "source"]
    names += ["person", "participation", "organiser", "institution", "seminar", "event", "task"]
    names += ["owner", "author", "to", "hand", "picture", "thread", "mark", "leaders", "version"]
    return {name: str(pk) for name in names} | {
        "deed": "remove",
        "text": "Fremmede ord",
        "title": "Fremmede ord",
        "reason": "Fremmede ord",
        "on": "1",
        "state": "published",
    }


def test_a12_a13_a15_another_seminars_rows_cannot_be_named_read_or_changed(
    full: Seminar, stranger: Participation, as_person: SignIn
) -> None:
    """All roles in one's own seminar open nothing of another's, by address or by form."""
    client = as_person(stranger)
    uuid = str(Picture.objects.order_by("pk")[0].uuid)
    mine = stranger.seminar
    Seminar.objects.filter(pk=mine.pk).update(name="Mitt eget")
    before = everything()
    theirs = {
        place: row
        for place, row in before.items()
        if place[0].split(".")[0] in {*PEOPLES_WORDS, "invitations", "evaluation", "compendium"}
        and place
        not in {
            ("seminars.Seminar", mine.pk),
            ("seminars.Organiser", mine.organiser_id),
            ("seminars.Participation", stranger.pk),
            ("people.User", stranger.user_id),
        }
    }
    assert len(theirs) > 100
    own = [r for r, _ in routes() if r.startswith("s/<slug:slug>/") and not r.endswith("/live")]
    numbered = [r for r in own if "<int:pk>" in r or "<uuid" in r]
    # First by numbers that are the other seminar's in every table; then what makes own rows.
    for pk, some in ((1, numbered), (2, numbered), (1, sorted({*own} - {*numbered}))):
        for route in some:
            address = filled(route, mine.slug, pk, uuid)
            looked, done = client.get(address), client.post(address, every_reference(pk))
            if route in numbered:
                assert looked.status_code in {404, 405}, f"{address}: {looked}"
                # Throwing away what is not there is done already: 302, and nothing happened.
                assert done.status_code in {302, 404, 405}, f"{address}: {done}"
            for answer in (looked, done):
                assert answer.status_code < 500, address
                assert "RØPET" not in body(answer).decode("utf-8", "replace"), address
    after = everything()
    changed = [place for place, row in theirs.items() if after.get(place) != row]
    assert changed == []


def test_a25_nothing_is_done_without_the_token(full: Seminar) -> None:
    """Every address, as someone who may do anything; only mail programs' stop needs none."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(
        seat_of(full, "organiser").user, backend="django.contrib.auth.backends.ModelBackend"
    )
    before = everything()
    for route, _entry in routes():
        if route.startswith(("m/", "live", "static")):
            continue
        address = filled(route, full.slug, 1, "0" * 8 + "-0000-4000-8000-" + "0" * 12)
        for kind in ("application/x-www-form-urlencoded", "text/plain"):
            answer = client.post(address, "text=a&to=done", content_type=kind)
            assert answer.status_code in {403, 404, 405}, f"{address}: {answer.status_code}"
    assert everything() == before


def test_a25_only_the_stop_of_a_mail_program_is_exempt() -> None:
    exempt = {route for route, entry in routes() if getattr(entry.callback, "csrf_exempt", False)}
    assert exempt == {"m/<str:token>", "m/<str:token>/stop"}


def all_forms(of: type[Any]) -> Iterator[type[Any]]:
    for child in of.__subclasses__():
        yield child
        yield from all_forms(child)


def test_a16_forms_name_their_fields_and_none_gives_rights() -> None:
    """Mass assignment: a form takes what it names, and no form of a row names a right."""
    get_resolver().url_patterns  # loads all forms  # noqa: B018
    rights = {"is_staff", "is_superuser", "is_active", "is_organiser", "is_facilitator", "state"}
    rights |= {"author", "owner", "seminar", "participation", "organiser", "slug", "created_at"}
    ours = [f for f in all_forms(forms.ModelForm) if f.__module__.startswith("idetorg.")]
    assert len(ours) > 5
    for form in ours:
        named = form._meta.fields
        assert named not in {None, "__all__"} if not isinstance(named, list | tuple) else True, form
        assert form._meta.exclude is None, form
        assert not rights & set(named), form


def test_a16_what_a_form_does_not_name_is_not_stored(
    participant: Participation, as_person: SignIn
) -> None:
    client = as_person(participant)
    extra = {"is_organiser": "1", "is_facilitator": "1", "made_up": "1", "pk": "99"}
    answer = client.post("/meg", {"name": "Kari Ny", "phone": "", "language": "nn", **extra})

    assert answer.status_code == 302
    participant.refresh_from_db()
    user = User.objects.get(pk=participant.user_id)
    assert user.name == "Kari Ny"
    assert not user.made_up
    assert not participant.is_organiser


ELSEWHERE = ["//e", "/\\e", "https:e", "https://e", "\\\\e", "javascript:1", "\t//e", "/\t/e"]


@pytest.mark.parametrize("path", [*ELSEWHERE, "http:///e", "//e@h", "/%09//e", "//ｅ。com"])
def test_a19_no_form_sends_one_to_another_host(path: str) -> None:
    request = RequestFactory().post("/", {"next": path})
    location = back_to(request, "/hjem").headers["Location"]
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))
    assert "\t" not in location

    chosen = Client().post(reverse("set_language"), {"language": "nn", "next": path})
    assert chosen.headers.get("Location", "/").startswith("/")
    assert not chosen.headers.get("Location", "/").startswith(("//", "/\\"))


@override_settings(IDETORG_BASE_URL="https://vi.example")
def test_a20_the_host_header_has_no_say(full: Seminar) -> None:
    user = UserFactory()
    forged = {"HTTP_X_FORWARDED_HOST": "ond.example", "HTTP_FORWARDED": "host=ond.example"}
    ask = reverse("account_request_login_code")
    assert Client().post(ask, {"email": user.email}, HTTP_HOST="ond.example").status_code == 400
    assert not Mail.objects.exists()

    answer = Client().post(ask, {"email": user.email}, **forged)
    assert "ond.example" not in answer.headers["Location"]
    send_due(now())
    assert len(outbox.outbox) == 1
    assert "ond.example" not in str(outbox.outbox[0].message())
    for page in ("schedule.ics", "schedule.json", "schedule.xml", ""):
        given = Client().get(f"/s/{full.slug}/{page}", **forged)
        assert given.status_code == 200
        assert "ond.example" not in given.content.decode()


def test_a24_a_session_that_was_signed_out_is_dead(
    participant: Participation, as_person: SignIn
) -> None:
    client = as_person(participant)
    kept = client.cookies["idetorg"].value
    thief = Client()
    thief.cookies["idetorg"] = kept
    mine = f"/s/{participant.seminar.slug}/mitt"
    assert thief.get(mine).status_code == 200

    client.post(reverse("account_logout"))

    assert thief.get(mine).status_code != 200


@pytest.mark.parametrize("address", ["/finnes-ikke", "/s/x/now", "/i/tull", "/m/tull", "/b/tull"])
def test_a28_refusals_carry_the_headers_too(db: None, address: str) -> None:
    for method in ("get", "post", "put", "delete", "options"):
        check_headers(getattr(Client(), method)(address), f"{method} {address}")


def test_a28_a_fault_of_ours_carries_the_headers_and_tells_nothing(
    participant: Participation, as_person: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = as_person(participant)
    client.raise_request_exception = False

    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("HEMMELIG feil")

    monkeypatch.setattr("idetorg.web.views.room_now", broken)
    answer = client.get(f"/s/{participant.seminar.slug}/now")

    assert answer.status_code == 500
    assert b"HEMMELIG" not in answer.content
    assert b"Traceback" not in answer.content
    check_headers(answer, "500")


def test_a28_our_own_files_are_never_taken_for_something_else(db: None) -> None:
    answer = Client().get(asset("app.js"))
    assert answer.status_code == 200
    assert body(answer)
    answer.close()
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"].startswith("text/javascript")


def docx(tmp_path: Path, document: bytes | None = None, **more: bytes) -> Path:
    """Return a Word file whose document part is replaced, and with more parts."""
    whole = BytesIO()
    Document().save(whole)
    path = tmp_path / "program.docx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            is_text = info.filename == "word/document.xml"
            new.writestr(info.filename, document if document and is_text else old.read(info))
        for name, content in more.items():
            new.writestr(name, content)
    return path


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.mark.parametrize(
    "entity",
    ['SYSTEM "file:///etc/passwd"', 'SYSTEM "http://127.0.0.1:9/x"', '"RØPET"'],
    ids=["file", "address", "inner"],
)
def test_a11_a_programme_in_word_reads_no_entities(tmp_path: Path, entity: str) -> None:
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE w [<!ENTITY e {entity}>]>'
        f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>09.00 Kaffe &e;</w:t></w:r></w:p>'
        "</w:body></w:document>"
    )
    try:
        found = text_from_file(docx(tmp_path, text.encode()))
    except UnreadableFile as refused:
        found = refused.code
    assert "root:" not in found
    assert "RØPET" not in found


def test_a10_a_word_file_that_unpacks_to_very_much_is_refused(tmp_path: Path) -> None:
    path = docx(tmp_path, **{"word/media/a.bin": b"\0" * (MAX_UNPACKED + 1)})
    assert path.stat().st_size < 1_000_000
    with pytest.raises(UnreadableFile) as refused:
        text_from_file(path)
    assert refused.value.code == "too_large"


def test_a10_names_in_a_word_file_lead_nowhere(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    text_or_not = docx(inner, **{"../../ute.txt": b"x", "/abs.txt": b"x"})
    with suppress(UnreadableFile):
        text_from_file(text_or_not)
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["inner", "program.docx"]
