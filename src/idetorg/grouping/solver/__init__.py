"""Form groups from ranked wishes, with proof. Plain Python over HiGHS; knows nothing of Django.

``solve(instance)`` answers an ``Instance`` with a ``Solution``; ``explain`` tells one person why.
"""

from .explaining import Explainer, Explanation, MissedWish, Swap, UnknownParticipant, explain
from .instance import BadInstance, Instance, Participant, PastGroup, Topic
from .solution import SOLVER_VERSION, Group, Level, Solution
from .solving import solve

__all__ = [
    "SOLVER_VERSION",
    "BadInstance",
    "Explainer",
    "Explanation",
    "Group",
    "Instance",
    "Level",
    "MissedWish",
    "Participant",
    "PastGroup",
    "Solution",
    "Swap",
    "Topic",
    "UnknownParticipant",
    "explain",
    "solve",
]
