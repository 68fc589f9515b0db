"""Addresses of the seminars app."""

from django.urls import URLPattern, URLResolver, path

from idetorg.seminars import views

app_name = "seminars"

urlpatterns: list[URLPattern | URLResolver] = [
    path("oppstart", views.start, name="start"),
    path("nytt", views.new, name="new"),
    path("s/<slug:slug>/om", views.settings, name="settings"),
    path("s/<slug:slug>/om/kode", views.join_code, name="join_code"),
    path("s/<slug:slug>/om/storskjerm", views.screen_address, name="screen_address"),
    path("s/<slug:slug>/om/arrangor", views.organiser, name="organiser"),
    path("s/<slug:slug>/om/ansikt", views.face, name="face"),
]
