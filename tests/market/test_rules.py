"""What counts as a question, and in what order a phone shows the wall."""

import pytest

from idetorg.market.errors import EmptyQuestion
from idetorg.market.rules import clean_question, own_order


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Hvem må si ja?", "Hvem må si ja?"),
        ("  Hvem   må\nsi ja ", "Hvem må si ja?"),
        ("Vi har ikke tid.", "Vi har ikke tid?"),
        ("Gos lea áigi\x00", "Gos lea áigi?"),
    ],
)
def test_question_is_one_line_with_a_question_mark(typed: str, kept: str) -> None:
    assert clean_question(typed) == kept


@pytest.mark.parametrize("typed", ["", "   ", "\x00\n"])
def test_question_without_words_is_refused(typed: str) -> None:
    with pytest.raises(EmptyQuestion):
        clean_question(typed)


def test_long_question_keeps_its_mark_within_the_limit() -> None:
    kept = clean_question("å" * 1000)
    assert len(kept) == 280
    assert kept.endswith("?") or kept == "å" * 280


def test_order_differs_between_phones_and_stays_on_one() -> None:
    problems = range(1, 25)
    first = sorted(problems, key=lambda pk: own_order(pk, 7))
    second = sorted(problems, key=lambda pk: own_order(pk, 8))
    assert first == sorted(problems, key=lambda pk: own_order(pk, 7))
    assert first != second
    assert first != list(problems)
