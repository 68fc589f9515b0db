"""Sessions that run at the same time, and their labels."""

import re
from dataclasses import dataclass

from .lexicon import Vocabulary

_WORD_LABEL = re.compile(
    r"(?P<word>[^\W\d_]{2,24}|[^\W\d_]{2,12}\s[^\W\d_]{2,12})[\s-]*(?:nr\.?\s*)?"
    r"(?P<label>[A-Z]\d{0,2}|\d{1,2}[A-Za-z]?|I{1,3}V?)(?!\w)(?!\s*[.:]\d)"
)
_PLAIN_LABEL = re.compile(r"(?P<label>[A-Z]\d{0,2}|\d{1,2}[A-Z]?)(?:[.):]\s+|\s+[–—-]\s+)(?=\S)")
_SIGNS = re.compile(r"[\s:.)–—|,-]*")
#: words that can only mean a track, not the title's own numbering ("Økt 1", "Workshop 2")
_ONLY_TRACKS = re.compile(
    r"(?:parallel|spor|spår|track|stream|strand|strang|schiene|polku|rata|rinnakkais)",
    re.IGNORECASE,
)
_WORKSHOP = re.compile(
    r"workshop|verkst|værkst|työpaja|gruppe|grupp|arbeitsgr|ryhmä", re.IGNORECASE
)
_TOGETHER = re.compile(
    r"(?:felles|fælles|gemensam\w*|yhtei\w+|all tracks|everyone|plenary|plenum|gemeinsam\w*|alle)"
    r"\s*:?\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Label:
    """A track label that opens a text, and the text after it."""

    label: str
    rest: str
    worded: bool
    only_track: bool
    workshop: bool = False


def word_label(text: str, vocabulary: Vocabulary) -> Label | None:
    """ "Parallell A (room): Title", "Workshop 2 – Title"."""
    match = _WORD_LABEL.match(text)
    if not match:
        return None
    words = match["word"].split()
    if not (
        vocabulary.tracks.rank(words[-1])
        or vocabulary.tracks.rank(words[0])
        or vocabulary.parallel.rank(words[0])
    ):
        return None
    rest = text[match.end() :]
    if rest and rest[0].isalnum():
        return None
    if rest[:1] == " " and rest.lstrip()[:1].islower():
        return None  # "Gruppe 2 legger fram"
    gap = _SIGNS.match(rest)
    return Label(
        match["label"],
        rest[gap.end() if gap else 0 :].strip(),
        True,
        bool(_ONLY_TRACKS.match(match["word"])),
        bool(_WORKSHOP.match(match["word"])),
    )


def plain_label(text: str) -> Label | None:
    """ "A. Title", "B1: Title", "2) Title"."""
    match = _PLAIN_LABEL.match(text)
    if not match:
        return None
    return Label(match["label"], text[match.end() :].strip(), False, False)


def is_together(text: str) -> bool:
    """Whether a line says that the tracks meet again."""
    return bool(_TOGETHER.fullmatch(text))


def announces(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a title announces a block of sessions to choose from."""
    return text in vocabulary.parallel
