"""When a card goes – its owner is erased – its pictures go with it."""

from typing import Any

from idetorg.files.actions import remove
from idetorg.files.models import Picture
from idetorg.showcase.models import ExperienceCard


def drop_pictures(sender: type[ExperienceCard], instance: ExperienceCard, **kwargs: Any) -> None:
    """Throw away what was kept for a card that is gone."""
    for picture in Picture.objects.filter(scope=f"card{instance.pk}"):
        remove(picture)
