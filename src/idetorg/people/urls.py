"""Addresses of the people app."""

from django.urls import URLPattern, URLResolver, path  # noqa: F401

app_name = "people"

urlpatterns: list[URLPattern | URLResolver] = []
