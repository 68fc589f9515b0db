"""One press makes the compendium; the seminar's page keeps it."""

from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from idetorg.compendium import actions
from idetorg.compendium.activities import latest_edition
from idetorg.compendium.models import Compendium, Edition, SeminarPicture
from idetorg.compendium.tasks import make
from idetorg.core.durable import durable_post, durable_view
from idetorg.core.errors import Refused
from idetorg.seminars.access import leader_seat, organiser_seat, seminar_page
from idetorg.seminars.navigation import desk_navigation
from idetorg.showcase.forms import PictureForm
from idetorg.showcase.queries import inspiration, presentations
from idetorg.showcase.rules import may_be_shown


@never_cache
@require_http_methods(["GET", "POST"])
@durable_view
def compendium(request: HttpRequest, slug: str) -> HttpResponse:
    """Title, foreword, what is in it, and the editions made."""
    seat = leader_seat(request, slug)
    if request.method == "POST":
        actions.save_compendium(
            seat.seminar,
            title=request.POST.get("title", ""),
            foreword=request.POST.get("foreword", ""),
            by=seat.participation,
        )
        messages.success(request, _("Saved."))
        return redirect("compendium:compendium", slug)
    row = Compendium.objects.filter(seminar=seat.seminar).first()
    editions = list(row.editions.all()[:10]) if row else []
    projects = presentations(seat.seminar)
    hidden = [
        (project, p.picture)
        for project in projects
        for p in project.pictures.all()
        if not may_be_shown(p.picture)
    ]
    return render(
        request,
        "compendium/compendium.html",
        {
            "seminar": seat.seminar,
            "compendium": row,
            "editions": editions,
            "is_waiting": any(e.state == Edition.State.WAITING for e in editions),
            "latest": latest_edition(seat.seminar),
            "project_count": len(projects),
            "source_count": len(inspiration(seat.seminar)),
            "hidden": hidden,
            "organises": seat.organises,
            "nav": desk_navigation(seat, "more"),
        },
    )


@durable_post
def make_one(request: HttpRequest, slug: str) -> HttpResponse:
    """Order a new edition; a job makes it."""
    seat = leader_seat(request, slug)
    row, _made = Compendium.objects.get_or_create(seminar=seat.seminar)
    edition = actions.order_edition(row, by=seat.participation)
    # The job must find the order: it is queued when the order is kept, whatever runs the jobs.
    transaction.on_commit(partial(make.enqueue, edition.pk))
    return redirect("compendium:compendium", slug)


@durable_post
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Put the newest edition on the seminar's page, or take it off."""
    seat = organiser_seat(request, slug)
    row = Compendium.objects.filter(seminar=seat.seminar).first()
    if row is None:
        raise Http404
    actions.publish(row, request.POST.get("published") == "1", by=seat.participation)
    return redirect("compendium:compendium", slug)


@require_GET
def download(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The newest edition: to everyone once published, to the seminar's people before."""
    seminar, seat = seminar_page(request, slug)
    row = Compendium.objects.filter(seminar=seminar).first()
    edition = latest_edition(seminar)
    if row is None or edition is None or (row.published_at is None and seat is None):
        raise Http404
    return FileResponse(
        edition.pdf.open("rb"),
        content_type="application/pdf",
        filename=f"{slug}-kompendium.pdf",
    )


@never_cache
@require_http_methods(["GET", "POST"])
@durable_view
def pictures(request: HttpRequest, slug: str) -> HttpResponse:
    """The pictures of the seminar's page, each with caption and alternative text apart."""
    seat = leader_seat(request, slug)
    form = PictureForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_seminar_picture(
                seat.seminar,
                form.cleaned_data["file"],
                caption=form.cleaned_data["caption"],
                alt=form.cleaned_data["alt"],
                consent=form.cleaned_data["consent"],
                by=seat.participation,
            )
        except Refused as refusal:
            form.add_error("file", str(refusal.message))
        else:
            messages.success(request, _("The picture is kept."))
            return redirect("compendium:pictures", slug)
    rows = [
        (row, may_be_shown(row.picture)) for row in seat.seminar.pictures.select_related("picture")
    ]
    return render(
        request,
        "compendium/pictures.html",
        {
            "seminar": seat.seminar,
            "form": form,
            "rows": rows,
            "nav": desk_navigation(seat, "more"),
        },
        status=422 if request.method == "POST" else 200,
    )


@durable_post
def remove_picture(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a picture off the seminar's page."""
    seat = leader_seat(request, slug)
    row = SeminarPicture.objects.filter(seminar=seat.seminar, pk=pk).first()
    if row is None:
        raise Http404
    actions.remove_seminar_picture(row, by=seat.participation)
    return redirect("compendium:pictures", slug)
