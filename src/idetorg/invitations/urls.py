"""Addresses of the invitations app."""

from django.urls import URLPattern, URLResolver, path

from idetorg.invitations.views import answers, joining, links, lists, people

app_name = "invitations"

urlpatterns: list[URLPattern | URLResolver] = [
    path("i/<str:token>", links.link, name="link"),
    path("bli-med", joining.join_start, name="join_start"),
    path("bli-med/<str:code>", joining.join, name="join"),
    path("s/<slug:slug>/kode", joining.wall, name="wall"),
    path("s/<slug:slug>/pamelding", answers.sign_up, name="sign_up"),
    path("s/<slug:slug>/folk", people.people, name="people"),
    path("s/<slug:slug>/folk/legg-til", people.add, name="add"),
    path("s/<slug:slug>/folk/inviter", people.send, name="send"),
    path("s/<slug:slug>/folk/kort", people.cards, name="cards"),
    path("s/<slug:slug>/folk/<int:pk>", people.person, name="person"),
    path("s/<slug:slug>/folk/<int:pk>/lenke", people.person_link, name="person_link"),
    path("s/<slug:slug>/folk/<int:pk>/adresse", people.person_address, name="person_address"),
    path("s/<slug:slug>/folk/<int:pk>/roller", people.person_roles, name="person_roles"),
    path("s/<slug:slug>/folk/<int:pk>/fjern", people.person_remove, name="person_remove"),
    path("s/<slug:slug>/kjokken", lists.kitchen, name="kitchen"),
    path("s/<slug:slug>/buss", lists.bus, name="bus"),
    path("s/<slug:slug>/buss/rop-opp", lists.board, name="board"),
    path("s/<slug:slug>/rom", lists.rooms, name="rooms"),
]
