"""Addresses of the commitments app."""

from django.urls import URLPattern, URLResolver, path  # noqa: F401

app_name = "commitments"

urlpatterns: list[URLPattern | URLResolver] = []
