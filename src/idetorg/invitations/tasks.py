"""Work at night."""

from datetime import datetime

from idetorg.core.durable import durable
from idetorg.invitations.actions.answers import delete_old_diets as delete_them

EVERY = 24 * 60 * 60


def delete_old_diets(moment: datetime) -> int:
    """Delete food and allergies 14 days after each seminar. Twice does no harm."""
    with durable():
        return delete_them(moment)
