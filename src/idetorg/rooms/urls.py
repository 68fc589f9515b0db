"""Addresses of the rooms app."""

from django.urls import URLPattern, URLResolver, path  # noqa: F401

app_name = "rooms"

urlpatterns: list[URLPattern | URLResolver] = []
