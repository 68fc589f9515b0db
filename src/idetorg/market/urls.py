"""Addresses of the market app."""

from django.urls import URLPattern, URLResolver, path  # noqa: F401

app_name = "market"

urlpatterns: list[URLPattern | URLResolver] = []
