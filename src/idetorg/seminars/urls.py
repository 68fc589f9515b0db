"""Addresses of the seminars app."""

from django.urls import URLPattern, URLResolver, path  # noqa: F401

app_name = "seminars"

urlpatterns: list[URLPattern | URLResolver] = []
