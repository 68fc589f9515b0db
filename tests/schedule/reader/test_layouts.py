"""Layouts beyond the development set, each with what a careful reader makes of it."""

import datetime

import pytest

from idetorg.schedule.reader import Item, read_programme


def items(text: str, *, year: int = 2024) -> list[Item]:
    return [i for day in read_programme(text, default_year=year).days for i in day.items]


def brief(text: str, *, year: int = 2024) -> list[tuple[str, str | None, str]]:
    return [(i.start, i.end, i.title) for i in items(text, year=year)]


def test_table_with_header_gives_leaders_and_rooms() -> None:
    found = items(
        "Tid\tHva\tHvem\tSted\n"
        "09.00\tRegistrering og kaffe\t\tFoajeen\n"
        "09.30\tVelkommen\tRektor Kari Nes\tAud. 1\n"
        "10.00\tSlutt\n"
    )
    assert [(i.title, i.led_by, i.room) for i in found] == [
        ("Registrering og kaffe", (), "Foajeen"),
        ("Velkommen", ("Kari Nes",), "Aud. 1"),
        ("Slutt", (), None),
    ]


def test_columns_of_blanks_follow_their_header() -> None:
    found = items(
        "Tid            Innhold                Ansvarlig\n"
        "09:00          Oppstart               Kari\n"
        "09:15          Budsjett 2025          Per og Liv\n"
    )
    assert [(i.title, i.led_by) for i in found] == [
        ("Oppstart", ("Kari",)),
        ("Budsjett 2025", ("Per", "Liv")),
    ]


def test_markdown_table_under_day_headings() -> None:
    programme = read_programme(
        "## Dag 1 – tirsdag 5. mars\n\n| Tid | Tema |\n|---|---|\n| 09:00–09:15 | **Velkommen** |\n"
        "\n## Dag 2 – onsdag 6. mars\n| 08:30 | Oppstart |\n",
        default_year=2024,
    )
    assert [d.date for d in programme.days] == [
        datetime.date(2024, 3, 5),
        datetime.date(2024, 3, 6),
    ]
    assert programme.days[0].items[0].title == "Velkommen"


def test_lines_that_name_their_day() -> None:
    programme = read_programme(
        "Torsdag 14. mars kl. 18.00–20.00: Slektsgransking v/ Nils Berg\n"
        "Torsdag 21. mars kl. 18.00–20.00: Digitale arkiv v/ Anne Lie\n"
        "Fredag kl. 10: Avslutning\n",
        default_year=2024,
    )
    assert [(d.date, d.items[0].start) for d in programme.days] == [
        (datetime.date(2024, 3, 14), "18:00"),
        (datetime.date(2024, 3, 21), "18:00"),
        (datetime.date(2024, 3, 22), "10:00"),
    ]


def test_one_line_may_hold_a_whole_day() -> None:
    assert brief(
        "Fredag 3. mai: 17.00 Ankomst, 18.00 Middag, 20.00 Quiz\n"
        "Lørdag 4. mai: Kl. 9 Frokost. Kl. 10 Kurs. Kl. 13 Lunsj.\n"
    ) == [
        ("17:00", "18:00", "Ankomst"),
        ("18:00", "20:00", "Middag"),
        ("20:00", None, "Quiz"),
        ("09:00", "10:00", "Frokost"),
        ("10:00", "13:00", "Kurs"),
        ("13:00", None, "Lunsj"),
    ]


def test_durations_form_a_chain_from_one_start() -> None:
    assert brief(
        "Onsdag 8. mai, start kl. 10.00\nVelkommen (10 min)\nRunde rundt bordet – 20 min\n"
        "Pause 15 min\n"
    ) == [
        ("10:00", "10:10", "Velkommen"),
        ("10:10", "10:30", "Runde rundt bordet"),
        ("10:30", "10:45", "Pause"),
    ]


def test_twelve_hour_programme_goes_on_after_noon() -> None:
    assert brief(
        "Saturday, June 8\n9:00 Coffee\n9.30 Opening\nNoon Lunch\n1.30 Workshops\n3.00 Closing\n"
    ) == [
        ("09:00", "09:30", "Coffee"),
        ("09:30", "12:00", "Opening"),
        ("12:00", "13:30", "Lunch"),
        ("13:30", "15:00", "Workshops"),
        ("15:00", None, "Closing"),
    ]


def test_am_and_pm_may_stand_on_one_side_only() -> None:
    assert brief("10:30 – 11:30 AM Talk\n11 – 1 PM Lunch\n2-3pm Closing\n") == [
        ("10:30", "11:30", "Talk"),
        ("11:00", "13:00", "Lunch"),
        ("14:00", "15:00", "Closing"),
    ]


def test_evening_goes_on_past_midnight() -> None:
    assert brief(
        "Lørdag 1. juni\nKl. 19.00 Festmiddag\nKl. 23.30 Nattmat\nKl. 00.30 Buss til sentrum\n"
    ) == [
        ("19:00", "23:30", "Festmiddag"),
        ("23:30", "00:30", "Nattmat"),
        ("00:30", None, "Buss til sentrum"),
    ]


def test_tracks_under_their_own_headings() -> None:
    found = items(
        "09.00 Åpning\nSpor A – Auditoriet\n10.00 Leseglede v/ Eva Moe\n11.00 Skrivekurs\n"
        "Spor B – Rom 3\n10.00 Arkiv for alle\n11.00 Lokalhistorie\nFelles:\n12.00 Lunsj\n"
    )
    assert [(i.start, i.end, i.parallel, i.room) for i in found] == [
        ("09:00", "10:00", None, None),
        ("10:00", "11:00", "A", "Auditoriet"),
        ("11:00", "12:00", "A", "Auditoriet"),
        ("10:00", "11:00", "B", "Rom 3"),
        ("11:00", "12:00", "B", "Rom 3"),
        ("12:00", None, None, None),
    ]


def test_sessions_of_one_time_without_labels_are_numbered() -> None:
    found = items(
        "10.00–11.00 Lek med lyd (Rom 1)\n10.00–11.00 Strikkekafé (Rom 2)\n11 – 12 Lunsj\n"
    )
    assert [(i.parallel, i.room) for i in found] == [("1", "Rom 1"), ("2", "Rom 2"), (None, None)]
    assert "track_numbered" in found[0].doubts


def test_day_numbers_take_their_dates_from_the_range() -> None:
    programme = read_programme(
        "Vårkonferansen\n15.–16. mai, Hotell Fjord\nDag 1\nkl 10 Kaffe\nDag 2\nkl 09 Frokost\n",
        default_year=2024,
    )
    assert [d.date for d in programme.days] == [
        datetime.date(2024, 5, 15),
        datetime.date(2024, 5, 16),
    ]


def test_deadline_is_no_day() -> None:
    programme = read_programme("Påmelding innen 4. mai.\n10.00 Velkommen\n", default_year=2024)
    assert [d.date for d in programme.days] == [None]


def test_year_is_the_one_the_weekday_fits() -> None:
    programme = read_programme(
        "Frist 15. desember 2018\nTirsdag 22. januar\n10.00 Velkommen\n", default_year=2019
    )
    assert programme.days[0].date == datetime.date(2019, 1, 22)


@pytest.mark.parametrize(
    ("line", "title", "led_by"),
    [
        ("09.00 Velkommen! Ved biblioteksjef Nina Holm", "Velkommen!", ("Nina Holm",)),
        ("09.00 Lesehunden ved Hanne Lie", "Lesehunden", ("Hanne Lie",)),
        ("09.00 Oppmøte ved kaia", "Oppmøte ved kaia", ()),
        ("09.00 Pause med frukt", "Pause med frukt", ()),
        ("09.00 Kari Nes, rådgiver: Slik søker du", "Slik søker du", ("Kari Nes",)),
        ("09.00 Nye lover (Per Ås)", "Nye lover", ("Per Ås",)),
        (
            "09.00 Åpning v/ Kari Nes og fylkesbiblioteket",
            "Åpning",
            ("Kari Nes", "fylkesbiblioteket"),
        ),
        (
            "09.00 Ordfører Kari Nes ønsker velkommen",
            "Ordfører Kari Nes ønsker velkommen",
            ("Kari Nes",),
        ),
        ("09.00 Ole Moe – «Poesi på bussen»", "Poesi på bussen", ("Ole Moe",)),
        ("09.00 Hilsen fra departementet", "Hilsen fra departementet", ()),
        ("09.00 Panel. Ordstyrer: Jon Dal", "Panel", ("Jon Dal",)),
    ],
)
def test_leaders_leave_the_title(line: str, title: str, led_by: tuple[str, ...]) -> None:
    (item,) = items(line)
    assert (item.title, item.led_by) == (title, led_by)


def test_ranges_broken_by_a_narrow_column_are_joined() -> None:
    found = items(
        "10.00 –    Hva skjer når biblioteket\n10.45      flytter inn?\n           v/ Kari Lunde\n"
        "10.45 –    Pause\n11.00\n"
    )
    assert [(i.start, i.end, i.title, i.led_by, i.lines) for i in found] == [
        ("10:00", "10:45", "Hva skjer når biblioteket flytter inn?", ("Kari Lunde",), (0, 1, 2)),
        ("10:45", "11:00", "Pause", (), (3, 4)),
    ]


def test_publishing_stamp_is_no_item() -> None:
    programme = read_programme(
        "03.03.2020 12:30\nNår: 22. april 2020\n10.00 Velkommen\n11.00 Lunsj\n",
        default_year=2024,
    )
    assert [(d.date, len(d.items)) for d in programme.days] == [(datetime.date(2020, 4, 22), 2)]


def test_numbered_agenda_keeps_its_times() -> None:
    assert brief("1. 09.00 Godkjenning\n2. 09.10 Økonomi (20 min)\n") == [
        ("09:00", "09:10", "Godkjenning"),
        ("09:10", "09:30", "Økonomi"),
    ]


def test_time_at_the_end_of_a_line_fills_a_gap() -> None:
    assert brief("10.00 Velkommen\nLunsj 12.00–13.00\n13.00 Verksted\n")[1] == (
        "12:00",
        "13:00",
        "Lunsj",
    )


def test_line_uses_place_every_line() -> None:
    programme = read_programme(
        "Velkommen til kurs\n\nFredag 3. mai\n10.00 Start\nTa med penn\n", default_year=2024
    )
    assert [(u.use, u.day_index, u.item_index) for u in programme.line_uses] == [
        ("ignored", None, None),
        ("blank", None, None),
        ("day", 0, None),
        ("item", 0, 0),
        ("item", 0, 0),
        ("blank", None, None),
    ]
    assert programme.ignored == ("Velkommen til kurs",)
    assert programme.days[0].items[0].lines == (3, 4)


def test_empty_text_gives_an_empty_programme() -> None:
    assert read_programme("", default_year=2024).as_json() == {
        "language": "nb",
        "default_year": 2024,
        "days": [],
        "ignored": [],
    }
