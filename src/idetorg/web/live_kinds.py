"""Every kind of event a page may hear.

A browser hears only the kinds it asks for by name, and what a page shows changes while it is
open; so each page asks for all. A test compares this list with what the code emits.
"""

KINDS = (
    "answered",
    "board",
    "bus",
    "check_in",
    "confirmed",
    "coverage",
    "evaluation",
    "groups",
    "hands",
    "harvest",
    "help",
    "join_code",
    "letter",
    "log",
    "makker",
    "market",
    "market_activity",
    "mine",
    "people",
    "person",
    "present",
    "programme",
    "results",
    "seminar",
    "sheet",
    "showcase",
    "step",
    "task",
    "threads",
)
