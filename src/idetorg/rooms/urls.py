"""Addresses of the rooms."""

from django.urls import URLPattern, URLResolver, path

from idetorg.rooms import views

app_name = "rooms"

urlpatterns: list[URLPattern | URLResolver] = [
    path("s/<slug:slug>/gruppe", views.group, name="group"),
    path("s/<slug:slug>/gruppe/ark", views.sheet, name="sheet"),
    path("s/<slug:slug>/gruppe/min-linje", views.private_line, name="private_line"),
    path("s/<slug:slug>/gruppe/hosting", views.harvest, name="harvest"),
    path("s/<slug:slug>/gruppe/metode", views.method, name="method"),
    path("s/<slug:slug>/grupper/<int:pk>", views.led_group_page, name="led_group"),
    path("s/<slug:slug>/grupper/<int:pk>/spor", views.ask, name="ask"),
    path("s/<slug:slug>/morgen", views.check_in, name="check_in"),
    path("s/<slug:slug>/trader", views.threads, name="threads"),
    path("s/<slug:slug>/trader/ny", views.make_thread, name="make_thread"),
    path("s/<slug:slug>/trader/vis", views.show_threads, name="show_threads"),
    path("s/<slug:slug>/trader/<int:pk>", views.thread, name="thread"),
    path("s/<slug:slug>/trader/<int:pk>/rett", views.correct, name="correct"),
    path("s/<slug:slug>/trader/rettelse/<int:pk>", views.settle, name="settle"),
    path("s/<slug:slug>/plenum/vis", views.show_harvest, name="show_harvest"),
    path("s/<slug:slug>/plenum/hand", views.hand, name="hand"),
    path("s/<slug:slug>/plenum/hand/ferdig", views.hand_done, name="hand_done"),
    path("s/<slug:slug>/logg", views.log, name="log"),
    path("s/<slug:slug>/logg/onske/<int:pk>", views.settle_request, name="settle_request"),
]
