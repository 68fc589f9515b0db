"""Addresses of the commitments app."""

from django.urls import URLPattern, URLResolver, path

from idetorg.commitments.views import (
    calling,
    cards,
    keeping,
    leading,
    letters,
    makker,
    smaller,
    writing,
    year,
)

app_name = "commitments"

S = "s/<slug:slug>/"
TASK = S + "oppgave/<int:pk>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(S + "oppgave", writing.write, name="write"),
    path(S + "oppgave/begynn", writing.start, name="start"),
    path(S + "ikke-naa", writing.not_now, name="not_now"),
    path(TASK + "sporsmal/<slug:name>", writing.question, name="question"),
    path(TASK + "hent", writing.pick_up, name="pick_up"),
    path(TASK + "se-over", writing.review, name="review"),
    path(TASK + "hjem", keeping.home, name="home"),
    path(TASK + "hjem/epost", keeping.mail, name="mail"),
    path(TASK + "takk", keeping.thank, name="thank"),
    path(TASK + "kort.pdf", keeping.card, name="card"),
    path(TASK + "brev.pdf", keeping.letter, name="letter_to_me"),
    path(S + "oppgave/<int:pk>", keeping.task, name="task"),
    path(TASK + "stand", keeping.move, name="move"),
    path(TASK + "skriv-om", keeping.reword, name="reword"),
    path(TASK + "hvem-ser", keeping.show_to, name="show_to"),
    path(TASK + "ikke-min", keeping.close, name="close"),
    path(TASK + "hjelp", keeping.wish_help, name="wish_help"),
    path(TASK + "hort", calling.heard, name="heard"),
    path(TASK + "spor-lederen", keeping.ask_leader, name="ask_leader"),
    path(TASK + "bekreft", keeping.confirm, name="confirm"),
    path(TASK + "erfaring", cards.edit, name="card_edit"),
    path(TASK + "erfaring/bilder", cards.pictures, name="card_pictures"),
    path(TASK + "erfaring/vis", cards.show, name="card_show"),
    path(TASK + "erfaring/svar", cards.answer, name="card_answer"),
    path(S + "makker", makker.makker, name="makker"),
    path(S + "makker/spor", makker.ask, name="ask_makker"),
    path(S + "makker/<int:pk>", makker.answer, name="answer_makker"),
    path(S + "makker/<int:pk>/si", makker.say, name="say_to_makker"),
    path(S + "makker/<int:pk>/hort", makker.hear, name="hear_makker"),
    path(S + "oppgaver", leading.overview, name="overview"),
    path(S + "oppgaver/papir", leading.paper, name="paper"),
    path(S + "oppgaver/skjema.pdf", leading.paper_pdf, name="paper_pdf"),
    path(S + "oppgaver/hjelp/<int:pk>", leading.take_help, name="take_help"),
    path(S + "ring", calling.calls, name="calls"),
    path(S + "ring/epost", calling.by_mail, name="calls_by_mail"),
    path(S + "ring/<int:pk>", calling.call, name="call"),
    path(S + "ring/<int:pk>/svar", calling.hear_for, name="hear_for"),
    path(S + "ring/notat/<int:pk>/slett", calling.drop_note, name="drop_call_note"),
    path(S + "brev", letters.all_letters, name="letters"),
    path(S + "brev/nytt", letters.new_letter, name="new_letter"),
    path(S + "brev/<int:pk>", letters.letter, name="letter"),
    path(S + "brev/<int:pk>/ja", letters.approve_letter, name="approve_letter"),
    path(S + "brev/<int:pk>/nei", letters.decline_letter, name="decline_letter"),
    path(S + "brev/<int:pk>/ta-tilbake", letters.take_back_letter, name="take_back_letter"),
    path(S + "brev/<int:pk>/ark", letters.letter_sheet, name="letter_sheet"),
    path(S + "brev/<int:pk>/brev.pdf", letters.letter_pdf, name="letter_pdf"),
    path(S + "brev/<int:pk>/levert", letters.hand_over_letter, name="hand_over_letter"),
    path(S + "brev/<int:pk>/trekk", letters.drop_letter, name="drop_letter"),
    path("o/<str:token>", year.answer, name="answer"),
    path("o/<str:token>/mindre", smaller.smaller, name="smaller"),
    path("b/<str:token>", year.seen, name="seen"),
]
