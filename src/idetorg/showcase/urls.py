"""Addresses of the showcase app."""

from django.urls import URLPattern, URLResolver, path  # noqa: F401

app_name = "showcase"

urlpatterns: list[URLPattern | URLResolver] = []
