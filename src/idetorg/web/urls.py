"""Addresses of pages that mix steps."""

from django.urls import URLPattern, URLResolver, path

from idetorg.web import views
from idetorg.web.mail import views as mail

app_name = "web"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("hjem", views.home, name="home_page"),
    path("s/<slug:slug>/", views.seminar, name="seminar"),
    path("s/<slug:slug>/now", views.now, name="now"),
    path("s/<slug:slug>/mitt", views.mine, name="mine"),
    path("s/<slug:slug>/mitt/ta-tilbake", views.given, name="given"),
    path("s/<slug:slug>/lead", views.lead, name="lead"),
    path("s/<slug:slug>/lead/move", views.move, name="move"),
    path("s/<slug:slug>/screen", views.own_screen, name="own_screen"),
    path("s/<slug:slug>/screen/<str:key>", views.screen, name="screen"),
    path("s/<slug:slug>/screen/<str:key>/live", views.screen_live, name="screen_live"),
    path("s/<slug:slug>/live", views.live, name="live"),
    path("s/<slug:slug>/mer", views.more, name="more"),
    path("s/<slug:slug>/epost", mail.mail, name="mail"),
    path("s/<slug:slug>/epost/vent", mail.hold, name="mail_hold"),
    path("s/<slug:slug>/epost/slipp", mail.release, name="mail_release"),
    path("s/<slug:slug>/epost/stopp/<str:kind>", mail.stop, name="mail_stop"),
    path("s/<slug:slug>/epost/prove", mail.test, name="mail_test"),
]
