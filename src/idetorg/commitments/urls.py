"""Addresses of the commitments app."""

from django.urls import URLPattern, URLResolver, path

from idetorg.commitments.views import keeping, leading, makker, writing, year

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
    path(TASK + "kort.pdf", keeping.card, name="card"),
    path(TASK + "brev.pdf", keeping.letter, name="letter_to_me"),
    path(S + "oppgave/<int:pk>", keeping.task, name="task"),
    path(TASK + "stand", keeping.move, name="move"),
    path(TASK + "skriv-om", keeping.reword, name="reword"),
    path(TASK + "hvem-ser", keeping.show_to, name="show_to"),
    path(TASK + "ikke-min", keeping.close, name="close"),
    path(TASK + "hjelp", keeping.wish_help, name="wish_help"),
    path(TASK + "spor-lederen", keeping.ask_leader, name="ask_leader"),
    path(TASK + "bekreft", keeping.confirm, name="confirm"),
    path(S + "makker", makker.makker, name="makker"),
    path(S + "makker/spor", makker.ask, name="ask_makker"),
    path(S + "makker/<int:pk>", makker.answer, name="answer_makker"),
    path(S + "makker/<int:pk>/si", makker.say, name="say_to_makker"),
    path(S + "makker/<int:pk>/hort", makker.hear, name="hear_makker"),
    path(S + "oppgaver", leading.overview, name="overview"),
    path(S + "oppgaver/papir", leading.paper, name="paper"),
    path(S + "oppgaver/skjema.pdf", leading.paper_pdf, name="paper_pdf"),
    path(S + "oppgaver/hjelp/<int:pk>", leading.take_help, name="take_help"),
    path("o/<str:token>", year.answer, name="answer"),
    path("b/<str:token>", year.seen, name="seen"),
]
