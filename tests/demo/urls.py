"""The product's addresses with the demo's in front, as they are when the demo runs."""

from django.urls import URLPattern, URLResolver, include, path

from idetorg.config.urls import urlpatterns as product
from idetorg.demo import views

demo = [
    path("", views.cast, name="cast"),
    path("demo/hopp", views.jump, name="jump"),
    path("demo/andre", views.others, name="others"),
    path("demo/post", views.mail, name="mail"),
    path("demo/post/<int:pk>", views.one_mail, name="one_mail"),
]
urlpatterns: list[URLPattern | URLResolver] = [path("", include((demo, "demo"))), *product]
