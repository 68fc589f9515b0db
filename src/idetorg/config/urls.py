"""Readable addresses. Each app names its own; this file only puts them together."""

from django.urls import URLPattern, URLResolver, include, path

handler400 = "idetorg.core.views.unreadable"
handler403 = "idetorg.core.views.forbidden"
handler404 = "idetorg.core.views.not_found"
handler500 = "idetorg.core.views.broken"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("idetorg.core.urls")),
    path("", include("idetorg.people.urls")),
    path("", include("idetorg.mailer.urls")),
    path("", include("idetorg.demo.urls")),
    path("", include("idetorg.seminars.urls")),
    path("", include("idetorg.schedule.urls")),
    path("", include("idetorg.invitations.urls")),
    path("", include("idetorg.showcase.urls")),
    path("", include("idetorg.market.urls")),
    path("", include("idetorg.grouping.urls")),
    path("", include("idetorg.rooms.urls")),
    path("", include("idetorg.commitments.urls")),
    path("", include("idetorg.evaluation.urls")),
    path("", include("idetorg.compendium.urls")),
    path("", include("idetorg.web.urls")),
]
