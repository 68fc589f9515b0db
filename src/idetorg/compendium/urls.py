"""Addresses of the compendium app."""

from django.urls import URLPattern, URLResolver, path  # noqa: F401

app_name = "compendium"

urlpatterns: list[URLPattern | URLResolver] = []
