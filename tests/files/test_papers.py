"""Papers are kept as they came and only handed out as attachments."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory, override_settings

from idetorg.files import actions, queries
from idetorg.files.errors import BadPaper, PaperTooBig
from idetorg.files.views import attachment_name, serve_paper

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\nsomething\n%%EOF"


@pytest.fixture(autouse=True)
def media(tmp_path):
    with override_settings(MEDIA_ROOT=tmp_path / "media"):
        yield tmp_path / "media"


def store_one(content=PDF, title="Råd & rom"):
    return actions.store_paper(
        SimpleUploadedFile("x.pdf", content), scope="s1", owner_id=7, title=title
    )


def test_paper_is_served_as_attachment_under_its_title():
    paper = store_one()

    response = serve_paper(RequestFactory().get("/"), paper)

    assert response.content == PDF
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''R%C3%A5d%20%26%20rom.pdf"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert paper.size == len(PDF)
    assert queries.paper("s2", paper.uuid) is None


@pytest.mark.parametrize("content", [b"", b"<html>%PDF-", b"PK\x03\x04"])
def test_other_files_are_refused(content):
    with pytest.raises(BadPaper):
        store_one(content)


def test_big_paper_is_refused():
    with pytest.raises(PaperTooBig):
        store_one(b"%PDF-" + b"0" * actions.MOST_PAPER_BYTES)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../x", "x.pdf"),
        ("C:\\x", "C x.pdf"),
        ("x\r\nSet-Cookie: a=b", "x Set-Cookie a=b.pdf"),
        ("con", "_con.pdf"),
        ("\u202efdp.exe", "fdp.exe.pdf"),
        ("a\x00b", "a b.pdf"),
        ("", "paper.pdf"),
        ("Čáhci ŋ", "Čáhci ŋ.pdf"),
        ("x" * 300, "x" * 100 + ".pdf"),
    ],
)
def test_attachment_name_is_safe_everywhere(title, name):
    assert attachment_name(title) == name


def test_removed_paper_is_gone_from_the_disk(django_capture_on_commit_callbacks, media):
    paper = store_one()
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_paper(paper)

    assert not [path for path in media.rglob("*") if path.is_file()]
