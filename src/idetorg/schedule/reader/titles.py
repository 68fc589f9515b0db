"""Title, leaders, room and description out of the texts of one item."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from .leaders import Leaders
from .lexicon import Vocabulary
from .times import read_duration, read_time, skip_prefix

TITLE_CAP = 400
#: How many sentences, markers or commas of one text are looked at.
SENTENCES_READ = 24
TRIES = 10

_ABBREVIATIONS = frozenset(
    [
        "bl.a",
        "f.eks",
        "m.m",
        "m.fl",
        "osv",
        "etc",
        "mm",
        "dvs",
        "evt",
        "inkl",
        "ekskl",
        "kl",
        "ca",
        "nr",
        "tlf",
        "ev",
        "jf",
        "jfr",
        "pga",
        "ifm",
        "mht",
        "s.k",
        "t.ex",
        "bl",
        "o.s.v",
        "m.v",
        "mv",
        "d.v.s",
        "prof",
        "dr",
        "mag",
        "dipl",
        "ing",
        "st",
        "z.b",
        "u.a",
        "d.h",
        "bzw",
        "usw",
        "inkl",
        "vgl",
        "str",
        "mr",
        "mrs",
        "ms",
        "vs",
        "e.g",
        "i.e",
        "feat",
        "no",
        "vol",
        "approx",
        "esim",
        "mm",
        "jne",
        "ym",
        "ks",
        "klo",
        "n",
        "v",
        "div",
        "adm",
        "dir",
        "ass",
        "int",
        "forts",
        "cont",
        "red",
        "spm",
        "ped",
        "lic",
        "fil",
        "med",
        "em",
        "prel",
        "resp",
        "min",
        "max",
        "gr",
    ]
)
_BREAK = re.compile(r"(?P<end>[.!?]+[\"”»’']?)(?P<gap>\s*)(?=[\"“”«»„‘(]?[^\W\d_])")
_BRACKET = re.compile(r"\s*[(\[](?P<in>[^()\[\]]*)[)\]]")
_QUOTES = {"“": "”", "”": "”", "«": "»", "»": "«", '"': '"', "„": "“", "‘": "’", "’": "’"}
_EDGE = " \t,;:–—-.|/"
_HEAD_EDGE = " \t,;:–—-|/•."
_DASH = re.compile(r"\s+[–—-]\s+")
_TAIL_DURATION = re.compile(r"[\s,;:–—-]+(?=(?:ca\.?\s?)?(?:\d|½)[^,;]{0,24}$)")
_BETWEEN = re.compile(r"\b(?:mellom|mellan|mellem|between|zwischen)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Text:
    """A text line under an item: where it stands and how it is set."""

    number: int
    text: str
    bullet: bool
    blank_before: bool
    indent: int = 0


@dataclass
class Reading:
    """What the texts of an item say."""

    title: str = ""
    led_by: list[str] = field(default_factory=list)
    room: str | None = None
    description: list[str] = field(default_factory=list)
    end: int | None = None
    duration: int | None = None
    guessed: bool = False

    def lead(self, names: Sequence[str]) -> None:
        """Add leaders, each once."""
        for name in names:
            if name and name not in self.led_by and len(self.led_by) < 40:
                self.led_by.append(name)


def sentences(text: str) -> list[str]:
    """The sentences of a text, cut at . ! ? before a capital, lost line breaks included."""
    parts: list[str] = []
    at = 0
    for match in _BREAK.finditer(text):
        following = text[match.end() : match.end() + 2].lstrip('"“”«»„‘(')
        if not match["gap"] and text[match.end() : match.end() + 2] in ("v/", "v."):
            pass
        elif not following[:1].isupper():
            continue
        if match["end"][0] == "." and _abbreviated(
            text[max(at, match.start() - 40) : match.start()], match
        ):
            continue
        if len(parts) >= SENTENCES_READ:
            break
        parts.append(text[at : match.end("end")].strip())
        at = match.end()
    parts.append(text[at:].strip())
    return [p for p in parts if p]


def _abbreviated(before: str, match: re.Match[str]) -> bool:
    tail = before[-40:].split()
    word = tail[-1].lstrip('(["«“”„/').lower() if tail and not before[-1].isspace() else ""
    if not word:
        return True
    if len(match["end"].rstrip("\"”»’'")) > 1 and not word:
        return True
    word = word.rsplit("/", 1)[-1]
    if len(word) == 1 or word in _ABBREVIATIONS:
        return True
    if re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]{1,2}", word):
        return True
    return word.isdigit() and len(word) <= 2


class Titles:
    """Reads the texts of items in the words of one language."""

    def __init__(self, vocabulary: Vocabulary, leaders: Leaders) -> None:
        self.vocabulary = vocabulary
        self.leaders = leaders

    # ------------------------------------------------------------ whole items

    def read(self, head: str, body: Sequence[Text], *, who: str = "", room: str = "") -> Reading:
        """The reading of an item: ``head`` is the text of its time's line, which may be empty."""
        reading = Reading()
        text, rest = self._head_and_rest(head, list(body))
        text = self._without_durations(text, reading)
        if room:
            reading.room = room
        text = self._brackets(text, reading)
        parts = sentences(text)
        if (
            parts
            and rest
            and self.leaders.is_speaker_line(text, strict=True)
            and not rest[0].bullet
        ):
            # the speaker stands above the title
            follower = rest[0].text
            if not self.leaders.is_speaker_line(follower) and not self.marker_opens(follower):
                reading.lead(self.leaders.speakers(text).names)
                text, rest = self._head_and_rest("", rest)
                text = self._brackets(self._without_durations(text, reading), reading)
                parts = sentences(text)
        if parts:
            self._title(parts, reading)
        if who:
            reading.lead(self.leaders.speakers(who).names)
        for line in self._joined(rest):
            self._body_line(line, reading)
        reading.title = self._polish(reading.title)
        return reading

    def _joined(self, lines: list[Text]) -> list[Text]:
        """Speaker lines that go on in the next line ("v/ Kari Nes, Vik" / "og Per Ås, Dal")."""
        out: list[Text] = []
        for line in lines:
            if (
                out
                and not line.bullet
                and self.vocabulary.joiners.at_start(line.text)
                and (
                    line.text[0].islower()
                    and len(out[-1].text) < TITLE_CAP
                    and (
                        self.marker_opens(out[-1].text)
                        or self.leaders.is_speaker_line(out[-1].text)
                    )
                )
            ):
                above = out.pop()
                out.append(replace(above, text=f"{above.text} {line.text}"))
            else:
                out.append(line)
        return out

    def _head_and_rest(self, head: str, rest: list[Text]) -> tuple[str, list[Text]]:
        text = head.strip()
        while not text and rest:
            text = rest.pop(0).text
        while rest and len(text) < TITLE_CAP and self._runs_on(text, rest[0]):
            text = f"{text} {rest.pop(0).text}"
        return text, rest

    def _runs_on(self, text: str, following: Text) -> bool:
        """Whether a title goes on in the next line."""
        nxt = following.text
        if not text or following.bullet or self.marker_opens(nxt) or not nxt:
            return False
        if "@" in nxt or nxt.startswith(("http", "www.")):
            return False
        if text[-1] in ":–—,-":
            return not (text[-1] == ":" and following.blank_before and nxt[0].isdigit())
        if nxt[0].islower():
            return True
        if nxt[0] in "–—":
            return True
        if text.count("(") > text.count(")") and ")" in nxt:
            return True
        opened = sum(text.count(c) for c in '“”„"')
        if opened % 2 and any(c in nxt for c in '”"“'):
            return True
        if text.count("«") > text.count("»") and "»" in nxt:
            return True
        last = text.split()[-1].lower()
        return last in self.vocabulary.open_ends.exact and not following.blank_before

    def marker_opens(self, text: str) -> bool:
        """Whether a line opens with a leader marker ("v/ ...", "Moderator: ...")."""
        return bool(self.leaders.slash_marker.match(text)) or bool(
            (m := self.leaders.label.match(text)) and ":" in m["colon"]
        )

    # ------------------------------------------------------------ pieces of a title

    def _without_durations(self, text: str, reading: Reading) -> str:
        """Take "(45 min)", ", 20 min" and "(senest 14.30)" out of a title."""

        def bracket(match: re.Match[str]) -> str:
            inner = match["in"].strip()
            found = read_duration(inner)
            if found and found[1] >= len(inner.rstrip(" .")):
                reading.duration = reading.duration or found[0]
                return ""
            length = self.vocabulary.limit.at_start(inner)
            at = length if length else 0
            at += len(inner[at:]) - len(inner[at:].lstrip(" -–:"))
            mark = (
                read_time(inner, skip_prefix(inner, at)[0]) if length or inner[:1] in "-–" else None
            )
            if mark and mark.stop >= len(inner.rstrip(" .")):
                reading.end = mark.start
                return ""
            return match.group()

        text = _BRACKET.sub(bracket, text)
        match = _TAIL_DURATION.search(text)
        if match and match.start() > 0:
            found = read_duration(text, match.end())
            bare = text[: match.start()].split()[-1:]
            small = bool(bare) and bare[0].lower() in self.vocabulary.open_ends.exact
            if found and found[1] >= len(text.rstrip(" .")) and not small:
                reading.duration = reading.duration or found[0]
                text = text[: match.start()]
        found = read_duration(text)
        if found and re.match(r"\s*[:–—-]\s*\S", text[found[1] :]):
            reading.duration = reading.duration or found[0]
            text = text[found[1] :].lstrip(_HEAD_EDGE)
        return text.strip()

    def _brackets(self, text: str, reading: Reading) -> str:
        """Take rooms and speakers in brackets out; other brackets stay."""

        def bracket(match: re.Match[str]) -> str:
            inner = match["in"].strip()
            if not inner:
                return ""
            after = match.string[match.end() :]
            person_before = self._person_before(match.string[: match.start()])
            if not person_before and self.leaders.is_speaker_line(inner, strict=True):
                reading.lead(self.leaders.speakers(inner).names)
                return ""
            if not person_before and (
                self.leaders.only_first_names(inner)
                or self.vocabulary.roles.whole(inner)
                or self.vocabulary.groups.whole(inner)
            ):
                reading.lead(self.leaders.speakers(inner).names)
                return ""
            marker = self.leaders.slash_marker.match(inner) or self.leaders.label.match(inner)
            if marker and not person_before:
                reading.lead(self.leaders.speakers(inner[marker.end() :]).names)
                return ""
            if marker_person := self.leaders.person_marker.match(inner):
                tail = inner[marker_person.end() :]
                if self._leads(tail, marker_person["w"].lower()):
                    reading.lead(self.leaders.speakers(tail).names)
                    return ""
            if (
                reading.room is None
                and self.is_room(inner)
                and (not person_before or self._surely_room(inner))
            ):
                reading.room = self._room_text(inner)
                return "" if not after or after[0] in " .:,;–-" else " "
            return match.group()

        return " ".join(_BRACKET.sub(bracket, text).split())

    def _surely_room(self, text: str) -> bool:
        """A room even after a person's name, where a house is as likely."""
        words = text.split()
        return any(c.isdigit() for c in text) or (
            len(words) == 1 and not self.vocabulary.organisations.first(text)
        )

    def _person_before(self, text: str) -> bool:
        """Whether a bracket explains the person in front of it."""
        tail = re.split(r"[,;]|\s(?:og|och|and|und|ja|v/|ved|by|with|von|mit|med)\s|v/\s?", text)[
            -1
        ]
        chunk = self.leaders.speakers(tail.strip())
        return bool(chunk.persons) and tail.strip().endswith(chunk.persons[-1])

    def is_room(self, text: str) -> bool:
        """Whether a short text names a place inside or near the house."""
        text = text.strip()
        if not text or len(text) > 60 or len(text.split()) > 7:
            return False
        if any(c in text for c in "?!"):
            return False
        hit = self.vocabulary.rooms.first(text)
        if hit is None:
            return bool(re.fullmatch(r"[^\W\d_]{3,}\s\d{1,4}[A-Za-z]?", text))
        words = text.split()
        return hit.start == 0 or len(words) <= 4 or text[: hit.start].lower().startswith("i ")

    def _room_text(self, text: str) -> str:
        label = text.split(":", 1)
        if len(label) == 2 and self.vocabulary.head_where.whole(label[0]):
            return label[1].strip(_EDGE)
        return text.strip(_EDGE)

    def _title(self, parts: list[str], reading: Reading) -> None:
        whole = " ".join(parts)
        quoted = self._quoted(whole, reading)
        if quoted is not None:
            reading.title = quoted
            return
        title, names = self.extract(parts[0], title=True)
        guessed = bool(names)
        reading.lead(names)
        n = 1
        while not title and n < len(parts):
            title, names = self.extract(parts[n], title=True)
            reading.lead(names)
            n += 1
        reading.title = title
        reading.guessed = (
            guessed
            and not self.leaders.slash_marker.search(parts[0])
            and (self.leaders.speakers(", ".join(names)).worth < 1.5)
        )
        for sentence in parts[n:]:
            if self._speaker_sentence(sentence, reading):
                continue
            rest, names = self.extract(sentence)
            reading.lead(names or self.leaders.leading_subject(sentence))
            if rest.strip(_EDGE):
                reading.description.append(rest.rstrip(" ,;:–—-"))
        if not reading.title:
            reading.title = parts[0]
            if self.leaders.speakers(parts[0]).worth < 1.5:
                reading.led_by = []
        if not reading.led_by and reading.title:
            reading.lead(self.leaders.leading_subject(reading.title))
        if not reading.led_by and (match := _BETWEEN.search(reading.title)):
            found = self.leaders.speakers(reading.title[match.end() :])
            if found.worth >= 2 and len(found.persons) > 1:
                reading.lead(found.persons)

    def _quoted(self, text: str, reading: Reading) -> str | None:
        """The quotation of `Olav Tinnes, director ”Title”`, when the rest is its speakers."""
        for at, sign in enumerate(text[:TITLE_CAP]):
            if sign not in _QUOTES or sign == "’":
                continue
            stop = text.rfind(_QUOTES[sign], at + 1)
            if stop < 0 and sign == "“":
                stop = text.rfind("“", at + 1)
            if stop <= at + 1:
                return None
            before, after = text[:at].strip(" ,:–—-"), text[stop + 1 :].strip(" ,.:–—-")
            inner = text[at + 1 : stop].strip()
            if not before and not after:
                return inner
            if before and not after and self.leaders.is_speaker_line(before, strict=False):
                reading.lead(self.leaders.speakers(before).names)
                return inner
            if after and not before and self.leaders.is_speaker_line(after, strict=False):
                reading.lead(self.leaders.speakers(after).names)
                return inner
            if not before and after:
                rest, names = self.extract("X " + after, title=True)
                if rest.strip(_EDGE) == "X" and names:
                    reading.lead(names)
                    return inner
            return None
        return None

    def _leads(self, tail: str, word: str) -> bool:
        """Whether what follows "ved", "med", "by" ... is a leader."""
        head = (sentences(tail) or [""])[0]
        found = self.leaders.speakers(head)
        if found.persons and found.head_name and (found.head_worth >= 0.5):
            if found.head_worth == 0.5 and word in (
                "med",
                "med.",
                "m/",
                "mit",
                "with",
                "by",
                "av",
                "af",
                "von",
                "vid",
                "m.",
            ):
                return not found.subject
            return True
        if word == "ved":
            first = head.split()[0] if head.split() else ""
            return (
                first[:1].islower()
                and bool(
                    self.vocabulary.roles.at_start(head) or self.vocabulary.groups.at_start(head)
                )
                and not first.lower().endswith(
                    ("biblioteket", "huset", "salen", "museet", "skolen", "skulen")
                )
            ) or (first.lower() in ("fylkesbiblioteket", "alle"))
        return False

    def extract(self, sentence: str, *, title: bool = False) -> tuple[str, list[str]]:
        """A sentence without its leaders, and the leaders."""
        text = sentence.strip()
        marker = self.leaders.slash_marker.search(text)
        if marker and text[marker.end() :].strip(_EDGE):
            before, tail = text[: marker.start()].rstrip(" ,;:–—(-"), text[marker.end() :]
            if not self._thing(before, tail, marker.group()):
                tail = tail.rstrip(" .)") if not before else tail.rstrip(" .")
                if not before and ": " in tail:
                    tail, before = tail.split(": ", 1)
                dash = _DASH.search(tail)
                if dash and not self.leaders.speakers(tail[dash.end() :]).persons and before:
                    tail = tail[: dash.start()]
                return before, list(self.leaders.speakers(tail).names)
        label = self._label(text)
        if label is not None:
            return label
        head, colon, tail = text.partition(": ")
        if title and colon and self._only_persons(tail) and not self._only_persons(head):
            return head.strip(), list(self.leaders.speakers(tail).names)
        for marker in islice(self.leaders.person_marker.finditer(text), TRIES):
            tail = text[marker.end() :].rstrip(" .)")
            word = marker["w"].lower()
            if self._leads(tail, word) and (marker.start() or not title):
                before = text[: marker.start()].rstrip(" ,;:–—(-")
                names = self._names_only(tail)
                if names:
                    return before, names
        if title:
            return self._apposition(text)
        return text, []

    def _names_only(self, tail: str) -> list[str]:
        dash = _DASH.search(tail)
        if dash and not self.leaders.speakers(tail[dash.end() :]).persons:
            tail = tail[: dash.start()]
        return list(self.leaders.speakers(tail).names)

    def _thing(self, before: str, tail: str, marker: str) -> bool:
        """Whether "v." is no marker here ("v. 2")."""
        return (not before and not tail.strip(" .")) or (
            marker.strip().lower() in ("v.", "v") and tail[:1].isdigit()
        )

    def _label(self, text: str) -> tuple[str, list[str]] | None:
        for match in islice(self.leaders.label.finditer(text), TRIES):
            tail = text[match.end() :].rstrip(" .")
            before = text[: match.start()].rstrip(" ,;:–—(-.")
            colon = ":" in match["colon"]
            found = self.leaders.speakers(tail)
            if colon and found.names and (found.persons or (not before and self._is_group(tail))):
                return before, list(found.names)
            if not colon and found.persons and found.head_name and found.head_worth >= 0.5:
                if before and not text[: match.start()].rstrip().endswith(
                    (",", ".", ";", "–", "-", "(")
                ):
                    continue
                if found.subject:
                    continue
                return before, list(found.names)
        return None

    def _apposition(self, text: str) -> tuple[str, list[str]]:
        """Speakers set off by a comma, a dash, a stroke or a colon."""
        speakers = self.leaders
        colon = text.find(": ")
        if 0 < colon < 160:
            head, tail = text[:colon].strip(), text[colon + 2 :].strip()
            if speakers.is_speaker_line(head, strict=True) and tail:
                return tail, list(speakers.speakers(head).names)
            if self._only_persons(tail) and not self._only_persons(head):
                return head, list(speakers.speakers(tail).names)
        for match in islice(re.finditer(r"\s+/\s*|\s*/\s+|\s+\|\s+", text), TRIES):
            tail = text[match.end() :].strip()
            if (
                speakers.is_speaker_line(tail)
                and match.start()
                and speakers.speakers(tail).worth >= 0.5
            ):
                return text[: match.start()].rstrip(_EDGE), list(speakers.speakers(tail).names)
        for match in islice(re.finditer(r",\s+|\s+[–—-]+\s+", text), TRIES):
            head, tail = text[: match.start()].strip(), text[match.end() :].strip()
            if not head:
                continue
            if not speakers.is_speaker_line(tail, strict=True) and not (
                speakers.is_bare_name(tail)
                and "," not in head
                and ("," in match.group() or speakers.code not in ("de", "en"))
            ):
                continue
            if speakers.is_speaker_line(head, strict=True):
                continue
            return head.rstrip(_EDGE), list(speakers.speakers(tail).names)
        for match in re.finditer(r"\s+[–—-]+\s+", text):
            head, tail = text[: match.start()].strip(), text[match.end() :].strip()
            if (
                tail
                and speakers.is_speaker_line(head, strict=True)
                and not speakers.is_speaker_line(tail, strict=True)
            ):
                return tail, list(speakers.speakers(head).names)
            break
        if speakers.is_speaker_line(text, strict=True) and self.leaders.speakers(text).explained:
            return "", list(speakers.speakers(text).names)
        return text, []

    def _only_persons(self, text: str) -> bool:
        found = self.leaders.speakers(text)
        return (
            bool(found.persons)
            and found.worth >= 2
            and self.leaders.is_speaker_line(text, strict=True)
        )

    def _is_group(self, text: str) -> bool:
        words = self.vocabulary
        return len(text) < 80 and bool(
            words.groups.at_start(text)
            or words.roles.at_start(text)
            or words.organisations.first(text)
        )

    # ------------------------------------------------------------ lines below

    def _speaker_sentence(self, sentence: str, reading: Reading) -> bool:
        bare = sentence.rstrip(" .")
        if self.leaders.is_speaker_line(bare, strict=True):
            reading.lead(self.leaders.speakers(bare).names)
            return True
        return False

    def _body_line(self, line: Text, reading: Reading) -> None:
        text = line.text
        label = text.split(":", 1)
        if len(label) == 2 and self.vocabulary.head_where.whole(label[0].strip()):
            if reading.room is None and len(label[1]) < 80:
                reading.room = label[1].strip(_EDGE) or None
            else:
                reading.description.append(text)
            return
        if reading.room is None and not line.bullet and self._room_line(text):
            reading.room = text.strip(_EDGE)
            return
        if not line.bullet and self.marker_opens(text):
            rest, names = self.extract(text)
            reading.lead(names)
            if rest.strip(_EDGE):
                reading.description.append(rest.strip())
            return
        whole_line = text.rstrip(" .")
        if self.leaders.is_speaker_line(whole_line):
            reading.lead(self.leaders.speakers(whole_line).names)
            if line.bullet:
                reading.description.append(text)
            return
        kept: list[str] = []
        for sentence in sentences(text):
            bare = sentence.rstrip(" .")
            if self.leaders.is_speaker_line(bare, strict=True):
                reading.lead(self.leaders.speakers(bare).names)
                if line.bullet:
                    kept.append(sentence)
                continue
            if subject := self.leaders.leading_subject(bare):
                reading.lead(subject)
                kept.append(sentence)
                continue
            rest, names = self.extract(sentence, title=line.bullet)
            reading.lead(names)
            if names and line.bullet:
                rest = rest or sentence
            if rest.strip(_EDGE):
                kept.append(rest.strip() if not names else rest.rstrip(" ,;:–—-"))
        if kept:
            reading.description.append(" ".join(kept))

    def _room_line(self, text: str) -> bool:
        words = text.split()
        if len(words) > 4 or not self.is_room(text) or text[-1] in ".!?:":
            return False
        if any(w.lower() in self.vocabulary.open_ends.exact for w in words[1:]):
            return False
        hit = self.vocabulary.rooms.first(text)
        if hit is None:
            return False
        generic = text[hit.start : hit.end].lower()
        return (
            len(words) == 1
            or (hit.start == 0 and any(c.isdigit() for c in text))
            or (hit.end >= len(text) and len(words) <= 3 and not generic.endswith("bibliotek"))
        ) and self.leaders.speakers(text).worth < 2

    def _polish(self, title: str) -> str:
        """A title without bullets, list numbers, whole quotation marks and trailing signs."""
        title = " ".join(title.split())[:1000]
        title = title.lstrip(_HEAD_EDGE + "*•+>")
        title = re.sub(r"^\d{1,2}[.)]\s+(?=[^\W\d_])", "", title)
        title = title.rstrip(_EDGE)
        if len(title) > 2 and title[0] in _QUOTES and title[-1] in (_QUOTES[title[0]], '"', "“"):
            inner = title[1:-1]
            if title[0] not in inner and title[-1] not in inner:
                title = inner.rstrip(_EDGE)
        return title
