"""Text out of files."""

from pathlib import Path

import pypdfium2
import pytest
from docx import Document

from idetorg.schedule.reader import read_programme
from idetorg.schedule.reader.files import UnreadableFile, html_text, text_from_file


def test_plain_text_in_utf8_and_in_latin(tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16"):
        path = tmp_path / "program.txt"
        path.write_bytes("09.00 Åpning – kaffe".encode(encoding))
        assert text_from_file(path) == "09.00 Åpning – kaffe"


def test_html_keeps_line_breaks_and_cells(tmp_path: Path) -> None:
    path = tmp_path / "program.html"
    path.write_text(
        "<html><head><title>x</title><style>p{}</style></head><body><h1>Program</h1>"
        "<p>Fredag&nbsp;3. mai<br>i salen</p><table><tr><th>Tid</th><th>Hva</th></tr>"
        "<tr><td><p>09.00</p></td><td><p>Åpning</p><p>v/ Kari Nes</p></td></tr></table>"
        "<ul><li>Ta med penn</li></ul><script>alert(1)</script></body></html>",
        encoding="utf-8",
    )
    assert text_from_file(path).split("\n") == [
        "Program",
        "Fredag 3. mai",
        "i salen",
        "Tid\tHva",
        "09.00\tÅpning",
        "    v/ Kari Nes",
        "",
        "• Ta med penn",
    ]


def test_broken_html_still_gives_its_text() -> None:
    assert html_text("<table><tr><td>09.00<td>Åpning") == "09.00\tÅpning"


def test_word_paragraphs_and_tables_in_order(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Fredag 3. mai")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "09.00", "Åpning\nv/ Kari Nes"
    table.cell(1, 0).text, table.cell(1, 1).text = "10.00", "Pause"
    document.add_paragraph("Vel møtt")
    path = tmp_path / "program.docx"
    document.save(str(path))

    text = text_from_file(path)

    assert text == "Fredag 3. mai\n09.00\tÅpning\n    v/ Kari Nes\n10.00\tPause\nVel møtt"
    (day,) = read_programme(text, default_year=2024).days
    assert [(i.start, i.title, i.led_by) for i in day.items] == [
        ("09:00", "Åpning", ("Kari Nes",)),
        ("10:00", "Pause", ()),
    ]


def test_pdf_without_text_is_told_apart(tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    path = tmp_path / "scan.pdf"
    document.save(str(path))
    document.close()

    with pytest.raises(UnreadableFile) as caught:
        text_from_file(path)
    assert caught.value.code == "no_text"


PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R
/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 71>>stream
BT /F 12 Tf 20 150 Td (09.00 Kaffe) Tj 0 -20 Td (10.00 Velkommen) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
"""


def test_pdf_gives_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "program.pdf"
    path.write_bytes(PDF)
    (day,) = read_programme(text_from_file(path), default_year=2024).days
    assert [(i.start, i.title) for i in day.items] == [("09:00", "Kaffe"), ("10:00", "Velkommen")]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("x.docx", b"not a document", "damaged"),
        ("x.docx", b"PK\x03\x04broken", "damaged"),
        ("x.pdf", b"%PDF-1.7 garbage", "damaged"),
        ("x.txt", b"\x00\x01\x02\x03" * 100, "damaged"),
        ("x.html", b"\x00\x01\x02\x03" * 100, "damaged"),
        ("x.txt", b"  \n ", "no_text"),
        ("x.exe", b"MZ", "unknown_kind"),
    ],
)
def test_garbage_is_refused_kindly(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableFile) as caught:
        text_from_file(path)
    assert caught.value.code == code
    assert str(caught.value).endswith(".")


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        text_from_file(tmp_path / "nowhere.txt")
