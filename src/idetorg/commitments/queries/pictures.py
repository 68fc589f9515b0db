"""A task's pictures, and which of them a viewer may see."""

from dataclasses import dataclass

from idetorg.commitments.enums import Side
from idetorg.commitments.models import ChangeTask
from idetorg.commitments.rules import Tie, may_see_picture, ticked, tie_between
from idetorg.files.models import Picture
from idetorg.seminars.models import Participation


@dataclass(frozen=True)
class SeenPicture:
    """A picture that may be seen by whoever was asked about."""

    which: Side
    picture: Picture

    @property
    def name(self) -> str:
        """Return "Before" or "Now"."""
        return str(self.which.label)


def pictures_of(task: ChangeTask) -> dict[Side, Picture]:
    """Return all of a task's pictures, before first; one statement, none when prefetched."""
    found = {row.which: row.picture for row in task.pictures.all()}
    return {side: found[side.value] for side in Side if side.value in found}


def seen_pictures(
    task: ChangeTask, viewer: Participation | None, *, leader_token_valid: bool = False
) -> list[SeenPicture]:
    """Return the pictures a viewer may see; None is a stranger.

    `leader_token_valid`: the viewer holds the signed link of the leader the owner named.
    """
    found = pictures_of(task)
    if not found:
        return []
    tie = Tie(is_named_leader=True) if leader_token_valid else tie_between(task, viewer)
    return [
        SeenPicture(side, picture)
        for side, picture in found.items()
        if may_see_picture(ticked(task), tie, picture, is_draft=task.is_draft)
    ]
