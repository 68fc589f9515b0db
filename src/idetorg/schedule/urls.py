"""Addresses of the schedule app."""

from django.urls import URLPattern, URLResolver, path  # noqa: F401

app_name = "schedule"

urlpatterns: list[URLPattern | URLResolver] = []
