"""Addresses of groups."""

from django.urls import URLPattern, URLResolver, path

from idetorg.grouping import views

app_name = "grouping"

urlpatterns: list[URLPattern | URLResolver] = [
    path("s/<slug:slug>/grupper", views.groups, name="groups"),
    path("s/<slug:slug>/grupper/lag", views.form, name="form"),
    path("s/<slug:slug>/grupper/vis", views.show, name="show"),
    path("s/<slug:slug>/grupper/ny", views.add, name="add"),
    path("s/<slug:slug>/grupper/flytt", views.move, name="move"),
    path("s/<slug:slug>/grupper/<int:pk>/bord", views.describe, name="describe"),
    path("s/<slug:slug>/grupper/<int:pk>/fjern", views.remove, name="remove"),
    path("s/<slug:slug>/grupper/hvorfor", views.why, name="why"),
]
