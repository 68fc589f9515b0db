"""The product's addresses with the demo's in front, as they are when the demo runs."""

from django.urls import URLPattern, URLResolver, include, path

from idetorg.config.urls import urlpatterns as product
from idetorg.demo.urls import DEMO

urlpatterns: list[URLPattern | URLResolver] = [path("", include((DEMO, "demo"))), *product]
