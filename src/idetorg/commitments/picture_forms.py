"""A picture of how it was before, or is now: kept before anything else is filled in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from idetorg.files.enums import Consent
from idetorg.files.models import Picture


class TaskPictureForm(forms.Form):
    """The picture, its two texts, and what those in it have said yes to.

    Only the picture is needed; the rest when others are to see it.
    """

    file = forms.FileField(
        label=_("Picture"), widget=forms.FileInput(attrs={"accept": "image/*"}), required=False
    )
    caption = forms.CharField(
        label=_("Caption"),
        max_length=300,
        required=False,
        help_text=_("What readers should know: who, where, when."),
    )
    alt = forms.CharField(
        label=_("Alternative text"),
        max_length=500,
        required=False,
        help_text=_("What the picture shows, for those who don't see it."),
    )
    consent = forms.ChoiceField(
        label=_("May others see it?"),
        help_text=_("Ask everyone who can be recognised."),
        widget=forms.RadioSelect,
        choices=[
            (Consent.NONE, _("Only me, for now")),
            (Consent.INTERNAL, _("Yes, those I have ticked by name. Not the open web")),
            (Consent.OPEN, _("Yes, everyone, also on the open web")),
        ],
    )

    def __init__(self, *args: Any, picture: Picture | None, **kwargs: Any) -> None:
        self.is_new = picture is None
        kwargs.setdefault(
            "initial",
            {"caption": picture.caption, "alt": picture.alt, "consent": picture.consent}
            if picture
            else {"consent": Consent.NONE},
        )
        super().__init__(*args, **kwargs)
        self.fields["file"].required = self.is_new
        if not self.is_new:
            self.fields["file"].label = _("Another picture instead")

    def clean(self) -> dict[str, Any]:
        """The two texts say different things."""
        said: dict[str, Any] = super().clean() or {}
        caption, alt = said.get("caption", ""), said.get("alt", "")
        if caption and caption.casefold() == alt.casefold():
            self.add_error(
                "alt", _("Say what the picture shows. The caption over again doesn't help.")
            )
        return said
