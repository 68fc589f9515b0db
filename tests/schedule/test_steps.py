"""Steps proposed from kind and words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from idetorg.schedule.reader import read_programme
from idetorg.schedule.reader.kinds import KINDS
from idetorg.schedule.steps import (
    StepProposal,
    minutes_of,
    propose_for_programme,
    propose_steps,
)
from tests.schedule.reader.test_cases import CASES, NAMES

STEP_KINDS = {
    "travel", "meal", "break", "talk", "showcase", "remote", "inspiration", "market", "group",
    "plenary", "writing", "evaluation",
}  # fmt: skip


def test_own_seminar_gets_its_steps() -> None:
    text = (CASES / "000-bibliotekromseminar.txt").read_text(encoding="utf-8")
    programme = read_programme(text, default_year=2013)

    found = {
        (place[0], programme.days[place[0]].items[place[1]].start): steps
        for place, steps in propose_for_programme(programme).items()
    }

    assert found == {
        (0, "11:00"): [StepProposal("travel", 60)],
        (0, "12:00"): [StepProposal("meal", 60)],
        (0, "13:00"): [StepProposal("talk", 30)],
        (0, "13:30"): [
            StepProposal("showcase", 75),
            StepProposal("remote", 15, title="Gratangen bibliotek"),
            StepProposal("remote", 15, title="Lenvik bibliotek"),
        ],
        (0, "15:15"): [StepProposal("inspiration", 30)],
        (0, "15:45"): [StepProposal("break", 30)],
        (0, "16:15"): [StepProposal("market", 45), StepProposal("group", 60)],
        (1, "09:00"): [StepProposal("plenary", 30, variant="threads")],
        (1, "09:30"): [StepProposal("group", 120)],
        (1, "11:30"): [
            StepProposal("plenary", 50, variant="harvest"),
            StepProposal("writing", 25, proposed=True),
            StepProposal("evaluation", 10, proposed=True),
            StepProposal("plenary", 5),
        ],
        (1, "13:00"): [StepProposal("meal", 60)],
        (1, "14:00"): [StepProposal("travel", 60)],
    }


@pytest.mark.parametrize("name", NAMES)
def test_steps_fill_their_items(name: str) -> None:
    text = (CASES / f"{name}.txt").read_text(encoding="utf-8")
    programme = read_programme(text, default_year=2020)
    proposals = propose_for_programme(programme)

    assert len(proposals) == sum(len(day.items) for day in programme.days)
    for (day, item), steps in proposals.items():
        minutes = minutes_of(programme.days[day].items[item])
        assert all(s.minutes > 0 for s in steps)
        assert minutes is None or sum(s.minutes for s in steps) == minutes
    assert sum(s.kind == "writing" for steps in proposals.values() for s in steps) <= 1


@settings(deadline=None, max_examples=200, derandomize=True)
@given(
    kind=st.sampled_from(KINDS),
    title=st.sampled_from(
        ["", "Idétorg", "Skype til Oslo, Bergen og Vik", "Oppsummering", "Vi samler trådene",
         "Inspirasjon", "Se hva vi har fått til!", "Slutt", "Omvisning", "Evaluering"]
    ),
    minutes=st.one_of(st.none(), st.integers(min_value=0, max_value=1439)),
    closing=st.booleans(),
    later=st.booleans(),
)  # fmt: skip
def test_minutes_always_sum(
    kind: str, title: str, minutes: int | None, closing: bool, later: bool
) -> None:
    steps = propose_steps(
        kind=kind, title=title, description="", minutes=minutes, closing=closing,
        has_previous_day=later,
    )  # fmt: skip
    assert steps
    assert {s.kind for s in steps} <= STEP_KINDS
    assert minutes is None or sum(s.minutes for s in steps) == minutes


def test_writing_is_proposed_only_in_the_closing_plenary() -> None:
    plain = propose_steps(kind="plenary", title="Diskusjon", description="", minutes=90)
    assert plain == [StepProposal("plenary", 90)]


def test_printed_evaluation_is_not_marked_as_proposed() -> None:
    steps = propose_steps(
        kind="plenary", title="Oppsummering og evaluering", description="", minutes=90,
        closing=True,
    )  # fmt: skip
    assert [(s.kind, s.proposed) for s in steps] == [
        ("plenary", False),
        ("writing", True),
        ("evaluation", False),
        ("plenary", False),
    ]
