"""axe finds nothing on any page of any role, in any step of the seminar, light or dark."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from .conftest import LAPTOP, PROJECTOR, Server, axe
from .steps import jump, others, room_at

# Where the clock jumps, and what the others have done by then.
STEPS = [
    ("before", ""),
    ("welcome", ""),
    ("showcase", ""),
    ("inspiration", ""),
    ("break", ""),
    ("market", "market"),
    ("groups", "groups"),
    ("work", "sheets"),
    ("threads", "threads"),
    ("plenary", ""),
    ("writing", "tasks"),
    ("evaluation", "evaluation"),
    ("day_14", ""),
]
EACH_STEP = {"participant": ["/now"], "facilitator": ["/lead"], "screen": [""]}
# Pages looked at once, in the step where they have most to show.
ONCE = {
    "before": {
        "participant": ["/pamelding", "/program"],
        "organiser": [
            *("/program/rediger", "/program/lim-inn", "/program/ny", "/om", "/folk"),
            *("/folk/legg-til", "/kjokken", "/buss", "/rom", "/vis-fram", "/inspirasjon"),
        ],
        "stranger": ["/"],
    },
    "market": {
        "participant": ["/idetorg", "/idetorg/skriv"],
        "facilitator": ["/idetorg/stille", "/kode"],
    },
    "groups": {"participant": ["/grupper/hvorfor"], "facilitator": ["/grupper"]},
    "work": {"participant": ["/gruppe", "/gruppe/metode"], "facilitator": ["/logg"]},
    "threads": {"facilitator": ["/trader"]},
    "writing": {
        "participant": ["/oppgave", "/ikke-naa", "/makker", "/mitt"],
        "facilitator": ["/oppgaver", "/oppgaver/papir"],
    },
    "evaluation": {"participant": ["/evaluering"]},
    "day_14": {
        "organiser": [
            "/evaluering/rapport",
            "/oppsummering/rediger",
            "/kompendium",
            "/bilder",
            "/mer",
        ],
        "stranger": ["/"],
    },
}


def open_roles(server: Server, person: Callable[..., Page]) -> dict[str, tuple[Page, str]]:
    """Return each role's page and the seminar's address on its host name."""
    links = server.links
    urls = {
        "participant": links["participants"][0]["url"],
        "organiser": links["organiser"],
        "facilitator": links["facilitator"],
    }
    roles = {
        name: (
            person(url, **({} if name == "participant" else {"viewport": LAPTOP})),
            room_at(url, server),
        )
        for name, url in urls.items()
    }
    roles["screen"] = (person(press=False, viewport=PROJECTOR), links["screen"])
    roles["stranger"] = (person(press=False), links["public"].rstrip("/"))
    return roles


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(server: Server, person: Callable[..., Page], scheme: str) -> None:
    cast = person(press=False, viewport=LAPTOP)
    roles = open_roles(server, person)
    found: list[str] = []
    for page, _room in roles.values():
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for to, deed in STEPS:
        jump(cast, server, to)
        if deed and scheme == "light":  # one demo for both: the others act once
            others(cast, server, deed)
        for role, (page, room) in roles.items():
            for path in [*EACH_STEP.get(role, []), *ONCE.get(to, {}).get(role, [])]:
                answer = page.goto(room + path)
                assert answer
                assert answer.status == 200, f"{to} {role} {path}: {answer.status}"
                found += [f"{to} {role} {line}" for line in axe(page)]
    assert found == []
