"""Forms of the experience card. Labels say what a reader wants to know."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from idetorg.showcase.models import ExperienceCard

LONGEST = 3000


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": LONGEST})


NEEDED_TO_SHOW = _("Needed before you show it.")


class CardForm(forms.Form):
    """Words of the owner's own; all may be left until the card is shown."""

    title = forms.CharField(
        label=_("What shall it be called?"),
        help_text=NEEDED_TO_SHOW,
        max_length=160,
        required=False,
    )
    before = forms.CharField(
        label=_("How was it before?"),
        help_text=NEEDED_TO_SHOW,
        max_length=LONGEST,
        required=False,
        widget=_area(3),
    )
    after = forms.CharField(
        label=_("How is it now?"),
        help_text=NEEDED_TO_SHOW,
        max_length=LONGEST,
        required=False,
        widget=_area(4),
    )
    took = forms.CharField(
        label=_("What did it take?"),
        help_text=_("Time, money, people, a yes from somebody."),
        max_length=LONGEST,
        required=False,
        widget=_area(3),
    )
    went_wrong = forms.CharField(
        label=_("What went wrong?"),
        help_text=_("Others are helped most by this."),
        max_length=LONGEST,
        required=False,
        widget=_area(3),
    )
    ask = forms.CharField(
        label=_("Who can others ask?"),
        help_text=_("A name, a telephone or an address, if you like. Everyone will see it."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, card: ExperienceCard | None, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial", {n: getattr(card, n) for n in self.base_fields} if card else {}
        )
        super().__init__(*args, **kwargs)


class PictureWordsForm(forms.Form):
    """The two texts of a picture, and the consent of those in it."""

    caption = forms.CharField(
        label=_("Caption"),
        max_length=300,
        help_text=_("What readers should know: who, where, when."),
    )
    alt = forms.CharField(
        label=_("Alternative text"),
        max_length=500,
        help_text=_("What the picture shows, for those who don't see it."),
    )
    consent = forms.BooleanField(
        label=_("Everyone who can be recognised has said yes to the picture on the open web"),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """The two texts say different things."""
        said: dict[str, Any] = super().clean() or {}
        caption, alt = said.get("caption", ""), said.get("alt", "")
        if caption and caption.casefold() == alt.casefold():
            self.add_error(
                "alt", _("Say what the picture shows. The caption over again doesn't help.")
            )
        return said


class CardPictureForm(PictureWordsForm):
    """A new picture."""

    file = forms.FileField(label=_("Picture"))
    field_order = ["file"]
