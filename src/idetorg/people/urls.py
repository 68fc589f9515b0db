"""Addresses of sign-in and of one's own page. There is no password anywhere.

allauth reverses its own names, so those stand outside the namespace.
"""

from django.urls import URLPattern, URLResolver, include, path

from idetorg.people import views

own_pages = [
    path("meg", views.me, name="me"),
    path("meg/adresse", views.ask_new_address, name="ask_new_address"),
    path("meg/adresse/kode", views.confirm_new_address, name="confirm_new_address"),
    path("meg/adresse/behold", views.drop_new_address, name="drop_new_address"),
    path("meg/mine-data.json", views.export, name="export"),
    path("meg/slett", views.erase, name="erase"),
    path("meg/slettet", views.erased, name="erased"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((own_pages, "people"))),
    path("logg-inn", views.ask_for_code, name="account_request_login_code"),
    path("logg-inn", views.ask_for_code, name="account_login"),
    path("logg-inn/kode", views.give_code, name="account_confirm_login_code"),
    path("logg-ut", views.sign_out, name="account_logout"),
]
