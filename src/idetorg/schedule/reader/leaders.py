"""Who leads: persons, groups with a role, and where they stand in a title."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from .lexicon import EXACT, Vocabulary
from .lexicon import vocabulary as vocabulary_of
from .names import FIRST_NAMES

_TOKEN = re.compile(r"[^\W\d_][\w'’.-]*")
_INITIAL = re.compile(r"(?:[A-ZÆØÅÄÖÜ]\.?-?){1,3}")
_PARTICLES = frozenset(
    [
        "von",
        "van",
        "de",
        "der",
        "den",
        "di",
        "da",
        "del",
        "la",
        "le",
        "af",
        "av",
        "bin",
        "ibn",
        "al",
        "el",
        "zu",
        "ter",
        "ten",
        "du",
    ]
)
_COURTESY = frozenset(
    [
        "frau",
        "herr",
        "hr",
        "fr",
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "herra",
        "rouva",
        "fru",
    ]
)
_TITLES = frozenset(["dr", "prof", "professor", "phd", "ph.d", "mag", "cand", "dipl", "ing"])
_BRACKETED = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")


@dataclass(frozen=True)
class Chunk:
    """One piece of a list of leaders.

    ``name`` is a person's name; ``worth`` how sure that is (2 sure, 1.5 a role before one
    name, 0.6 a lone first name, 0.5 the shape of a name, 0 none). ``tail`` is what follows
    the name in the same piece; ``joined`` tells that "and" stands before it.
    """

    text: str
    name: str | None
    worth: float
    role: bool
    tail: str
    joined: bool
    before: str


@dataclass(frozen=True)
class Speakers:
    """A phrase read as a list of leaders. ``worth`` is that of the surest person in it."""

    names: tuple[str, ...]
    persons: tuple[str, ...]
    worth: float
    head_worth: float
    head_role: bool
    head_name: bool
    explained: bool
    subject: bool


NOBODY = Speakers((), (), 0, 0, False, False, False, False)


class Leaders:
    """Finds leaders in the words of one language."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.code = vocabulary.code

    # ------------------------------------------------------------ patterns

    @cached_property
    def _split(self) -> re.Pattern[str]:
        joiners = self.vocabulary.joiners.alternatives()
        return re.compile(
            rf"\s*(?P<and>(?:(?<!\w)(?:{joiners})(?!\w)|&|\+))\s*|\s*(?P<sep>[,;/·•|])\s*"
            r"|\s+(?P<dash>[–—-])\s+",
            re.IGNORECASE,
        )

    @cached_property
    def slash_marker(self) -> re.Pattern[str]:
        """ "v/", "v.", "led by": whatever follows leads."""
        words = [
            w for w in self.vocabulary.by.alternatives().split("|") if w.strip() not in ("ved", "v")
        ]
        plain = "|".join(w for w in words if w) or r"(?!)"
        return re.compile(
            rf"(?:^|(?<=[\s,;(.!?–-]))(?:v\s?/\s*|v[.:]\s+(?=[^\W\d_])|(?:{plain})(?!\w)\s*:?\s*)"
            r"(?=\S)",
            re.IGNORECASE,
        )

    @cached_property
    def person_marker(self) -> re.Pattern[str]:
        """ "ved", "with", "by", "von": leads when a person or a role follows."""
        words = {w for w in self.vocabulary.by_person.alternatives().split("|") if w}
        if "ved" in self.vocabulary.by.exact:
            words.add("ved")
        if not words:
            words = {"(?!)"}
        return re.compile(
            rf"(?:^|(?<=[\s,;(–-]))(?P<w>{'|'.join(sorted(words, key=lambda w: (-len(w), w)))})"
            r"(?:(?<=/)\s*|\s*:\s*|\s+)(?=\S)",
            re.IGNORECASE,
        )

    @cached_property
    def label(self) -> re.Pattern[str]:
        """ "Moderator: ", "Speakers – ", "Moderator Sofia"."""
        words = self.vocabulary.speaker_labels.alternatives()
        return re.compile(
            rf"(?:^|(?<=[\s,;.(–-]))(?P<label>{words})(?P<colon>\s*:\s*|\s+[–-]\s+|\s+)(?=\S)",
            re.IGNORECASE,
        )

    # ------------------------------------------------------------ phrases

    def speakers(self, phrase: str) -> Speakers:
        """A phrase read as leaders: persons by name alone, else groups as written."""
        chunks = self._chunks(phrase[:400])
        if not chunks:
            return NOBODY
        persons = [c for c in chunks if c.name and c.worth >= 0.5]
        sure = [c for c in persons if c.worth >= 1.5]
        if sure:
            chosen = self._with_persons(chunks)
        elif persons:
            chosen = self._loose(chunks)
        else:
            chosen = [self._as_written(c.text) for c in chunks if c.text]
        head = chunks[0]
        names = tuple(dict.fromkeys(n for n in chosen if n))
        explained = (
            any(
                c.role or self.vocabulary.organisations.first(c.text)
                for c in chunks
                if c is not head or c.role or c.tail
            )
            or any(
                self.vocabulary.organisations.first(b.group())
                or self.vocabulary.roles.first(b.group())
                for b in _BRACKETED.finditer(phrase[:400])
            )
            or self._house(head.tail)
        )
        subject = any(
            c.name and c.tail and not self._house(c.tail) and not c.role for c in persons[:1]
        ) or bool(
            persons
            and persons[0].name
            and persons[0].tail
            and not self._house(persons[0].tail)
            and persons[0].tail[0].islower()
        )
        return Speakers(
            names,
            tuple(c.name for c in persons if c.name),
            max((c.worth for c in persons), default=0),
            head.worth,
            head.role,
            bool(head.name),
            explained,
            subject,
        )

    def _with_persons(self, chunks: list[Chunk]) -> list[str]:
        """Persons of a list with houses and roles between them."""
        out: list[str] = []
        listed = all(c.name and not c.tail for c in chunks)
        before_was_person = False
        for chunk in chunks:
            known = chunk.worth >= 1.5
            if chunk.name and (
                known
                or (chunk.worth >= 0.5 and (chunk.joined or listed or not out))
                or (chunk.worth == 0.6 and chunk.joined)
            ):
                out.append(chunk.name)
                before_was_person = True
                continue
            if chunk.worth == 0.6 and chunk.name and not out:
                out.append(chunk.name)
                before_was_person = True
                continue
            leads = (chunk.joined and before_was_person) or (not out and not chunk.role)
            if leads and self._is_group(chunk.text):
                out.append(self._as_written(chunk.text))
            before_was_person = False
        return out

    def _loose(self, chunks: list[Chunk]) -> list[str]:
        """A list without a sure person: first names and groups as written."""
        out: list[str] = []
        shaped = any(c.worth == 0.5 for c in chunks)
        for n, chunk in enumerate(chunks):
            if chunk.name and chunk.worth >= 0.5:
                if (
                    n
                    and chunk.worth == 0.5
                    and not chunk.joined
                    and not all(c.worth >= 0.5 for c in chunks)
                ):
                    continue
                out.append(chunk.name)
            elif (not shaped and chunk.text) or (chunk.joined and self._is_group(chunk.text)):
                out.append(self._as_written(chunk.text))
        return out

    def _is_group(self, text: str) -> bool:
        vocabulary = self.vocabulary
        word = text.split()[0] if text.split() else ""
        return bool(
            vocabulary.groups.first(text)
            or vocabulary.organisations.first(text)
            or vocabulary.roles.first(text)
        ) and bool(word)

    def _as_written(self, text: str) -> str:
        return _BRACKETED.sub("", text).strip(" .,;:–—-/")

    def _house(self, tail: str) -> bool:
        tail = tail.lstrip()
        return bool(tail) and (tail[0] in "(,/" or self.vocabulary.house.at_start(tail) > 0)

    def _chunks(self, phrase: str) -> list[Chunk]:
        bare = _BRACKETED.sub(" ", phrase)
        pieces: list[tuple[str, bool, str]] = []
        at, joined, sign = 0, False, ""
        for match in self._split.finditer(bare):
            pieces.append((bare[at : match.start()], joined, sign))
            joined, sign, at = bool(match["and"]), match.group().strip(), match.end()
        pieces.append((bare[at:], joined, sign))
        out: list[Chunk] = []
        carried = False
        for piece, is_joined, before in pieces[:40]:
            text = piece.strip(" .,;:–—-\"“”«»'")
            if not text:
                carried = carried or is_joined
                continue
            out.append(self._chunk(text, is_joined or carried, before))
            carried = False
        return out

    def _chunk(self, text: str, joined: bool, before: str) -> Chunk:
        tokens = text.split()[:24]
        role_at = [n for n, t in enumerate(tokens) if self._is_role(t)]
        start = None
        known = False
        for n, token in enumerate(tokens):
            if self._first_name(token) and (
                n == 0
                or (role_at and role_at[0] < n)
                or tokens[n - 1].lower().strip(".") in _COURTESY | _TITLES
            ):
                start, known = n, True
                break
        if start is None and role_at and role_at[0] + 1 < len(tokens):
            for n in range(role_at[-1] + 1, len(tokens)):
                if self._name_like(tokens[n]):
                    if not self.vocabulary.house.rank(tokens[n - 1]):
                        start = n
                    break
        if start is None and tokens and self._name_like(tokens[0]):
            start = 0
        if start is None:
            return Chunk(text, None, 0, bool(role_at), "", joined, before)
        stop = self._name_stop(tokens, start)
        courtesy = ""
        if start and tokens[start - 1].lower().strip(".") in _COURTESY - _TITLES:
            courtesy = tokens[start - 1] + " "
        length = stop - start
        tail = " ".join(tokens[stop:])
        role_before = any(n < start for n in role_at) or (
            start > 0 and tokens[start - 1].lower().strip(".") in _COURTESY | _TITLES
        )
        name = " ".join(tokens[start:stop]).strip(",;:")
        name = name if _INITIAL.fullmatch(name.split()[-1]) else name.rstrip(".")
        if length == 1 and courtesy and not known:
            name = courtesy + name
        worth = self._worth(tokens[start:stop], known, role_before, start)
        if worth == 1.5 and ((start - 1 not in role_at and not courtesy) or tail):
            worth = 0
        if worth == 0:
            return Chunk(text, None, 0, bool(role_at), "", joined, before)
        return Chunk(text, name, worth, bool(role_at), tail, joined, before)

    def _worth(self, name: list[str], known: bool, role_before: bool, start: int) -> float:
        length = len(name)
        if known and length >= 2:
            return 2
        if role_before and length >= 2:
            return 2
        if role_before and length == 1:
            return 1.5
        if known:
            return 0.6
        if start == 0 and 2 <= length <= 3 and not any(self._everyday(t) for t in name):
            return 0.5
        return 0

    def _name_stop(self, tokens: list[str], start: int) -> int:
        n = start
        while n < len(tokens) and n - start < 4:
            token = tokens[n]
            if n > start and (
                self._is_role(token)
                or (
                    self.vocabulary.organisations.rank(token.strip(".,"))
                    and not self._first_name(tokens[start])
                )
            ):
                break
            if n > start and token.isupper() and len(token) > 3 and not tokens[start].isupper():
                break
            if self._name_like(token) or _INITIAL.fullmatch(token):
                n += 1
                continue
            if (
                n > start
                and token.lower() in _PARTICLES
                and n + 1 < len(tokens)
                and self._name_like(tokens[n + 1])
            ):
                n += 2
                continue
            break
        return max(n, start + 1)

    def _first_name(self, token: str) -> bool:
        token = token.strip(",;:.()")
        return (
            token in FIRST_NAMES
            or ("-" in token and token.split("-")[0] in FIRST_NAMES)
            or (token.isupper() and len(token) > 2 and token.capitalize() in FIRST_NAMES)
        )

    def _name_like(self, token: str) -> bool:
        token = token.strip(",;:()")
        return bool(_TOKEN.fullmatch(token)) and token[0].isupper() and not self._is_role(token)

    def _is_role(self, token: str) -> bool:
        token = token.strip(",;:()")
        if self._first_name(token):
            return False
        plain = token.rstrip(".")
        return (
            self.vocabulary.roles.rank(plain) > 0
            or self.vocabulary.speaker_labels.rank(plain) == EXACT
            or plain.lower() in _TITLES
        )

    def _everyday(self, token: str) -> bool:
        """Whether a word is too common in titles to be half of an unknown name."""
        token = token.strip(".,")
        if self.vocabulary.organisations.rank(token) or self.vocabulary.rooms.rank(token):
            return True
        if token.isupper() and len(token) > 2:
            return True
        return any(
            lex.rank(token)
            for lex in (*self.vocabulary.kinds.values(), *self.vocabulary.english_kinds.values())
        )

    # ------------------------------------------------------------ tests

    def is_speaker_line(self, text: str, *, strict: bool = False) -> bool:
        """Whether a text is nothing but speakers: name, role and house.

        ``strict`` asks for a known name or a role, and is meant for parts of a title.
        """
        text = text.strip()
        if (
            not text
            or len(text) > 300
            or (text[0].islower() and not self.vocabulary.roles.at_start(text))
        ):
            return False
        if text[-1] in "?!:" or self.person_marker.match(text) or self.slash_marker.match(text):
            return False
        found = self.speakers(text)
        if not found.persons or found.subject:
            return False
        before = text[: text.find(found.persons[0])]
        if any(c in before for c in '"“”„«»:?!') or self.person_marker.search(before):
            return False
        if not found.head_name and not found.head_role:
            return False
        if found.head_worth >= 2:
            return True
        if found.worth >= 2 and found.head_role:
            return True
        if found.head_worth >= 1.5:
            return not strict or found.explained
        if found.head_worth == 0.5:
            if found.explained or found.worth >= 2:
                return True
            return not strict and self.code not in ("de", "en") and "," not in text
        return False

    def is_bare_name(self, text: str) -> bool:
        """Whether a text is two or three words in the shape of one unknown name."""
        chunks = self._chunks(text)
        return (
            len(chunks) == 1
            and chunks[0].worth == 0.5
            and not chunks[0].tail
            and chunks[0].text == text.strip(" .")
        )

    def only_first_names(self, text: str) -> bool:
        """Whether a text is first names and nothing else ("Per og Liv")."""
        chunks = self._chunks(text)
        return bool(chunks) and all(c.worth >= 0.6 and not c.tail for c in chunks)

    def leading_subject(self, text: str) -> tuple[str, ...]:
        """Persons who are the subject of a sentence ("Ordfører Kari Nes ønsker velkommen")."""
        words = text.split()
        for n in range(min(len(words), 6)):
            if words[n][:1].islower() and n == 0 and not self._is_role(words[0]):
                return ()
        chunk = self._chunk(self._split.split(text)[0] or "", False, "") if text else None
        if chunk is None or chunk.name is None or chunk.worth < 2 or len(chunk.name.split()) < 2:
            return ()
        if not chunk.text.startswith(chunk.name) and not chunk.role:
            return ()
        found = self.speakers(text)
        persons = [p for p in found.persons if len(p.split()) > 1]
        return tuple(persons[:4])


@lru_cache(maxsize=16)
def leaders_of(code: str) -> Leaders:
    """The finder for a language code."""
    return Leaders(vocabulary_of(code))
