"""Parallel sessions: items of their own where one slot holds several."""

import re
from collections.abc import Sequence

from .items import Draft
from .lexicon import Vocabulary
from .rows import EDGE
from .titles import Text, Titles
from .tracks import Label, announces, plain_label, word_label

_WORKSHOPS = re.compile(
    r"(?:valgfrie |valfrie |parallelle |tre |to |fire |two |three |four )?"
    r"(?:workshops?|workshopper|workshoppar|verksteder|verkstader|verkstäder|værksteder|sesjoner"
    r"|sesjonar|sessioner|sessions|työpajat|pienryhmät|sessiot|breakouts?|arbeitsgruppen|foren"
    r"|seminarer|seminarier|seminar|ateliers)",
    re.IGNORECASE,
)
_WORKSHOP_WORD = re.compile(r"(?:\w+ )?(?:workshop|verkst|værkst|työpaj|arbeitsgr)", re.IGNORECASE)


def spread_sessions(drafts: list[Draft], vocabulary: Vocabulary, titles: Titles) -> list[Draft]:
    """Parallel sessions as items of their own; their announcement marked as dropped.

    Source: annotation rule 17.
    """
    out: list[Draft] = []
    for draft in drafts:
        sessions = _sessions_of(draft, vocabulary, titles)
        out.append(draft)
        out += sessions
    _label_shared(out, vocabulary, titles)
    return out


def _sessions_of(draft: Draft, vocabulary: Vocabulary, titles: Titles) -> list[Draft]:
    if draft.dropped or len(draft.body) < 1:
        return []
    block = announces(draft.head, vocabulary)
    worded = [word_label(t.text, vocabulary) for t in draft.body]
    worded = [w if w and (w.rest or w.only_track) else None for w in worded]
    plain = [plain_label(t.text) for t in draft.body]
    count = sum(1 for w in worded if w)
    head_label = word_label(draft.head, vocabulary)
    if count >= 2 or (count == 1 and (block or (head_label and head_label.only_track))):
        labels = worded
    elif (
        (block and sum(1 for p in plain if p) >= 2)
        or (_lettered(plain) and _group_title(draft.head, vocabulary))
    ) or (
        _WORKSHOPS.fullmatch(draft.head.strip(EDGE))
        and (
            sum(1 for p in plain if p) >= 2
            and all(p or not t.bullet for p, t in zip(plain, draft.body, strict=True))
        )
    ):
        labels = plain
    elif block or (
        _WORKSHOPS.fullmatch(draft.head.strip(EDGE)) and sum(1 for t in draft.body if t.bullet) >= 2
    ):
        return _unlabelled(draft, titles)
    else:
        return []
    sessions: list[Draft] = []
    for text, label in zip(draft.body, labels, strict=True):
        if label:
            session = _session(draft, label.rest, text, titles)
            session.track = label.label
            session.workshop = label.workshop or _works(draft.head, vocabulary)
            sessions.append(session)
        elif sessions:
            sessions[-1].body.append(text)
            sessions[-1].lines.append(text.number)
    if head_label and head_label.rest and labels is worded:
        draft.track, draft.head = head_label.label, head_label.rest
        first = next(n for n, w in enumerate(labels) if w)
        draft.body = draft.body[:first]
        draft.lines = [draft.lines[0], *(t.number for t in draft.body)]
        _room_first(draft, titles)
    else:
        draft.dropped = True
        taken = {n for s in sessions for n in s.lines}
        draft.lines = [n for n in draft.lines if n not in taken]
    return sessions


def _lettered(plain: Sequence[Label | None]) -> bool:
    labels = [p.label for p in plain if p]
    return len(labels) >= 2 and labels[:2] in (["A", "B"], ["A1", "A2"], ["A1", "B1"])


def _works(head: str, vocabulary: Vocabulary) -> bool:
    return head in vocabulary.kinds["group_work"] or head in vocabulary.english_kinds["group_work"]


def _group_title(head: str, vocabulary: Vocabulary) -> bool:
    return _works(head, vocabulary) or head in vocabulary.tracks


def _unlabelled(draft: Draft, titles: Titles) -> list[Draft]:
    """Sessions to choose from that carry no label: bullets, else lines that are no speakers."""
    bullets = [t for t in draft.body if t.bullet]
    openers = bullets
    if len(bullets) < 2:
        if len(draft.head.split()) > 5:
            return []
        openers = [
            t
            for t in draft.body
            if not titles.leaders.is_speaker_line(t.text)
            and not titles.marker_opens(t.text)
            and t.text[0].isupper()
            and not t.text.endswith((":", "."))
        ]
        if len(openers) < 2 or any(t.blank_before for t in openers[1:]):
            return []
    sessions: list[Draft] = []
    opening = {t.number for t in openers}
    for text in draft.body:
        if text.number in opening:
            session = _session(draft, text.text, text, titles)
            session.track = str(len(sessions) + 1)
            session.doubts.append("track_numbered")
            session.workshop = bool(_WORKSHOP_WORD.match(draft.head))
            sessions.append(session)
        elif sessions:
            sessions[-1].body.append(text)
            sessions[-1].lines.append(text.number)
    draft.dropped = True
    taken = {n for s in sessions for n in s.lines}
    draft.lines = [n for n in draft.lines if n not in taken]
    return sessions


def _session(block: Draft, head: str, text: Text, titles: Titles) -> Draft:
    session = Draft(
        block.day,
        block.start,
        block.end,
        block.duration,
        head,
        [text.number],
        sure_half=block.sure_half,
        doubts=list(block.doubts),
    )
    _room_first(session, titles)
    return session


def _room_first(session: Draft, titles: Titles) -> None:
    """Take the room off the front of a session ("(room 204): Title", "Aula: Title")."""
    match = re.match(r"[(\[]([^()\[\]]{1,60})[)\]]\s*[:.–—-]?\s*(?=\S)", session.head)
    if match:
        session.room = session.room or match[1].strip(EDGE)
        session.head = session.head[match.end() :]
        return
    match = re.match(r"([^:(),]{2,40}):\s+(?=\S)", session.head)
    if match and titles.is_room(match[1]) and titles.leaders.speakers(match[1]).worth < 2:
        session.room = session.room or match[1].strip(EDGE)
        session.head = session.head[match.end() :]


def _label_shared(drafts: list[Draft], vocabulary: Vocabulary, titles: Titles) -> None:
    """Label timed lines that share their start: by their own labels, else by number."""
    groups: dict[tuple[int, int], list[Draft]] = {}
    for draft in drafts:
        if not draft.dropped and draft.track is None and not draft.chained:
            groups.setdefault((draft.day, draft.start), []).append(draft)
    for together in groups.values():
        group = together
        labels = [word_label(d.head, vocabulary) or plain_label(d.head) for d in group]
        if len(group) > 1 and announces(group[0].head, vocabulary) and not labels[0]:
            group[0].dropped = True
            group, labels = group[1:], labels[1:]
        if len(group) > 1 and all(labels):
            for draft, label in zip(group, labels, strict=True):
                if label:
                    draft.track, draft.head = label.label, label.rest or draft.head
                    _room_first(draft, titles)
            continue
        if len(group) > 1:
            number = 0
            spans: dict[tuple[int | None, int | None], int] = {}
            for draft in group:
                key = (draft.end, draft.duration)
                spans[key] = spans.get(key, 0) + 1
            for draft in group:
                if spans[(draft.end, draft.duration)] > 1:
                    number += 1
                    draft.track = str(number)
                    draft.doubts.append("track_numbered")
            continue
        for draft, label in zip(group, labels, strict=True):
            if label and label.worded and label.only_track and label.rest:
                draft.track, draft.head = label.label, label.rest
                _room_first(draft, titles)
