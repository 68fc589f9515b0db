"""The form on the page behind the pause link."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PauseForm(forms.Form):
    """How long the break is, in weeks."""

    weeks = forms.TypedChoiceField(
        label=_("Take a break from the mail. How long?"),
        coerce=int,
        choices=[(2, _("Two weeks")), (4, _("Four weeks")), (13, _("Three months"))],
        widget=forms.RadioSelect,
        initial=4,
        error_messages={
            "required": _("Choose how long first."),
            "invalid_choice": _("Choose how long first."),
        },
    )
