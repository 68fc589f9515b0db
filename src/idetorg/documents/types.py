"""What each template wants to be told. All texts are plain, ready to print, in one language.

Dates and times come as the reader shall see them ("16.15–18.00", "onsdag 20. november").
Fields that may be missing are NotRequired; an empty text counts as missing.
"""

from typing import Literal, NotRequired, TypedDict


class ShownPicture(TypedDict):
    """A picture: `picture` is a name in `pictures`; `alt` says what it shows, never empty."""

    picture: str
    alt: str
    caption: NotRequired[str]
    credit: NotRequired[str]


class SeminarFacts(TypedDict):
    """The seminar as every document names it. `organiser` is a name, `contact` one line."""

    name: str
    dates: NotRequired[str]
    place: NotRequired[str]
    goal: NotRequired[str]
    focus: NotRequired[str]
    organiser: NotRequired[str]
    contact: NotRequired[str]
    address: NotRequired[str]
    past: NotRequired[bool]
    """True when it has happened: the thread is then drawn solid."""


class ProgrammeItem(TypedDict):
    """One printed line of the programme."""

    time: str
    title: str
    leaders: NotRequired[list[str] | str]
    description: NotRequired[str]
    place: NotRequired[str]


class ProgrammeDay(TypedDict):
    """A day: `label` is its heading."""

    label: str
    items: list[ProgrammeItem]


class Programme(TypedDict):
    """`programme`: one A4, days beside each other. Letters shrink from 11 to 8.5 pt to fit."""

    seminar: SeminarFacts
    days: list[ProgrammeDay]
    note: NotRequired[str]


class Inspiration(TypedDict):
    """Something worth reading: `why` is the why-read line, `rights` what may be done with it."""

    title: str
    author: NotRequired[str]
    source: NotRequired[str]
    kind: NotRequired[str]
    why: NotRequired[str]
    link: NotRequired[str]
    rights: NotRequired[str]
    paragraphs: NotRequired[list[str]]
    pictures: NotRequired[list[ShownPicture]]


class PresentedProject(TypedDict):
    """A project and how it was worked out."""

    project: str
    institution: NotRequired[str]
    presenters: NotRequired[list[str]]
    partners: NotRequired[list[str]]
    paragraphs: NotRequired[list[str]]
    process: NotRequired[list[str]]
    pictures: NotRequired[list[ShownPicture]]


class Compendium(TypedDict):
    """`compendium`: title page, contents, programme, presentations, inspiration."""

    seminar: SeminarFacts
    intro: NotRequired[list[str]]
    days: NotRequired[list[ProgrammeDay]]
    presentations: NotRequired[list[PresentedProject]]
    inspiration: NotRequired[list[Inspiration]]
    cover: NotRequired[ShownPicture]


class TaskCard(TypedDict):
    """`task_card`: A6, the owner's own words. Only its owner may be handed one.

    `footer` is one line such as "Bibliotekromseminar, 21. november 2013".
    """

    words: str
    first_step: NotRequired[str]
    first_step_by: NotRequired[str]
    when_then: NotRequired[str]
    makker: NotRequired[str]
    by_when: NotRequired[str]
    footer: str


class OwnAnswer(TypedDict):
    """A question's short name and the owner's words; `note` is ours, in small print."""

    label: str
    words: str
    note: NotRequired[str]


class OwnLetter(TypedDict):
    """`own_letter`: A5, a letter to oneself. Only its owner may be handed one.

    `seminar` and `name` are names, `date` the day the words went home.
    """

    seminar: str
    name: str
    date: str
    answers: list[OwnAnswer]


class FormQuestion(TypedDict):
    """A question on paper. `lines` writing lines, or `choices` with boxes, or a 0–10 `scale`.

    `also` asks one thing more with boxes of its own, under the first.
    """

    question: str
    label: NotRequired[str]
    help: NotRequired[str]
    required: NotRequired[bool]
    lines: NotRequired[int]
    choices: NotRequired[list[str]]
    scale: NotRequired[bool]
    also: NotRequired["FormQuestion"]


class PaperForm(TypedDict):
    """`paper_form`: A4 form of the change task. `qr` is a code with its alternative text."""

    seminar: SeminarFacts
    heading: str
    intro: NotRequired[str]
    questions: list[FormQuestion]
    qr: NotRequired[ShownPicture]
    address: NotRequired[str]
    footer: NotRequired[str]


class LinkCard(TypedDict):
    """One person's printed way in."""

    name: str
    address: str
    qr: ShownPicture


class LinkCards(TypedDict):
    """`link_card`: eight to an A4, with lines to cut along."""

    seminar: SeminarFacts
    cards: list[LinkCard]


class HarvestLines(TypedDict):
    """Three lines from a group, in its own words."""

    group: str
    question: NotRequired[str]
    found_out: NotRequired[str]
    still_hard: NotRequired[str]
    need: NotRequired[str]


class ThreadLines(TypedDict):
    """A thread and the notes it came from."""

    title: str
    text: NotRequired[str]
    sources: NotRequired[list[str]]


class Summary(TypedDict):
    """`summary`: the story, what we can say in numbers (whole sentences), threads, harvest."""

    seminar: SeminarFacts
    story: list[str]
    numbers: NotRequired[list[str]]
    pictures: NotRequired[list[ShownPicture]]
    threads: NotRequired[list[ThreadLines]]
    harvests: NotRequired[list[HarvestLines]]


class AnswerRow(TypedDict):
    """How many chose an answer."""

    label: str
    count: int


class EvaluationQuestion(TypedDict):
    """A question and its counts: `n` answered it. Under five nothing is printed, whatever is sent.

    `kind` "counts" shows rows as a table with bars, "texts" lists free answers.
    """

    question: str
    kind: Literal["counts", "texts"]
    n: int
    rows: NotRequired[list[AnswerRow]]
    texts: NotRequired[list[str]]
    sentence: NotRequired[str]


class EvaluationReport(TypedDict):
    """`evaluation`: what the participants answered, as counts."""

    seminar: SeminarFacts
    intro: NotRequired[list[str]]
    invited: NotRequired[int]
    answered: int
    questions: list[EvaluationQuestion]


class Letter(TypedDict):
    """`letter`: one A4, as it was approved. Letters shrink from 11.5 to 10 pt to fit.

    `paragraphs` may break lines; `date` is the day on the letter. In `seminar` the name, the
    organiser and the contact line are printed.
    """

    seminar: SeminarFacts
    date: str
    subject: str
    paragraphs: list[str]
