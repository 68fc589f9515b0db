"""What can go wrong with seminars and organisers."""

from django.utils.translation import gettext_lazy as _

from idetorg.core.errors import Refused


class AlreadyInUse(Refused):
    """Somebody made the first organiser in the meantime."""

    message = _("This installation already has an organiser. Sign in instead.")
