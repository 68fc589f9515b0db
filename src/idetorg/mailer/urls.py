"""Addresses in the footers of mail."""

from django.urls import path

from idetorg.mailer import views

app_name = "mailer"
urlpatterns = [
    path("m/<str:token>", views.preferences, name="preferences"),
    path("m/<str:token>/stop", views.stop, name="stop"),
]
