"""Addresses of the compendium."""

from django.urls import URLPattern, URLResolver, path

from idetorg.compendium import views

app_name = "compendium"

urlpatterns: list[URLPattern | URLResolver] = [
    path("s/<slug:slug>/kompendium", views.compendium, name="compendium"),
    path("s/<slug:slug>/kompendium/lag", views.make_one, name="make"),
    path("s/<slug:slug>/kompendium/vis", views.publish, name="publish"),
    path("s/<slug:slug>/kompendium.pdf", views.download, name="download"),
    path("s/<slug:slug>/bilder", views.pictures, name="pictures"),
    path("s/<slug:slug>/bilder/<int:pk>/fjern", views.remove_picture, name="remove_picture"),
]
