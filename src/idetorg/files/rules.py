"""When a picture may be shown."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from idetorg.files.enums import Consent
from idetorg.files.models import Picture


def lacks(picture: Picture) -> list[str | Promise]:
    """Return what must be done before a picture is published, in words; empty when nothing."""
    missing: list[str | Promise] = []
    caption, alt = picture.caption.strip(), picture.alt.strip()
    if picture.consent != Consent.OPEN:
        missing.append(_("Consent from those in the picture"))
    if not caption:
        missing.append(_("A caption"))
    if not alt:
        missing.append(_("Alternative text: what the picture shows"))
    elif alt.casefold() == caption.casefold():
        missing.append(_("Alternative text that is not the caption over again"))
    return missing


def is_publishable(picture: Picture) -> bool:
    """A published picture has open consent, a caption, and an alternative text of its own.

    Source: DOMAIN, "Invariants".
    """
    return not lacks(picture)


def is_showable_inside(picture: Picture) -> bool:
    """Inside its scope a picture shows with internal consent too, and with both texts."""
    caption, alt = picture.caption.strip(), picture.alt.strip()
    agreed = picture.consent in {Consent.INTERNAL, Consent.OPEN}
    return agreed and bool(caption and alt) and caption.casefold() != alt.casefold()
