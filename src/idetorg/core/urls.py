"""Health, language, and what a phone keeps."""

from django.urls import path

from idetorg.core import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("language", views.set_language, name="set_language"),
    path("kept.js", views.kept_worker, name="kept_worker"),
    path("uten-nett", views.no_coverage, name="no_coverage"),
]
