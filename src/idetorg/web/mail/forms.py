"""The forms of the mail page."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from idetorg.mailer.rules import local_moment
from idetorg.web.mail import kinds

LONGEST = timedelta(days=90)
MORNING = time(8)


class HoldForm(forms.Form):
    """Let a kind of mail wait: to a day, or without a day until it is let go."""

    kind = forms.ChoiceField(choices=list(kinds.BATCHES.items()), widget=forms.HiddenInput)
    day = forms.DateField(
        label=_("Send it on"),
        help_text=_("In the morning that day. Without a day it waits until you let it go."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day as 2013-12-24.")},
    )

    def __init__(self, *args: Any, today: date, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.zone = today, zone
        bound = (self.data.get("kind") if self.is_bound else self.initial.get("kind")) or ""
        self.fields["day"].widget.attrs |= {
            "id": f"id_day_{bound if bound in kinds.BATCHES else ''}",
            "min": (today + timedelta(days=1)).isoformat(),
            "max": (today + LONGEST).isoformat(),
        }

    def clean_day(self) -> date | None:
        """Take a day from tomorrow on, within three months: later, the words are out of date."""
        day: date | None = self.cleaned_data["day"]
        if day is not None and day <= self.today:
            raise forms.ValidationError(_("Choose tomorrow or a later day."))
        if day is not None and day > self.today + LONGEST:
            raise forms.ValidationError(_("Choose a day within three months."))
        return day

    @property
    def until(self) -> datetime | None:
        """The moment it may go, or None for "until it is let go"."""
        day = self.cleaned_data["day"]
        return local_moment(day, MORNING, self.zone) if day else None


class KindForm(forms.Form):
    """Which kind of mail a button is about."""

    kind = forms.ChoiceField(choices=list(kinds.LABELS.items()))
