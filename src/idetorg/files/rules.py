"""When a picture may be shown."""

from collections.abc import Collection

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from idetorg.files.enums import Consent
from idetorg.files.models import Picture


def lacks(picture: Picture) -> list[str | Promise]:
    """Return what must be done before a picture is published, in words; empty when nothing."""
    return _lacks(picture, {Consent.OPEN})


def lacks_inside(picture: Picture) -> list[str | Promise]:
    """Return what must be done before a picture shows to a smaller circle, in words."""
    return _lacks(picture, {Consent.INTERNAL, Consent.OPEN})


def _lacks(picture: Picture, enough: Collection[str]) -> list[str | Promise]:
    missing: list[str | Promise] = []
    caption, alt = picture.caption.strip(), picture.alt.strip()
    if picture.consent not in enough:
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
    return not lacks_inside(picture)
