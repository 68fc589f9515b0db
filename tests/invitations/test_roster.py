"""Reading a pasted list or a file of people."""

import pytest

from idetorg.invitations import roster
from idetorg.invitations.roster import BadLine, Row, Unreadable, decode, read

SEVENTH_IS_BROKEN = """Navn;E-post;Virksomhet;Kommune
Kari Nilsen;kari@example.org;Fjordvik bibliotek;Fjordvik
Odd Karlsen;odd@example.org;Sørnes bibliotek;Sørnes
Ánne Sara;anne@example.org;Čáhppil girjerádju;Čáhppil
Siri Moen;siri@example.org;Høgås bibliotek;Høgås
Jan Lie;jan@example.org;Storeidet bibliotek;Storeidet
Berit Aas;berit(at)example.org;Nordbotn bibliotek;Nordbotn
Tor Vik;tor@example.org;Lia bibliotek;Lia
"""


def test_read_tells_which_line_is_broken_and_keeps_the_others() -> None:
    found = read(SEVENTH_IS_BROKEN)

    assert [row.line for row in found.rows] == [2, 3, 4, 5, 6, 8]
    assert found.rows[2] == Row(4, "Ánne Sara", "anne@example.org", "Čáhppil girjerádju", "Čáhppil")
    [bad] = found.bad
    assert (bad.line, bad.text) == (7, SEVENTH_IS_BROKEN.splitlines()[6])
    assert "berit(at)example.org" in bad.reason


@pytest.mark.parametrize(
    "text",
    [
        "Kari Nilsen,kari@example.org,Fjordvik bibliotek,Fjordvik",
        "Kari Nilsen;kari@example.org;Fjordvik bibliotek;Fjordvik",
        "Kari Nilsen\tkari@example.org\tFjordvik bibliotek\tFjordvik",
        '"Kari Nilsen";"kari@example.org";"Fjordvik bibliotek";"Fjordvik"',
        "kari@example.org, Kari Nilsen, Fjordvik bibliotek, Fjordvik",
        "Kari Nilsen <kari@example.org>; Fjordvik bibliotek; Fjordvik",
        "Kommune;Bibliotek;E-post;Navn\nFjordvik;Fjordvik bibliotek;KARI@example.org;Kari Nilsen",
        "\r\n\r\nKari Nilsen ;  kari@example.org ; Fjordvik  bibliotek;Fjordvik\r\n\r\n",
    ],
)
def test_read_understands_the_ways_people_write_lists(text: str) -> None:
    [row] = read(text).rows

    assert (row.name, row.email) == ("Kari Nilsen", "kari@example.org")
    assert (row.institution, row.municipality) == ("Fjordvik bibliotek", "Fjordvik")


def test_read_keeps_a_comma_inside_quotation_marks() -> None:
    [row] = read('Kari Nilsen,kari@example.org,"Bibliotek, kultur og fritid",Fjordvik').rows

    assert row.institution == "Bibliotek, kultur og fritid"


def test_read_takes_a_person_without_address_when_the_workplace_is_known() -> None:
    [row] = read("Kari Nilsen;;Fjordvik bibliotek").rows

    assert (row.name, row.email, row.institution) == ("Kari Nilsen", "", "Fjordvik bibliotek")


@pytest.mark.parametrize(
    "line",
    [
        '"Kari;kari@example.org',
        "Kari Nilsen",
        ";kari@example.org;Fjordvik bibliotek",
        "Kari;kari@example.org;a;b;c;d",
        "K\x07ari;kari@example.org",
        "K" * 130 + ";kari@example.org",
    ],
)
def test_read_says_why_a_line_cannot_be_used(line: str) -> None:
    found = read(line)

    assert found.rows == []
    assert isinstance(found.bad[0], BadLine)
    assert found.bad[0].reason


def test_read_takes_the_same_address_once() -> None:
    found = read("Kari;kari@example.org\nKari N;KARI@example.org")

    assert len(found.rows) == 1
    assert [row.line for row in found.doubles] == [2]


@pytest.mark.parametrize("text", ["", " \n \n", "Navn;E-post", "a\x00b", "x" * 400_001])
def test_read_refuses_what_is_no_list(text: str) -> None:
    with pytest.raises(Unreadable):
        read(text)


def test_read_refuses_very_many_lines() -> None:
    with pytest.raises(Unreadable):
        read("Kari;kari@example.org\n" * 2001)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_decode_reads_what_spreadsheets_write(encoding: str) -> None:
    assert decode("Åse Bjørnæs".encode(encoding)) == "Åse Bjørnæs"


@pytest.mark.parametrize("raw", [b"PK\x03\x04xlsx", b"%PDF-1.7", b"\x00\x01\x02"])
def test_decode_refuses_other_files(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        decode(raw)


def test_a_corrected_line_takes_its_place() -> None:
    fixed = SEVENTH_IS_BROKEN.splitlines()[6].replace("(at)", "@")
    found = read(roster.replace_lines(SEVENTH_IS_BROKEN, {7: fixed}))

    assert found.bad == []
    assert len(found.rows) == 7


def test_only_bad_keeps_the_heading_and_the_broken_lines() -> None:
    lines = SEVENTH_IS_BROKEN.splitlines()

    left = roster.only_bad(SEVENTH_IS_BROKEN, read(SEVENTH_IS_BROKEN))

    assert left.splitlines() == [lines[0], lines[6]]
