"""When a task goes – its owner is erased – its pictures go with it."""

from typing import Any

from idetorg.commitments.actions.pictures import scope_of
from idetorg.commitments.models import ChangeTask
from idetorg.files.actions import remove
from idetorg.files.models import Picture


def drop_pictures(sender: type[ChangeTask], instance: ChangeTask, **kwargs: Any) -> None:
    """Throw away what was kept for a task that is gone."""
    for picture in Picture.objects.filter(scope=scope_of(instance)):
        remove(picture)
