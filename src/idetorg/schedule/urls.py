"""Addresses of the programme."""

from django.urls import URLPattern, URLResolver, path

from idetorg.schedule import views

app_name = "schedule"

urlpatterns: list[URLPattern | URLResolver] = [
    path("s/<slug:slug>/program", views.program, name="program"),
    path("s/<slug:slug>/program/lim-inn", views.paste, name="paste"),
    path("s/<slug:slug>/program/rediger", views.edit, name="edit"),
    path("s/<slug:slug>/program/ny", views.item, name="new_item"),
    path("s/<slug:slug>/program/<int:pk>", views.item, name="item"),
    path("s/<slug:slug>/program/<int:pk>/fjern", views.remove, name="remove"),
    path("s/<slug:slug>/program/angre", views.undo, name="undo"),
    path("s/<slug:slug>/program/flytt", views.move_all, name="move_all"),
    path("s/<slug:slug>/program/behold-okter", views.keep_steps, name="keep_steps"),
    path("s/<slug:slug>/program/publiser", views.publish, name="publish"),
    path("s/<slug:slug>/schedule.ics", views.calendar, name="calendar"),
    path("s/<slug:slug>/schedule.json", views.data, name="data"),
    path("s/<slug:slug>/schedule.xml", views.frab, name="frab"),
    path("s/<slug:slug>/program.pdf", views.pdf, name="pdf"),
]
