"""The forms of sign-in and of one's own page."""

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from idetorg.people.models import User
from idetorg.people.rules import plain_code

CODE_ATTRS = {
    "autocomplete": "one-time-code",
    "autocapitalize": "characters",
    "spellcheck": "false",
    "inputmode": "text",
}


def _address(**kwargs: Any) -> forms.EmailField:
    return forms.EmailField(
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        error_messages={"invalid": _("This mail address can't be right. Look it over, please.")},
        **kwargs,
    )


class AskForCode(RequestLoginCodeForm):  # type: ignore[misc]  # allauth has no types
    """The address to send a code to."""

    email = _address(label=_("E-mail"))


class GiveCode(ConfirmLoginCodeForm):  # type: ignore[misc]  # allauth has no types
    """The code, typed or pasted with blanks and dashes as it may be."""

    code = forms.CharField(
        label=_("The code from the mail"), max_length=40, widget=forms.TextInput(attrs=CODE_ATTRS)
    )

    def clean_code(self) -> str:
        """Compare without blanks and dashes."""
        self.cleaned_data["code"] = plain_code(self.cleaned_data["code"])
        checked: str = super().clean_code()
        return checked


class MeForm(forms.ModelForm):  # type: ignore[type-arg]
    """Name, telephone and language. The address is changed by a code, in its own form."""

    class Meta:
        model = User
        fields = ["name", "phone", "language"]
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        }
        error_messages = {"name": {"required": _("Write the name others know you by.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"] = forms.ChoiceField(
            label=_("Language"), choices=settings.LANGUAGES, required=False
        )


class AddressForm(forms.Form):
    """A new address; a code is sent to it."""

    email = _address(label=_("New e-mail"))


class CodeForm(forms.Form):
    """The code that came to the new address."""

    code = forms.CharField(
        label=_("The code from the mail"), max_length=40, widget=forms.TextInput(attrs=CODE_ATTRS)
    )
