"""A change task that is carried out may become a card for others to learn from."""

from collections.abc import Mapping

from django.db import transaction

from idetorg.commitments.actions.common import own_locked
from idetorg.commitments.enums import TaskState
from idetorg.commitments.errors import NotCarriedOut
from idetorg.commitments.models import ChangeTask
from idetorg.seminars.models import Participation
from idetorg.showcase.actions import make_card
from idetorg.showcase.actions import save_card as save_words
from idetorg.showcase.errors import CardConflict
from idetorg.showcase.models import ExperienceCard

CARRIED_OUT = frozenset({TaskState.DONE, TaskState.LASTING})


def may_have_card(task: ChangeTask) -> bool:
    """Tell whether a task has a card, or is carried out so that its owner may make one."""
    return task.card_id is not None or task.state in CARRIED_OUT


@transaction.atomic
def save_card(
    task: ChangeTask, words: Mapping[str, str], *, by: Participation, revision: int
) -> ExperienceCard:
    """Store the owner's words on the card of their task; the first time makes the card.

    `revision` is 0 before there is a card. The task's own words are copied by nobody.
    Raises NotYours; NotCarriedOut before the task is done; CardConflict, CardNotWhole.
    """
    row = own_locked(task, by)
    card = row.card
    if card is None:
        if row.state not in CARRIED_OUT or row.institution is None:
            raise NotCarriedOut
        card = make_card(row.participation, row.institution)
        row.card = card
        row.save(update_fields=["card"])
        revision = card.revision if revision == 0 else revision
    elif revision == 0:  # another phone made it in the meantime
        raise CardConflict({name: getattr(card, name) for name in words}, card.revision)
    return save_words(card, words, by=by, revision=revision)
