"""Addresses of the evaluation app."""

from django.urls import URLPattern, URLResolver, path  # noqa: F401

app_name = "evaluation"

urlpatterns: list[URLPattern | URLResolver] = []
