"""What two makkers say to each other, each on their own phone and in own words."""

from django.db import transaction

from idetorg.audit.actions import record
from idetorg.commitments.errors import NotMakkers
from idetorg.commitments.models import MakkerPair, MakkerWord
from idetorg.core.time import now
from idetorg.live.actions import emit
from idetorg.seminars.models import Participation

SAID = ("ask_about", "ring_when", "leave_out")


def _the_other(pair: MakkerPair, by: Participation) -> Participation:
    """Return the other of an agreed pair; raise NotMakkers for anybody else."""
    if by.pk not in {pair.one_id, pair.other_id}:
        raise NotMakkers
    if pair.agreed_at is None or pair.ended_at is not None:
        raise NotMakkers
    return pair.other if by.pk == pair.one_id else pair.one


def _tell(pair: MakkerPair, word: MakkerWord, action: str, by: Participation) -> None:
    record(
        scope=by.seminar.scope,
        actor_id=by.user_id,
        actor=by.user.name,
        action=f"commitments.{action}",
        obj=word,
    )
    for topic in sorted({pair.one.topic, pair.other.topic}):
        emit(topic, "makker", {})


@transaction.atomic
def say_to_makker(pair: MakkerPair, *, by: Participation, said: dict[str, str]) -> MakkerWord:
    """Keep one's own answers to the makker's questions; `said` has the keys of SAID.

    Shown to the other alone, and for as long as both are makkers. Raises NotMakkers.
    """
    _the_other(pair, by)
    word, _made = MakkerWord.objects.update_or_create(
        pair=pair,
        participation=by,
        defaults={**{name: said.get(name, "").strip() for name in SAID}, "saved_at": now()},
    )
    _tell(pair, word, "said_to_makker", by)
    return word


@transaction.atomic
def hear(pair: MakkerPair, *, by: Participation, heard: bool = True) -> MakkerWord:
    """Say that one has heard the other read their when–then plan aloud, or take it back.

    It says nothing of what the plan is, and moves no state. Twice is once. Raises NotMakkers.
    """
    other = _the_other(pair, by)
    word, _made = MakkerWord.objects.get_or_create(pair=pair, participation=other)
    if (word.heard_at is not None) != heard:
        word.heard_at = now() if heard else None
        word.save(update_fields=["heard_at"])
        _tell(pair, word, "heard_makker" if heard else "unheard_makker", by)
    return word
