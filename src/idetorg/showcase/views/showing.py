"""Plan what is shown, show it, and keep what can be stolen."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from idetorg.audit.actions import once
from idetorg.core.durable import durable_post, durable_view
from idetorg.core.errors import Refused
from idetorg.core.numbers import whole
from idetorg.core.redirects import back_to
from idetorg.files.actions import set_consent
from idetorg.files.views import serve
from idetorg.seminars.access import Seat, leader_seat, participant_seat, seat
from idetorg.seminars.navigation import desk_navigation, phone_navigation
from idetorg.showcase import actions, queries
from idetorg.showcase.access import (
    edit_presentation,
    led_item,
    led_visit,
    own_note,
    presentation_seat,
    visible_picture,
)
from idetorg.showcase.forms import InspirationForm, PictureForm, PresentationForm, VisitForm
from idetorg.showcase.models import Presentation, RemoteVisit
from idetorg.showcase.rules import may_edit_presentation


@never_cache
@require_GET
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """The running order, the remote visits and the short list, on one page."""
    found = leader_seat(request, slug)
    return render(
        request,
        "showcase/plan.html",
        {
            "seminar": found.seminar,
            "may_invite": found.organises,
            "presentations": queries.presentations(found.seminar),
            "visits": queries.visits(found.seminar),
            "inspiration": queries.inspiration(found.seminar),
            "nav": desk_navigation(found, "more"),
        },
    )


@never_cache
@require_http_methods(["GET", "POST"])
@durable_view
def edit(request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
    """Write or change a presentation."""
    row: Presentation | None = None
    if pk is None:
        found = leader_seat(request, slug)
    else:
        found, row = edit_presentation(request, slug, pk)
    choose = found.leads
    initial = {"presenters": [p.participation_id for p in row.presenters.all()]} if row else {}
    form = PresentationForm(
        request.POST or None, instance=row, seminar=found.seminar, choose=choose, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in PresentationForm.Meta.fields}
        presenters = list(form.cleaned_data["presenters"]) if choose else None
        if presenters:
            fields["institution"] = presenters[0].institution
        saved = actions.save_presentation(
            found.seminar, fields, presentation=row, presenters=presenters, by=found.participation
        )
        messages.success(request, _("Saved: %(title)s") % {"title": saved.title})
        return redirect("showcase:presentation", slug, saved.pk)
    return _form_page(request, found, form, _("Presentation"), row)


def _form_page(
    request: HttpRequest, found: Seat, form: object, heading: str, row: object
) -> HttpResponse:
    return render(
        request,
        "showcase/form.html",
        {
            "seminar": found.seminar,
            "form": form,
            "heading": heading,
            "row": row,
            "nav": desk_navigation(found, "more")
            if found.leads
            else phone_navigation(found.seminar, "mine"),
        },
        status=422 if request.method == "POST" else 200,
    )


@never_cache
@require_GET
def presentation(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A project to read, with its pictures and a place for one's own note."""
    found, row = presentation_seat(request, slug, pk)
    may_edit = may_edit_presentation(found, row) or found.leads
    return render(
        request,
        "showcase/presentation.html",
        {
            "seminar": found.seminar,
            "seat": found,
            "presentation": row,
            "pictures": queries.shown_pictures(list(row.pictures.all())),
            "all_pictures": [p.picture for p in row.pictures.all()] if may_edit else [],
            "may_edit": may_edit,
            "picture_form": PictureForm() if may_edit else None,
            "nav": phone_navigation(found.seminar, "programme"),
        },
    )


def _add_picture(
    request: HttpRequest, found: Seat, row: Presentation | RemoteVisit, back: str
) -> HttpResponse:
    form = PictureForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            picture = actions.add_picture(
                row,
                form.cleaned_data["file"],
                caption=form.cleaned_data["caption"],
                alt=form.cleaned_data["alt"],
                by=found.participation,
            )
        except Refused as refusal:
            form.add_error("file", str(refusal.message))
        else:
            if form.cleaned_data["consent"]:
                set_consent(picture, "open", by=found.user.name)
                messages.success(request, _("The picture can be shown."))
            else:
                messages.info(request, _("The picture is kept, and not shown before consent."))
            return redirect(back)
    return render(
        request,
        "showcase/form.html",
        {
            "seminar": found.seminar,
            "form": form,
            "heading": _("Picture"),
            "is_upload": True,
            "nav": desk_navigation(found, "more")
            if found.leads
            else phone_navigation(found.seminar, "mine"),
        },
        status=422,
    )


@durable_post
def presentation_picture(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Add a picture to a presentation."""
    found, row = edit_presentation(request, slug, pk)
    return _add_picture(request, found, row, reverse("showcase:presentation", args=[slug, pk]))


@durable_post
def visit_picture(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Add a picture to a visit's fallback tour."""
    found, row = led_visit(request, slug, pk)
    return _add_picture(request, found, row, reverse("showcase:visit", args=[slug, pk]))


@durable_post
def presentation_deed(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Move, remove, or say who presents now."""
    leader_seat(request, slug)
    found, row = edit_presentation(request, slug, pk)
    deed = request.POST.get("deed")
    if deed in {"up", "down"}:
        actions.move_presentation(row, up=deed == "up", by=found.participation)
    elif deed == "remove":
        actions.remove_presentation(row, by=found.participation)
    elif deed == "now":
        actions.present_now(row, by=found.participation)
    return back_to(request, reverse("showcase:plan", args=[slug]))


@never_cache
@require_http_methods(["GET", "POST"])
@durable_view
def visit(request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
    """Plan a remote visit."""
    row: RemoteVisit | None = None
    if pk is None:
        found = leader_seat(request, slug)
    else:
        found, row = led_visit(request, slug, pk)
    form = VisitForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in VisitForm.Meta.fields}
        saved = actions.save_visit(found.seminar, fields, visit=row, by=found.participation)
        return redirect("showcase:visit", slug, saved.pk)
    return render(
        request,
        "showcase/visit.html",
        {
            "seminar": found.seminar,
            "form": form,
            "visit": row,
            "picture_form": PictureForm() if row else None,
            "nav": desk_navigation(found, "more"),
        },
        status=422 if request.method == "POST" else 200,
    )


@durable_post
def visit_deed(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Rehearsed, photos on or off, or remove."""
    found, row = led_visit(request, slug, pk)
    deed = request.POST.get("deed")
    if deed == "rehearsed":
        actions.rehearsed(row, by=found.participation)
    elif deed in {"photos", "line"}:
        actions.show_photos(row, deed == "photos", by=found.participation)
    elif deed == "remove":
        actions.remove_visit(row, by=found.participation)
        return redirect("showcase:plan", slug)
    return back_to(request, reverse("showcase:visit", args=[slug, pk]))


@never_cache
@require_GET
def inspiration(request: HttpRequest, slug: str) -> HttpResponse:
    """The short list on a phone."""
    found = seat(request, slug)
    return render(
        request,
        "showcase/inspiration.html",
        {
            "seminar": found.seminar,
            "items": queries.inspiration(found.seminar),
            "may_keep": found.participation.is_participant,
            "nav": phone_navigation(found.seminar, "programme"),
        },
    )


@never_cache
@require_http_methods(["GET", "POST"])
@durable_view
def source(request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
    """Write or change a source of inspiration."""
    row = None
    if pk is None:
        found = leader_seat(request, slug)
    else:
        found, row = led_item(request, slug, pk)
    form = InspirationForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in InspirationForm.Meta.fields}
        actions.save_inspiration(found.seminar, fields, item=row, by=found.participation)
        return redirect("showcase:plan", slug)
    return _form_page(request, found, form, _("Source of inspiration"), row)


@durable_post
def remove_source(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a source out of the list."""
    found, row = led_item(request, slug, pk)
    actions.remove_inspiration(row, by=found.participation)
    return redirect("showcase:plan", slug)


@durable_post
def steal(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep something I can steal, with its source."""
    found = participant_seat(request, slug)
    here = found.seminar
    text = request.POST.get("text", "")
    key = request.POST.get("client_key") or None
    shown = here.presentations.filter(pk=whole(request.POST.get("presentation"))).first()
    visited = here.remote_visits.filter(pk=whole(request.POST.get("visit"))).first()
    item = here.inspiration.filter(pk=whole(request.POST.get("item"))).first()
    try:
        once(
            person_id=found.user.pk,
            route="showcase:steal",
            client_key=key,
            do=lambda: actions.steal(
                text, by=found.participation, presentation=shown, visit=visited, item=item
            ),
        )
        messages.success(request, _("Kept under Mine. Only you see it."))
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    return back_to(request, reverse("web:now", args=[slug]))


@durable_post
def drop_note(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Throw one's own note away."""
    found, note = own_note(request, slug, pk)
    actions.drop_note(note, by=found.participation)
    return back_to(request, reverse("web:mine", args=[slug]))


@require_GET
def picture(request: HttpRequest, slug: str, uuid: UUID, width: int) -> HttpResponseBase:
    """A picture of the seminar, for those who may see it."""
    return serve(request, visible_picture(request, slug, uuid), width)
