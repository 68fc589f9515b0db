"""Deeds with change tasks. Only the owner writes, moves and shows one.

writing: draft, answers, taking home, rewording, "not now", paper.
telling: states and answers to follow-ups. company: makker, leader, wishes for help.
makker: what two makkers say to each other. letters: to municipal directors, with consent.
pictures: before and now. calling: what was agreed, and heard, on the phone.
posting: questions that wait or are called off.
"""

from idetorg.commitments.actions.calling import (
    choose_list_mail,
    confirm_heard,
    drop_call_note,
    hear_answer,
    reject_heard,
    write_call_note,
)
from idetorg.commitments.actions.company import (
    agree_makker,
    ask_help,
    ask_leader,
    ask_makker,
    confirm,
    end_makker,
    take_back_help,
    take_help,
    thank_origin,
)
from idetorg.commitments.actions.letters import (
    approve_letter,
    decline_letter,
    drop_letter,
    hand_over_letter,
    propose_letter,
    take_back_letter,
)
from idetorg.commitments.actions.makker import hear, say_to_makker
from idetorg.commitments.actions.pictures import add_picture, describe_picture, remove_picture
from idetorg.commitments.actions.posting import call_off_questions, take_back_questions
from idetorg.commitments.actions.quiet import add_quiet_time, drop_quiet_time
from idetorg.commitments.actions.telling import (
    add_details,
    answer_first_step,
    answer_follow_up,
    close,
    move_state,
    stop_questions,
)
from idetorg.commitments.actions.writing import (
    commit,
    confirm_paper,
    mail_own_words,
    not_now,
    pick_up_origin,
    reword,
    save_answer,
    set_visibility,
    start_draft,
    type_in_own_paper,
    type_in_paper,
)

__all__ = [
    "add_details",
    "add_picture",
    "add_quiet_time",
    "agree_makker",
    "answer_first_step",
    "answer_follow_up",
    "approve_letter",
    "ask_help",
    "ask_leader",
    "ask_makker",
    "call_off_questions",
    "choose_list_mail",
    "close",
    "commit",
    "confirm",
    "confirm_heard",
    "confirm_paper",
    "decline_letter",
    "describe_picture",
    "drop_call_note",
    "drop_letter",
    "drop_quiet_time",
    "end_makker",
    "hand_over_letter",
    "hear",
    "hear_answer",
    "mail_own_words",
    "move_state",
    "not_now",
    "pick_up_origin",
    "propose_letter",
    "reject_heard",
    "remove_picture",
    "reword",
    "save_answer",
    "say_to_makker",
    "set_visibility",
    "start_draft",
    "stop_questions",
    "take_back_help",
    "take_back_letter",
    "take_back_questions",
    "take_help",
    "thank_origin",
    "type_in_own_paper",
    "type_in_paper",
    "write_call_note",
]
