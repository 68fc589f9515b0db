"""A first draft of the summary, built from what people wrote; a human edits it."""

from django.utils.translation import gettext as _

from idetorg.rooms.queries import harvests, remarks, threads_of
from idetorg.seminars.models import Seminar


def draft(seminar: Seminar) -> str:
    """Return the threads, the groups' lines and the quotes we may use, as plain paragraphs."""
    blocks: list[str] = []
    threads = threads_of(seminar, shown_only=True)
    if threads:
        blocks.append(_("The threads we gathered"))
        blocks.extend(f"– {thread.text}" for thread in threads)
    rows = [h for h in harvests(seminar) if h.found_out or h.still_hard or h.need_from_others]
    if rows:
        blocks.append(_("What the groups found out"))
        for row in rows:
            blocks.append(row.group.question)
            for label, words in (
                (_("We found out"), row.found_out),
                (_("Still hard"), row.still_hard),
                (_("We need from others"), row.need_from_others),
            ):
                if words:
                    blocks.append(f"{label}: {words}")
    quotes = [r for r in remarks(seminar) if r.kind == "said" and r.has_consent]
    if quotes:
        blocks.append(_("Said along the way"))
        blocks.extend(f"«{r.text}» ({r.role})" if r.role else f"«{r.text}»" for r in quotes)
    return "\n\n".join(blocks)
