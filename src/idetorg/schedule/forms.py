"""Forms of the programme."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from idetorg.schedule.actions.programme import ItemWords, StepWords
from idetorg.schedule.enums import ItemKind
from idetorg.schedule.models import ScheduleItem
from idetorg.seminars.enums import StepKind
from idetorg.seminars.models import Seminar

MOST_STEPS = 8


class PasteForm(forms.Form):
    """One field, or a file with the same text."""

    text = forms.CharField(
        label=_("The programme"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false"}),
        help_text=_("From an e-mail, a Word file or a web page. Paste it as it is."),
    )
    file = forms.FileField(
        label=_("Or choose a file"),
        required=False,
        help_text=_("Text, Word, PDF or a saved web page."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not (cleaned.get("text") or "").strip() and not cleaned.get("file"):
            self.add_error("text", _("Paste the programme here, or choose a file."))
        return cleaned


class ClockField(forms.TimeField):
    """A time of day, as people write it: 9, 9.00, 09:00."""

    def to_python(self, value: Any) -> time | None:
        """Return a time; raises ValidationError with an example on other text."""
        if value in self.empty_values or isinstance(value, time):
            return value or None
        match = re.fullmatch(r"\s*(\d{1,2})(?:[.:](\d{2}))?\s*", str(value))
        if match and int(match[1]) < 24 and int(match[2] or 0) < 60:
            return time(int(match[1]), int(match[2] or 0))
        raise forms.ValidationError(_("Write a time such as 9.30."))


class ItemForm(forms.Form):
    """One line of the programme, with its steps."""

    day = forms.DateField(
        label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    start = ClockField(label=_("From"), widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    end = ClockField(
        label=_("To"), required=False, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )
    title = forms.CharField(label=_("Title"), max_length=300)
    leaders = forms.CharField(
        label=_("Led by"),
        required=False,
        max_length=600,
        help_text=_("Persons and institutions, with commas between."),
    )
    place = forms.CharField(label=_("Place"), required=False, max_length=160)
    kind = forms.ChoiceField(label=_("Kind"), choices=ItemKind.choices)
    description = forms.CharField(
        label=_("More about it"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    aim = forms.CharField(label=_("Aim"), required=False, max_length=300)

    def clean_day(self) -> date:
        """Keep to years that a calendar can move about in."""
        day: date = self.cleaned_data["day"]
        if not 1990 <= day.year <= 2190:
            raise forms.ValidationError(_("Look at the year once more."))
        return day

    def clean_title(self) -> str:
        """Keep the words, without line breaks."""
        return " ".join(str(self.cleaned_data["title"]).split())


def step_rows(data: Mapping[str, Any]) -> tuple[list[StepWords], str]:
    """Read the step rows of a posted form; return them and an error in words (or "")."""
    rows: list[StepWords] = []
    for index in range(MOST_STEPS):
        kind = str(data.get(f"step-{index}-kind", ""))
        minutes = str(data.get(f"step-{index}-minutes", "")).strip()
        if not kind:
            continue
        if kind not in StepKind.values or not (
            minutes.isdecimal() and len(minutes) < 5 and 0 < int(minutes) <= 1440
        ):
            return rows, str(_("Give each step a kind and its minutes."))
        variant = str(data.get(f"step-{index}-variant", ""))
        rows.append(
            StepWords(
                kind=kind,
                minutes=int(minutes),
                title=str(data.get(f"step-{index}-title", "")).strip()[:200],
                variant=variant if variant in {"", "threads", "harvest"} else "",
            )
        )
    return rows, ""


def initial_of(item: ScheduleItem, seminar: Seminar) -> dict[str, Any]:
    """Return a line as the form shows it, in the seminar's zone."""
    zone = ZoneInfo(seminar.time_zone)

    def local(moment: datetime | None) -> str:
        return moment.astimezone(zone).strftime("%H.%M") if moment else ""

    return {
        "day": item.day,
        "start": local(item.starts_at),
        "end": local(item.ends_at),
        "title": item.title,
        "leaders": ", ".join(leader.name for leader in item.leaders.all()),
        "place": item.place,
        "kind": item.kind,
        "description": item.description,
        "aim": item.aim,
    }


def words_of(form: ItemForm, steps: list[StepWords]) -> ItemWords:
    """Return what the organiser wrote."""
    cleaned = form.cleaned_data
    day: date = cleaned["day"]
    return ItemWords(
        day=day,
        start=cleaned["start"],
        end=cleaned["end"],
        title=cleaned["title"],
        kind=cleaned["kind"],
        leaders=tuple(p.strip() for p in cleaned["leaders"].split(",") if p.strip()),
        place=cleaned["place"],
        description=cleaned["description"],
        aim=cleaned["aim"],
        steps=tuple(steps),
    )
