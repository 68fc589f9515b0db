"""Addresses of the showcase."""

from django.urls import URLPattern, URLResolver, path

from idetorg.showcase import views

app_name = "showcase"

urlpatterns: list[URLPattern | URLResolver] = [
    path("s/<slug:slug>/vis-fram", views.plan, name="plan"),
    path("s/<slug:slug>/vis-fram/ny", views.edit, name="new"),
    path("s/<slug:slug>/vis-fram/<int:pk>", views.presentation, name="presentation"),
    path("s/<slug:slug>/vis-fram/<int:pk>/rediger", views.edit, name="edit"),
    path("s/<slug:slug>/vis-fram/<int:pk>/bilde", views.presentation_picture, name="add_picture"),
    path("s/<slug:slug>/vis-fram/<int:pk>/gjor", views.presentation_deed, name="deed"),
    path("s/<slug:slug>/fjernbesok/nytt", views.visit, name="new_visit"),
    path("s/<slug:slug>/fjernbesok/<int:pk>", views.visit, name="visit"),
    path("s/<slug:slug>/fjernbesok/<int:pk>/bilde", views.visit_picture, name="visit_picture"),
    path("s/<slug:slug>/fjernbesok/<int:pk>/gjor", views.visit_deed, name="visit_deed"),
    path("s/<slug:slug>/inspirasjon", views.inspiration, name="inspiration"),
    path("s/<slug:slug>/inspirasjon/ny", views.source, name="new_source"),
    path("s/<slug:slug>/inspirasjon/<int:pk>", views.source, name="source"),
    path("s/<slug:slug>/inspirasjon/<int:pk>/fjern", views.remove_source, name="remove_source"),
    path("s/<slug:slug>/stjel", views.steal, name="steal"),
    path("s/<slug:slug>/stjel/<int:pk>/kast", views.drop_note, name="drop_note"),
    path("s/<slug:slug>/bilde/<uuid:uuid>/<int:width>", views.picture, name="picture"),
]
