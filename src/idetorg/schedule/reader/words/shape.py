"""What the reader knows of a language: plain data, no code of its own."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Words:
    """The words of one language that shape a programme.

    Every text field is a list of patterns parted by white space and matched without
    regard to case: ``*`` stands for any letters within one word, ``_`` for a blank,
    ``^`` before a pattern that counts only at the start of the text and ``$`` after one
    that counts only at its end.
    ``weekdays`` and ``months`` are lists of seven and twelve such texts.
    """

    code: str
    #: small words that give the language away
    common: str
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    #: "day" in "Day 1"
    day: str
    #: first, second, ... in "First day"
    ordinals: tuple[str, ...]
    #: morning, evening, ... which may follow a weekday in a heading
    day_parts: str
    #: words before a clock time: at, from, about
    before_time: str
    #: words between two clock times
    until: str
    #: words between a weekday and its date
    before_date: str
    noon: str
    midnight: str
    minutes: str
    hours: str
    #: a limit in brackets: "at the latest", "until"
    limit: str
    #: programme, schedule, agenda
    programme: str
    head_time: str
    head_what: str
    head_who: str
    head_where: str
    #: a sentence with one of these tells of no programme day
    deadline: str
    #: "Place:", "Price:", "Contact:": labels of practical lines
    labels: str
    #: openings of lines that stand under a programme
    footer: str
    #: may be followed by a person or a group with a role
    by: str
    #: may be followed by a person only
    by_person: str
    #: "Moderator", "Speaker:"
    speaker_labels: str
    #: "and", "together with": between two leaders
    joiners: str
    #: "from", "of": between a leader and the house
    house: str
    #: between a speaker and the theme
    about: str
    roles: str
    #: groups that lead ("everybody", "the library service")
    groups: str
    organisations: str
    rooms: str
    #: announces sessions that run at the same time
    parallel: str
    #: generic words of a track label
    tracks: str
    #: words that leave a line open
    open_ends: str
    continued: str
    kinds: dict[str, str]
    #: words that propose steps
    steps: dict[str, str] = field(default_factory=dict)
