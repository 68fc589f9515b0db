"""Addresses of the evaluation."""

from django.urls import URLPattern, URLResolver, path

from idetorg.evaluation import views

app_name = "evaluation"

urlpatterns: list[URLPattern | URLResolver] = [
    path("s/<slug:slug>/evaluering", views.answer, name="answer"),
    path("s/<slug:slug>/evaluering/takk", views.thanks, name="thanks"),
    path("s/<slug:slug>/evaluering/lukk", views.close, name="close"),
    path("s/<slug:slug>/evaluering/apne", views.open_form, name="open"),
    path("s/<slug:slug>/evaluering/vis", views.publish, name="publish"),
    path("s/<slug:slug>/evaluering/rapport", views.report, name="report"),
    path("s/<slug:slug>/evaluering/rapport.pdf", views.report_pdf, name="report_pdf"),
    path("s/<slug:slug>/oppsummering", views.summary, name="summary"),
    path("s/<slug:slug>/oppsummering/rediger", views.edit_summary, name="edit_summary"),
    path("s/<slug:slug>/oppsummering/vis", views.publish_summary, name="publish_summary"),
]
