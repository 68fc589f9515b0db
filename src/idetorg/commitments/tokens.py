"""Signed links: a follow-up's answer page, and the page of the leader an owner named.

HMAC-SHA256 in full (256 bits). The number in a token is no secret; the signature is.
"""

from django.core import signing
from django.utils.crypto import salted_hmac

from idetorg.commitments.models import ChangeTask, FollowUp

_follow_up = signing.Signer(salt="idetorg.commitments.follow_up")
_leader = signing.Signer(salt="idetorg.commitments.leader")


def follow_up_token(follow_up: FollowUp) -> str:
    """Return the token of an answer page. Raising the person's `link_version` ends it."""
    version = follow_up.task.participation.link_version
    return _follow_up.sign(f"{follow_up.pk}.{version}")


def read_follow_up(token: str) -> tuple[FollowUp, bool] | None:
    """Return the follow-up a token opens and whether the link is still good; None if forged."""
    try:
        pk, _dot, version = _follow_up.unsign(token).partition(".")
    except signing.BadSignature:
        return None
    found = (
        FollowUp.objects.select_related(
            "task__participation__user", "task__participation__seminar__organiser"
        )
        .filter(pk=int(pk))
        .first()
    )
    if found is None:
        return None
    return found, found.task.participation.link_version == int(version)


def _mark(task: ChangeTask) -> str:
    """Return a short mark of the named leader: another leader, and old links are dead."""
    named = f"{task.leader_name}\n{task.leader_email}".strip().lower()
    return salted_hmac("idetorg.commitments.leader", named, algorithm="sha256").hexdigest()[:16]


def leader_token(task: ChangeTask) -> str:
    """Return the token of the page a task's named leader may open."""
    return _leader.sign(f"{task.pk}.{_mark(task)}")


def read_leader(token: str) -> tuple[ChangeTask, bool] | None:
    """Return the task and whether the token is its present leader's; None if forged."""
    try:
        pk, _dot, mark = _leader.unsign(token).partition(".")
    except signing.BadSignature:
        return None
    task = (
        ChangeTask.objects.select_related(
            "participation__user", "participation__seminar__organiser"
        )
        .filter(pk=int(pk))
        .first()
    )
    if task is None:
        return None
    return task, mark == _mark(task)
