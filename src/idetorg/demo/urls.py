"""Addresses of the demo; there are none outside it."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, path

from idetorg.demo import views

app_name = "demo"

DEMO: list[URLPattern | URLResolver] = [
    path("", views.cast, name="cast"),
    path("demo/hopp", views.jump, name="jump"),
    path("demo/andre", views.others, name="others"),
    path("demo/post", views.mail, name="mail"),
    path("demo/post/<int:pk>", views.one_mail, name="one_mail"),
]
urlpatterns = DEMO if settings.IDETORG_DEMO else []
