"""Word lists that can be asked, and the vocabulary of one language."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache

from .words import LANGUAGES, READ_ALONG

WORD = re.compile(r"\w+")

#: How sure a hit is: a part of a word counts less than the word.
PREFIX, SUFFIX, EXACT, PHRASE = 1, 2, 3, 4


@dataclass(frozen=True)
class Hit:
    """Where a list matched: text[start:end], and how (PREFIX to PHRASE)."""

    start: int
    end: int
    rank: int


def _phrase_regex(pattern: str) -> str:
    body = re.escape(pattern).replace(r"\*", r"\w*").replace("_", r"[ ]+").replace(r"\ ", " ")
    if pattern[0] == "^":
        body, head = re.escape(pattern[1:]).replace(r"\*", r"\w*").replace("_", r"[ ]+"), "^"
        body = body.replace(r"\$", r"\W*$")
    else:
        head = r"(?<!\w)" if pattern[0] == "*" or pattern[0].isalnum() else ""
    tail = r"(?!\w)" if pattern[-1].isalnum() else ""
    return f"{head}{body}{tail}"


class Lexicon:
    """A list of word patterns (see ``words.shape``), asked in time linear in the text."""

    def __init__(self, *texts: str) -> None:
        self.exact: set[str] = set()
        self.prefixes: set[str] = set()
        self.suffixes: set[str] = set()
        self.inner: set[str] = set()
        phrases: set[str] = set()
        for pattern in " ".join(texts).lower().split():
            core = pattern.strip("*")
            if not re.fullmatch(r"[^\W_]+", core):
                phrases.add(pattern)
            elif pattern.startswith("*") and pattern.endswith("*"):
                self.inner.add(core)
            elif pattern.startswith("*"):
                self.suffixes.add(core)
            elif pattern.endswith("*"):
                self.prefixes.add(core)
            else:
                self.exact.add(core)
        ordered = sorted(phrases, key=lambda p: (-len(p), p))
        self._phrases = re.compile("|".join(_phrase_regex(p) for p in ordered)) if ordered else None
        self._known: dict[str, int] = {}

    def rank(self, word: str) -> int:
        """PREFIX, SUFFIX or EXACT for a single word; 0 when it is not in the list."""
        word = word.lower()
        if word in self._known:
            return self._known[word]
        found = self._rank(word[:60])
        if len(self._known) < 5000:
            self._known[word] = found
        return found

    def _rank(self, word: str) -> int:
        if word in self.exact:
            return EXACT
        if any(word[i:] in self.suffixes for i in range(len(word))):
            return SUFFIX
        if any(word[:i] in self.prefixes for i in range(1, len(word) + 1)):
            return PREFIX
        if any(part in word for part in self.inner):
            return PREFIX
        return 0

    def first(self, text: str) -> Hit | None:
        """The earliest hit; of those that start together the surest, then the longest."""
        text = text.lower()
        best: Hit | None = None
        for match in WORD.finditer(text):
            rank = self.rank(match.group())
            if rank:
                best = Hit(match.start(), match.end(), rank)
                break
        if self._phrases and (said := self._phrases.search(text)):
            phrase = Hit(said.start(), said.end(), PHRASE)
            if best is None or phrase.start <= best.start:
                best = phrase
        return best

    def __contains__(self, text: object) -> bool:
        return isinstance(text, str) and self.first(text) is not None

    def whole(self, text: str) -> bool:
        """Whether the text is one entry of the list and nothing else."""
        text = text.strip().lower()
        if WORD.fullmatch(text):
            return self.rank(text) > 0
        return bool(self._phrases and self._phrases.fullmatch(text))

    def at_start(self, text: str) -> int:
        """Length of the entry the text opens with; 0 when there is none."""
        lowered = text.lower()
        if self._phrases and (match := self._phrases.match(lowered)):
            return match.end()
        match = WORD.match(lowered)
        return match.end() if match and self.rank(match.group()) else 0

    def alternatives(self) -> str:
        """The exact entries as regex alternatives, longest first (for markers)."""
        found = [re.escape(w) for w in sorted(self.exact, key=lambda w: (-len(w), w))]
        if self._phrases:
            found = [self._phrases.pattern, *found]
        return "|".join(found)


class Vocabulary:
    """The lists of one language with those read along with it, each built when asked for."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.codes = READ_ALONG[code]
        self.words = [LANGUAGES[c] for c in self.codes]

    def _lexicon(self, field: str, *, english: bool = False) -> Lexicon:
        texts = [getattr(w, field) for w in self.words]
        if english and "en" not in self.codes:
            texts.append(getattr(LANGUAGES["en"], field))
        return Lexicon(*texts)

    @cached_property
    def day_parts(self) -> Lexicon:
        return self._lexicon("day_parts")

    @cached_property
    def before_date(self) -> Lexicon:
        return self._lexicon("before_date")

    @cached_property
    def programme(self) -> Lexicon:
        return self._lexicon("programme", english=True)

    @cached_property
    def head_time(self) -> Lexicon:
        return self._lexicon("head_time")

    @cached_property
    def head_what(self) -> Lexicon:
        return self._lexicon("head_what")

    @cached_property
    def head_who(self) -> Lexicon:
        return self._lexicon("head_who")

    @cached_property
    def head_where(self) -> Lexicon:
        return self._lexicon("head_where")

    @cached_property
    def deadline(self) -> Lexicon:
        return self._lexicon("deadline")

    @cached_property
    def labels(self) -> Lexicon:
        return self._lexicon("labels")

    @cached_property
    def footer(self) -> Lexicon:
        return self._lexicon("footer")

    @cached_property
    def limit(self) -> Lexicon:
        return self._lexicon("limit")

    @cached_property
    def by(self) -> Lexicon:
        return self._lexicon("by", english=True)

    @cached_property
    def by_person(self) -> Lexicon:
        return self._lexicon("by_person")

    @cached_property
    def speaker_labels(self) -> Lexicon:
        return self._lexicon("speaker_labels", english=True)

    @cached_property
    def joiners(self) -> Lexicon:
        return self._lexicon("joiners")

    @cached_property
    def house(self) -> Lexicon:
        return self._lexicon("house")

    @cached_property
    def roles(self) -> Lexicon:
        return self._lexicon("roles", english=True)

    @cached_property
    def groups(self) -> Lexicon:
        return self._lexicon("groups")

    @cached_property
    def organisations(self) -> Lexicon:
        return self._lexicon("organisations", english=True)

    @cached_property
    def rooms(self) -> Lexicon:
        return self._lexicon("rooms", english=True)

    @cached_property
    def parallel(self) -> Lexicon:
        return self._lexicon("parallel", english=True)

    @cached_property
    def tracks(self) -> Lexicon:
        return self._lexicon("tracks", english=True)

    @cached_property
    def open_ends(self) -> Lexicon:
        return self._lexicon("open_ends")

    @cached_property
    def continued(self) -> Lexicon:
        return self._lexicon("continued", english=True)

    @cached_property
    def kinds(self) -> dict[str, Lexicon]:
        """Kind → list; the language's own words first, then the English ones."""
        names = list(LANGUAGES["en"].kinds)
        return {k: Lexicon(*(w.kinds.get(k, "") for w in self.words)) for k in names}

    @cached_property
    def english_kinds(self) -> dict[str, Lexicon]:
        return {k: Lexicon(text) for k, text in LANGUAGES["en"].kinds.items()}


@lru_cache(maxsize=16)
def vocabulary(code: str) -> Vocabulary:
    """The vocabulary of a language code (nb, nn, sv, da, fi, en, de)."""
    return Vocabulary(code)


@lru_cache(maxsize=1)
def _common() -> dict[str, frozenset[str]]:
    return {c: frozenset(w.common.split()) for c, w in LANGUAGES.items()}


@lru_cache(maxsize=1)
def _calendar() -> dict[str, Lexicon]:
    return {
        c: Lexicon(
            *(p for texts in (w.weekdays, w.months) for t in texts for p in t.split() if len(p) > 4)
        )
        for c, w in LANGUAGES.items()
    }


def language_of(text: str) -> str:
    """The likeliest language by its small words, weekdays and months; Bokmål when all tie."""
    counts = Counter(WORD.findall(text[:20_000].lower()))
    scores = dict.fromkeys(LANGUAGES, 0.0)
    for code, small in _common().items():
        scores[code] += sum(min(n, 6) for word, n in counts.items() if word in small)
        calendar = _calendar()[code]
        scores[code] += 2 * sum(min(n, 6) for word, n in counts.items() if calendar.rank(word))
    return max(scores, key=lambda c: (scores[c], -list(LANGUAGES).index(c)))
