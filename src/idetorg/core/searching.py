"""Search in words, without the database's own idea of letters. Pure Python."""

import unicodedata
from collections.abc import Iterable

# A keyboard without Northern Sámi letters finds the words all the same.
_PLAIN = str.maketrans("áčđŋšŧž", "acdnstz")


def fold(text: str) -> str:
    """Return text as it is compared: small letters, one form of each, Sámi letters as plain."""
    return unicodedata.normalize("NFC", text).casefold().translate(_PLAIN)


def is_in(query: str, texts: Iterable[str]) -> bool:
    """Tell whether each word of a query stands somewhere in the texts. An empty query does."""
    whole = fold("\n".join(texts))
    return all(word in whole for word in fold(query).split())
