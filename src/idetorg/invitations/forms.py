"""The forms of invitations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from idetorg.invitations.actions.answers import Wishes
from idetorg.invitations.models import Answer
from idetorg.invitations.queries import ROLE_WORDS
from idetorg.invitations.roster import MOST_LETTERS, Unreadable, decode
from idetorg.people.validators import is_phone_number
from idetorg.seminars.models import Institution, Participation, Seminar

_NAME = {"autocomplete": "name"}
_MAIL = {"autocomplete": "email", "inputmode": "email"}


class ListForm(forms.Form):
    """A pasted list, or a file whose text takes its place."""

    text = forms.CharField(
        label=_("One line for each person"),
        help_text=_("Name, e-mail, institution, municipality. Comma, semicolon or tab between."),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        required=False,
        strip=False,
        max_length=MOST_LETTERS,
        error_messages={"max_length": _("This is too much at once. Take at most 2,000 lines.")},
    )
    file = forms.FileField(
        label=_("Or a CSV file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
    )

    def clean(self) -> dict[str, Any]:
        """Let the file's text take the place of the field's."""
        cleaned = super().clean() or {}
        upload = cleaned.get("file")
        if upload is None:
            return cleaned
        if upload.size > 4 * MOST_LETTERS:
            self.add_error("file", _("This is too much at once. Take at most 2,000 lines."))
            return cleaned
        try:
            cleaned["text"] = decode(upload.read())
        except Unreadable as fault:
            self.add_error("file", str(fault))
        return cleaned


class CorrectAddressForm(forms.Form):
    """The right address of somebody who was never reached."""

    email = forms.EmailField(
        label=_("The right e-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
        error_messages={
            "required": _("Write the address first."),
            "invalid": _("This mail address can't be right. Look it over, please."),
        },
    )


class RolesForm(forms.Form):
    """The roles of one person, as ticks."""

    def __init__(self, *args: Any, participation: Participation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, word in ROLE_WORDS.items():
            self.fields[name] = forms.BooleanField(
                label=str(word).capitalize(),
                required=False,
                initial=getattr(participation, name),
            )


class JoinForm(forms.Form):
    """Name and institution, and an address for those who want one."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs=_NAME)
    )
    institution = forms.ChoiceField(label=_("Where you work"), required=False)
    other_institution = forms.CharField(label=_("Not in the list?"), max_length=160, required=False)
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("Then you can come in from home too, and get your own words back."),
        required=False,
        widget=forms.EmailInput(attrs=_MAIL),
        error_messages={"invalid": _("This mail address can't be right. Look it over, please.")},
    )

    def __init__(self, *args: Any, seminar: Seminar, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = (
            Institution.objects.filter(participations__seminar=seminar)
            .distinct()
            .values_list("name", flat=True)
        )
        choices = [("", _("Choose, or write below"))]
        self.fields["institution"] = forms.ChoiceField(
            label=_("Where you work"),
            required=False,
            choices=[*choices, *((name, name) for name in names)],
        )
        self.order_fields(["name", "institution", "other_institution", "email"])

    def clean(self) -> dict[str, Any]:
        """One of the two must say where the person works."""
        cleaned = super().clean() or {}
        place = cleaned.get("other_institution") or cleaned.get("institution") or ""
        if not place and "institution" not in self.errors:
            self.add_error("institution", _("Choose where you work, or write it below."))
        cleaned["place"] = place
        return cleaned


class CodeForm(forms.Form):
    """The code from the wall."""

    code = forms.CharField(
        label=_("The code on the wall"),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )

    def clean_code(self) -> str:
        """Return it in capitals, without blanks and dashes."""
        return plain_code(self.cleaned_data["code"])


def plain_code(typed: str) -> str:
    """Return a typed code in capitals, letters and digits only."""
    return "".join(c for c in typed.upper() if c.isalnum())


class AskForm(forms.Form):
    """Ask for a place: the way in comes by mail."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs=_NAME)
    )
    email = forms.EmailField(
        label=_("E-mail"),
        widget=forms.EmailInput(attrs=_MAIL),
        error_messages={"invalid": _("This mail address can't be right. Look it over, please.")},
    )
    institution = forms.CharField(
        label=_("Where you work"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )


class SignUpForm(forms.Form):
    """One short page: coming or not, and what is needed. Fields the seminar has no use for go."""

    answer = forms.ChoiceField(
        label=_("Are you coming?"),
        choices=[(Answer.COMING, _("Yes, I am coming")), (Answer.NOT_COMING, _("No, I can't"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say yes or no. You can change it later.")},
    )
    takes_bus_out = forms.BooleanField(label=_("I take the bus out"), required=False)
    takes_bus_home = forms.BooleanField(label=_("I take the bus home"), required=False)
    eats_lunch = forms.BooleanField(label=_("I eat with you"), required=False)
    needs_room = forms.BooleanField(label=_("I need a room for the night"), required=False)
    diet = forms.CharField(
        label=_("Food you can't eat"),
        help_text=_("Allergy or other. Only the kitchen list has it."),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    diet_consent = forms.BooleanField(
        label=_("You may keep what I write about food until 14 days after the seminar."),
        required=False,
    )
    phone = forms.CharField(
        label=_("Telephone, so that the organiser can ring you"),
        help_text=_(
            "Organiser, facilitator and your makker see it. You can take it away again here or"
            " under “Me”."
        ),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        validators=[is_phone_number],
    )
    stuck_with = forms.CharField(
        label=_("What are you stuck with?"),
        help_text=_("Only you see it. You can bring it out at the idea market."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, seminar: Seminar, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gone = [] if seminar.has_bus else ["takes_bus_out", "takes_bus_home"]
        gone += [] if seminar.has_lunch else ["eats_lunch", "diet", "diet_consent"]
        gone += [] if seminar.has_rooms else ["needs_room"]
        for name in gone:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Food is sensitive: without the tick it can't be kept, and that is said at once."""
        cleaned = super().clean() or {}
        is_coming = cleaned.get("answer") == Answer.COMING
        if is_coming and cleaned.get("diet") and not cleaned.get("diet_consent"):
            self.add_error(
                "diet_consent", _("Tick here, or empty the line about food. It is your choice.")
            )
        return cleaned

    def wishes(self) -> Wishes:
        """Return what was ticked and written."""
        given = self.cleaned_data
        return Wishes(**{k: v for k, v in given.items() if k not in {"answer", "phone"}})
