"""Addresses of the showcase."""

from django.urls import URLPattern, URLResolver, path

from idetorg.showcase.views import cards, showing

app_name = "showcase"

urlpatterns: list[URLPattern | URLResolver] = [
    path("erfaringer", cards.cards, name="cards"),
    path("erfaringer/<int:pk>", cards.card, name="card"),
    path("erfaringer/<int:pk>/bilde/<slug:which>/<int:width>", cards.picture, name="card_picture"),
    path("s/<slug:slug>/vis-fram/erfaringer", cards.invite, name="invite_cards"),
    path("s/<slug:slug>/vis-fram/erfaringer/<int:pk>", cards.invite_deed, name="invite_card"),
    path("s/<slug:slug>/vis-fram", showing.plan, name="plan"),
    path("s/<slug:slug>/vis-fram/ny", showing.edit, name="new"),
    path("s/<slug:slug>/vis-fram/<int:pk>", showing.presentation, name="presentation"),
    path("s/<slug:slug>/vis-fram/<int:pk>/rediger", showing.edit, name="edit"),
    path("s/<slug:slug>/vis-fram/<int:pk>/bilde", showing.presentation_picture, name="add_picture"),
    path("s/<slug:slug>/vis-fram/<int:pk>/gjor", showing.presentation_deed, name="deed"),
    path("s/<slug:slug>/fjernbesok/nytt", showing.visit, name="new_visit"),
    path("s/<slug:slug>/fjernbesok/<int:pk>", showing.visit, name="visit"),
    path("s/<slug:slug>/fjernbesok/<int:pk>/bilde", showing.visit_picture, name="visit_picture"),
    path("s/<slug:slug>/fjernbesok/<int:pk>/gjor", showing.visit_deed, name="visit_deed"),
    path("s/<slug:slug>/inspirasjon", showing.inspiration, name="inspiration"),
    path("s/<slug:slug>/inspirasjon/ny", showing.source, name="new_source"),
    path("s/<slug:slug>/inspirasjon/<int:pk>", showing.source, name="source"),
    path("s/<slug:slug>/inspirasjon/<int:pk>/fjern", showing.remove_source, name="remove_source"),
    path("s/<slug:slug>/stjel", showing.steal, name="steal"),
    path("s/<slug:slug>/stjel/<int:pk>/kast", showing.drop_note, name="drop_note"),
    path("s/<slug:slug>/bilde/<uuid:uuid>/<int:width>", showing.picture, name="picture"),
]
