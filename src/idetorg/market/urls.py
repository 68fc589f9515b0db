"""Addresses of the idea market."""

from django.urls import URLPattern, URLResolver, path

from idetorg.market import views

app_name = "market"

urlpatterns: list[URLPattern | URLResolver] = [
    path("s/<slug:slug>/idetorg", views.board, name="board"),
    path("s/<slug:slug>/idetorg/skriv", views.write, name="write"),
    path("s/<slug:slug>/idetorg/navn", views.names, name="names"),
    path("s/<slug:slug>/idetorg/stille", views.silent, name="silent"),
    path("s/<slug:slug>/idetorg/<int:pk>", views.problem, name="problem"),
    path("s/<slug:slug>/idetorg/<int:pk>/heng-opp", views.publish, name="publish"),
    path("s/<slug:slug>/idetorg/<int:pk>/ta-ned", views.withdraw, name="withdraw"),
    path("s/<slug:slug>/idetorg/<int:pk>/ved-siden", views.beside, name="beside"),
    path("s/<slug:slug>/idetorg/<int:pk>/merk", views.mark, name="mark"),
    path("s/<slug:slug>/idetorg/<int:pk>/onske", views.wish, name="wish"),
]
