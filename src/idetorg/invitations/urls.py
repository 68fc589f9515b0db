"""Addresses of the invitations app."""

from django.urls import URLPattern, URLResolver, path  # noqa: F401

app_name = "invitations"

urlpatterns: list[URLPattern | URLResolver] = []
