"""The mailer's addresses alone."""

from django.urls import include, path

urlpatterns = [path("", include("idetorg.mailer.urls"))]
