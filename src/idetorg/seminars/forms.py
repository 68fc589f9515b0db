"""The forms of organisers and seminars."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from idetorg.seminars.models import Organiser, Seminar


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _lines() -> forms.Textarea:
    """A sentence that may be longer than one line of a phone."""
    return forms.Textarea(attrs={"rows": 2})


class StartForm(forms.Form):
    """The first organiser: a person, an office, and who answers replies."""

    own_name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail"),
        help_text=_("It is how you sign in. There is no password."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    name = forms.CharField(
        label=_("Who arranges"),
        help_text=_("The name people know, such as your county library."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    sender_name = forms.CharField(
        label=_("Who signs the mails"),
        help_text=_("A person. Left empty, it is you."),
        max_length=120,
        required=False,
    )
    reply_to = forms.EmailField(
        label=_("Where replies go"), help_text=_("Left empty, they go to you."), required=False
    )
    phone = forms.CharField(
        label=_("Telephone"),
        help_text=_("For those who would rather ring."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )


class SetupCodeForm(forms.Form):
    """The code from the server's screen, for one who sits at another machine."""

    setup_code = forms.CharField(
        label=_("Setup code"),
        help_text=_("It stands where the server was started, and in the file setup-code."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class WholeMixin(forms.BaseForm):
    """The last day is not before the first, and goal and focus are one line each."""

    def clean(self) -> dict[str, Any]:
        """Say what is wrong with the dates at the field to look at."""
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day is before the first. Look at both."))
        if last and not first:
            self.add_error("starts_on", _("Write the first day too."))
        for name in ("goal", "focus"):  # a sentence, also when somebody pressed Enter in it
            if name in cleaned:
                cleaned[name] = " ".join(str(cleaned[name]).split())
        return cleaned


class NewSeminarForm(WholeMixin, forms.ModelForm):  # type: ignore[type-arg]
    """What a seminar needs to begin: a name. The rest can wait."""

    class Meta:
        model = Seminar
        fields = ["name", "goal", "focus", "starts_on", "ends_on"]
        widgets = {"goal": _lines(), "focus": _lines(), "starts_on": _day(), "ends_on": _day()}
        help_texts = {
            "goal": _("One sentence. It stands on every page."),
            "focus": _("What we look at in particular."),
        }
        error_messages = {"name": {"required": _("Give the seminar a name.")}}


class SeminarForm(WholeMixin, forms.ModelForm):  # type: ignore[type-arg]
    """Everything about a seminar but its programme. Only what was changed is stored."""

    class Meta:
        model = Seminar
        fields = [
            "name",
            "goal",
            "focus",
            "audience",
            "starts_on",
            "ends_on",
            "sign_up_by",
            "place",
            "meeting_point",
            "who_pays",
            "language",
            "has_bus",
            "has_lunch",
            "has_rooms",
        ]
        labels = {"language": _("Language of the seminar")}
        widgets = {
            "goal": _lines(),
            "focus": _lines(),
            "starts_on": _day(),
            "ends_on": _day(),
            "sign_up_by": _day(),
        }
        help_texts = {
            "goal": _("One sentence. It stands on every page."),
            "meeting_point": _("Place and time, such as “Prostneset, 11.00”."),
            "who_pays": _("One sentence. It stands in the invitation."),
        }
        error_messages = {"name": {"required": _("Give the seminar a name.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"] = forms.ChoiceField(
            label=_("Language of the seminar"), choices=[("nb", "Bokmål"), ("nn", "Nynorsk")]
        )
        for field in self.fields.values():  # so that only what this person changed is written
            field.show_hidden_initial = True

    def clean(self) -> dict[str, Any]:
        """Also: nobody signs up after the seminar has begun."""
        cleaned = super().clean()
        deadline, first = cleaned.get("sign_up_by"), cleaned.get("starts_on")
        if deadline and first and deadline > first:
            self.add_error("sign_up_by", _("The deadline is after the first day."))
        return cleaned


class OrganiserForm(forms.ModelForm):  # type: ignore[type-arg]
    """The organiser's name and sender. The face is a picture of its own."""

    class Meta:
        model = Organiser
        fields = ["name", "sender_name", "reply_to", "phone"]


class FaceForm(forms.Form):
    """A picture of who arranges, with what it shows."""

    face = forms.FileField(
        label=_("Picture"),
        help_text=_("Of the person who answers, so that people know you."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
    )
    alt = forms.CharField(
        label=_("What the picture shows"),
        help_text=_("For those who can't see it."),
        max_length=300,
    )
    consent = forms.BooleanField(
        label=_("Those in the picture say yes to it standing on the open page."),
        error_messages={"required": _("Ask them first, then tick here.")},
    )
