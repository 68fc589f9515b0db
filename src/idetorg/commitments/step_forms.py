"""A first step made smaller, two weeks after. Nothing is filled in for anybody."""

from typing import Any

from django import forms

from idetorg.commitments import words
from idetorg.commitments.actions.writing import LONGEST


class SmallerStepForm(forms.Form):
    """The new first step, in its owner's own words."""

    first_step = forms.CharField(
        max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_step"].label = words.text("smaller_step")
        self.fields["first_step"].help_text = words.question("first_step").help
