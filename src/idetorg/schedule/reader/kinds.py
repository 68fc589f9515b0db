"""The kind of an item, by its title, failing that by its description."""

from .lexicon import EXACT, PHRASE, SUFFIX, Hit, Lexicon, Vocabulary

KINDS = (
    "transport",
    "meal",
    "break",
    "registration",
    "welcome",
    "talk",
    "group_work",
    "plenary",
    "social",
    "accommodation",
    "other",
)
DEFAULT = "talk"
_CAP = 400

_MAIN_MEALS = Lexicon(
    "*lunsj *lunsjen *lunch *luncheon *middag *frokost *frukost *dinner *breakfast *supper"
    " *kveldsmat *aftensmad *morgenmad lounas* *lounas *illallinen *aamiainen *päivällinen"
    " mittagspause mittagessen* *mittagessen abendessen* *abendessen frühstück* *frühstück"
)
#: what a description may tell of an item whose title says nothing of its kind
_WORKING = Lexicon(
    "workshop* *workshop *workshops *verksted *verkstedet *verkstad *verkstaden *værksted"
    " gruppearbeid* gruppearbejde* grupparbete* gruppenarbeit* ryhmätyö* työpaja* *työpaja"
    " idétorg* i_grupper in_gruppen group_work arbeitsgruppe* small_groups ryhmissä"
)


def _better(new: Hit, old: Hit) -> bool:
    """Earlier wins; of those that start together the phrase, the word, the end of the word."""
    if new.start != old.start:
        return new.start < old.start
    order = {PHRASE: 3, EXACT: 2, SUFFIX: 1}
    if new.rank == PHRASE and old.rank == PHRASE:
        return new.end > old.end
    return order.get(new.rank, 0) > order.get(old.rank, 0)


def _hits(text: str, lexicons: dict[str, Lexicon]) -> dict[str, Hit]:
    return {k: hit for k, lex in lexicons.items() if (hit := lex.first(text))}


def _choose(text: str, hits: dict[str, Hit]) -> str | None:
    if not hits:
        return None
    best: str | None = None
    for kind, hit in hits.items():
        if best is None or _better(hit, hits[best]):
            best = kind
    if "registration" in hits and best in ("meal", "break"):
        return "registration"
    if "meal" in hits and best == "break" and text in _MAIN_MEALS:
        return "meal"
    return best


def kind_of(title: str, description: str, vocabulary: Vocabulary) -> tuple[str, bool]:
    """(kind, whether a word decided it). Source: annotation rules 18 and 19."""
    text = title[:_CAP]
    kind = _choose(text, _hits(text, vocabulary.kinds))
    if kind is None and not set(vocabulary.codes) & {"en"}:
        kind = _choose(text, _hits(text, vocabulary.english_kinds))
    if kind:
        return kind, True
    if description[:_CAP] in _WORKING:  # a description names meals and buses in passing
        return "group_work", True
    return DEFAULT, False


def is_continued(title: str, vocabulary: Vocabulary) -> bool:
    """Whether a title says that something goes on."""
    return title in vocabulary.continued


def kind_continued(title: str, earlier: list[tuple[str, str]]) -> str | None:
    """The kind of what is continued: the latest earlier (title, kind) that shares a word,
    else the latest that is neither meal nor break."""
    words = {w.lower()[:6] for w in title.split() if len(w) > 4}
    working = [(t, k) for t, k in reversed(earlier) if k not in ("meal", "break", "transport")]
    for other, kind in working:
        if words & {w.lower()[:6] for w in other.split() if len(w) > 4}:
            return kind
    return working[0][1] if working else None
