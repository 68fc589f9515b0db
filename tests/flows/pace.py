"""How long a person takes: real page time, measured, and human time, modelled.

A script fills a field in no time. So each deed is counted twice: the page's own time, from tap to
loaded page, by the clock; and what the person's eyes, thumbs and head take, by documented speeds:

- typing with the thumbs: 36.2 words a minute, five keys a word, standard deviation 13.2.
  Palin, Feit, Kim, Kristensson and Oulasvirta, "How do people type on mobile devices?",
  MobileHCI 2019, 37,370 persons. Most were young, so `SLOW` takes ten words a minute off:
  what the same study found between those under twenty and those over forty.
- reading: 200 words a minute, everything from the top of the page down to what is tapped, the
  first time it is met.
  Brysbaert, "How many words do we read per minute?", Journal of Memory and Language 109, 2019,
  has 175–300 for most adults. Reading aloud: 150, where he has 183.
- a tap: 1.1 s to find and hit, as pointing in Card, Moran and Newell's keystroke-level model, 1980.
  A day in the phone's calendar is four taps.
- thinking: given by each script, question by question. It is our assumption and no finding.
- the line: 0.3 s more a page, for a server that is not in the same machine.

It is a model. Only a room with people can say what they take.
"""

import time
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page

TYPING = 36.2
TYPING_SPREAD = 13.2
SLOW = 26.2
KEYS_A_WORD = 5
READING = 200
READING_ALOUD = 150
TAP_SECONDS = 1.1
LINE_SECONDS = 0.3
TAPS_FOR_A_DAY = 4
# What is to be seen from the top of a page down to what is tapped, piece by piece. A closed list
# of choices shows one line, a closed fold its heading.
DOWN_TO = """target => {
    const last = target.closest('label') ?? target;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const hidden = 'option, script, style, template, .vh, .skip, [aria-hidden=true]';
    const seen = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const isAfter = last.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING;
        if (isAfter && !last.contains(node)) break;
        const words = node.data.trim().split(/\\s+/).join(' ');
        const around = node.parentElement;
        if (words && !around.closest(hidden) && around.checkVisibility()) seen.push(words);
    }
    return seen;
}"""


@dataclass
class Person:
    """One person with a phone: what they did, and how long each part took."""

    page: Page
    pages: int = 0
    page_seconds: float = 0.0
    taps: int = 0
    fields: int = 0  # how many of the taps were into a field, to write in it
    keys: int = 0
    words_read: int = 0
    thought_seconds: float = 0.0
    spoken_words: int = 0
    seen: set[str] = field(default_factory=set)

    def seconds(self, typing: float = TYPING) -> float:
        """Return how long it all took, with thumbs of so many words a minute."""
        return (
            self.page_seconds
            + self.pages * LINE_SECONDS
            + self.taps * TAP_SECONDS
            + self.keys / (typing * KEYS_A_WORD) * 60
            + self.words_read / READING * 60
            + self.spoken_words / READING_ALOUD * 60
            + self.thought_seconds
        )

    def read(self, down_to: Locator) -> None:
        """Read what stands above something, and itself; what has been read before is passed by."""
        for words in down_to.evaluate(DOWN_TO):
            if words not in self.seen:
                self.seen.add(words)
                self.words_read += len(words.split())

    def think(self, seconds: float) -> None:
        """Think."""
        self.thought_seconds += seconds

    def speak(self, text: str) -> None:
        """Read something aloud."""
        self.spoken_words += len(text.split())

    def open(self, url: str) -> None:
        """Go to an address that one has: a link in a mail, a page of before."""
        begun = time.monotonic()
        self.page.goto(url)
        self._loaded(begun)

    def tap(self, target: str | Locator) -> None:
        """Tap something that stays on the page."""
        self._find(target).click()
        self.taps += 1

    def go(self, target: str | Locator) -> None:
        """Tap something that leads to another page."""
        found = self._find(target)
        begun = time.monotonic()
        with self.page.expect_navigation():
            found.click()
        self.taps += 1
        self._loaded(begun)

    def again(self) -> None:
        """Load the page once more, as after a slip of the thumb."""
        begun = time.monotonic()
        self.page.reload()
        self.taps += 1
        self._loaded(begun)

    def back(self) -> None:
        """Go a page back."""
        begun = time.monotonic()
        self.page.go_back()
        self.taps += 1
        self._loaded(begun)

    def write(self, target: str | Locator, text: str) -> None:
        """Tap a field and write in it."""
        found = self._find(target)
        found.click()
        found.fill(text)
        self.taps += 1
        self.fields += 1
        self.keys += len(text)

    def choose_day(self, target: str | Locator, iso_day: str) -> None:
        """Choose a day in the phone's calendar."""
        self._find(target).fill(iso_day)
        self.taps += TAPS_FOR_A_DAY

    def _find(self, target: str | Locator) -> Locator:
        found = self.page.locator(target).first if isinstance(target, str) else target
        self.read(found)
        return found

    def _loaded(self, begun: float) -> None:
        self.page_seconds += time.monotonic() - begun
        self.pages += 1


def fits(page: Page) -> None:
    """Nothing sticks out at the side."""
    size = page.viewport_size
    assert size
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= size["width"], f"{page.url} is {width} px wide"
