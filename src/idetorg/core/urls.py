"""Health and language."""

from django.urls import path

from idetorg.core import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("language", views.set_language, name="set_language"),
]
