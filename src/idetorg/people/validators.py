"""What may be written in a column of a person."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_NUMBER = re.compile(r"[\d +()./-]*")


def is_phone_number(text: str) -> None:
    """Refuse what nobody can ring: at least five digits, and only what stands in a number."""
    if not _NUMBER.fullmatch(text) or sum(c.isdigit() for c in text) < 5:
        raise ValidationError(
            _("This can't be a telephone number. Write it with digits, or leave it.")
        )
