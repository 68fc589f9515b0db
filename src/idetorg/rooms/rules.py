"""Rules of the rooms, without a database."""

from idetorg.rooms.errors import NotAQuestion, NoWords

SHEET_FIELDS = ("know", "wonder", "notes")
HARVEST_FIELDS = ("found_out", "still_hard", "need_from_others")
LONGEST_FIELD = 20_000


def clean_words(text: str, longest: int) -> str:
    """Return the words on one line, cut to `longest`; raises NoWords when there are none."""
    words = " ".join(text.replace("\x00", "").split())[:longest]
    if not words:
        raise NoWords
    return words


def clean_question(text: str) -> str:
    """Return a question of at most 200 characters; raises NotAQuestion for anything else."""
    words = clean_words(text, 200)
    if not words.endswith("?"):
        raise NotAQuestion
    return words
