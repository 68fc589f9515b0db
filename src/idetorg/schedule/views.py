"""Paste, see what was understood, correct, publish; and the programme for everyone."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from idetorg.core.durable import durable_post, durable_view
from idetorg.core.errors import Refused
from idetorg.schedule import exports
from idetorg.schedule.actions import programme as actions
from idetorg.schedule.errors import FILE_WORDS
from idetorg.schedule.forms import MOST_STEPS, ItemForm, PasteForm, initial_of, step_rows, words_of
from idetorg.schedule.models import ProgrammeText, ScheduleItem
from idetorg.schedule.queries import room_now, timeline
from idetorg.schedule.reader.files import UnreadableFile, text_from_file
from idetorg.seminars.access import Seat, organiser_seat, seat, seminar_page
from idetorg.seminars.enums import StepKind
from idetorg.seminars.navigation import desk_navigation, phone_navigation


@require_http_methods(["GET", "POST"])
@durable_view
def paste(request: HttpRequest, slug: str) -> HttpResponse:
    """Paste the programme into one field."""
    found = organiser_seat(request, slug)
    kept = ProgrammeText.objects.filter(seminar=found.seminar).first()
    if request.method == "GET":
        form = PasteForm(initial={"text": kept.text if kept else ""})
        return _paste_page(request, found, form)
    form = PasteForm(request.POST, request.FILES)
    if not form.is_valid():
        return _paste_page(request, found, form, status=422)
    upload: UploadedFile | None = form.cleaned_data["file"]
    text: str = form.cleaned_data["text"]
    try:
        if upload is not None:
            text = _text_of(upload)
        actions.read_text(found.seminar, text, by=found.participation)
    except UnreadableFile as error:
        form.add_error("file", str(FILE_WORDS.get(error.code, FILE_WORDS["damaged"])))
        return _paste_page(request, found, form, status=422)
    except Refused as error:
        form.add_error("text", str(error.message))
        return _paste_page(request, found, form, status=error.status)
    return redirect("schedule:edit", slug)


def _text_of(upload: UploadedFile) -> str:
    suffix = Path(upload.name or "").suffix.lower()[:8]
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"programme{suffix}"
        path.write_bytes(upload.read())
        return text_from_file(path)


def _paste_page(
    request: HttpRequest, found: Seat, form: PasteForm, status: int = 200
) -> HttpResponse:
    return render(
        request,
        "schedule/paste.html",
        {
            "seminar": found.seminar,
            "form": form,
            "nav": desk_navigation(found, "programme"),
            "has_items": found.seminar.items.exists(),
        },
        status=status,
    )


@dataclass(frozen=True)
class PreviewRow:
    """One row of "what we understood": source words left, the item right."""

    words: list[str]
    item: ScheduleItem | None
    is_unsure: bool
    doubts: list[str]
    unused: list[str]


DOUBT_LINES = 3


def preview_rows(items: list[ScheduleItem], text: ProgrammeText | None) -> list[PreviewRow]:
    """Put each item beside the lines it came from, and unused lines where they stood."""
    lines = text.reading.get("lines", []) if text else []
    owner: dict[int, int] = {}
    for item in items:
        numbers = item.source_lines[0] if len(item.source_lines) == 3 else []
        for number in numbers:
            owner.setdefault(number, item.pk)
    before: dict[int | None, list[str]] = {}
    pending: list[str] = []
    for line in lines:
        if line["number"] in owner:
            before.setdefault(owner[line["number"]], []).extend(pending)
            pending = []
        elif line["use"] == "ignored":
            pending.append(line["text"])
    rows = []
    by_number = {line["number"]: line["text"] for line in lines}
    for item in items:
        numbers, confidence, doubts = (
            item.source_lines if len(item.source_lines) == 3 else ([], 1.0, [])
        )
        rows.append(
            PreviewRow(
                words=[by_number[n] for n in numbers if n in by_number],
                item=item,
                is_unsure=confidence < 0.8,
                doubts=list(doubts),
                unused=before.get(item.pk, []),
            )
        )
    if pending:
        rows.append(PreviewRow([], None, False, [], pending))
    return rows


@require_GET
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """The timetable beside the text: correct what is wrong, where it stands."""
    found = organiser_seat(request, slug)
    line = timeline(found.seminar)
    if not line.items:
        return redirect("schedule:paste", slug)
    text = ProgrammeText.objects.filter(seminar=found.seminar).first()
    days = [(day, preview_rows(day.items, None)) for day in line.days]
    if text is not None:
        rows = {r.item.pk: r for r in preview_rows(line.items, text) if r.item is not None}
        days = [(day, [rows[item.pk] for item in day.items]) for day in line.days]
    unused = (
        [entry["text"] for entry in text.reading.get("lines", []) if entry["use"] == "ignored"]
        if text
        else []
    )
    return render(
        request,
        "schedule/edit.html",
        {
            "seminar": found.seminar,
            "days": days,
            "text": text,
            "unused": unused,
            "item_count": len(line.items),
            "day_count": len(line.days),
            "unsure_count": sum(row.is_unsure for _day, rows_of in days for row in rows_of),
            "proposed": [m for m in line.moments if m.step.proposed],
            "can_undo": bool(text and text.reading.get("undo")),
            "nav": desk_navigation(found, "programme"),
        },
    )


def _item_or_404(found: Seat, pk: int) -> ScheduleItem:
    row = found.seminar.items.prefetch_related("leaders", "steps").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


@require_http_methods(["GET", "POST"])
@durable_view
def item(request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
    """Correct one line, or add one."""
    found = organiser_seat(request, slug)
    row = _item_or_404(found, pk) if pk is not None else None
    if request.method == "POST":
        form = ItemForm(request.POST)
        steps, step_error = step_rows(request.POST)
        saved: ScheduleItem | None = None
        if form.is_valid() and not step_error:
            try:
                saved = actions.save_item(
                    found.seminar, words_of(form, steps), item=row, by=found.participation
                )
            except Refused as refusal:
                step_error = str(refusal.message)
        if saved is not None:
            messages.success(request, _("Saved: %(title)s") % {"title": saved.title})
            return redirect("schedule:edit", slug)
        return _item_page(request, found, form, row, _typed_steps(request), step_error, 422)
    if row is not None:
        form = ItemForm(initial=initial_of(row, found.seminar))
        steps_shown = [
            {"kind": s.kind, "minutes": s.minutes, "title": s.title, "variant": s.variant}
            for s in sorted(row.steps.all(), key=lambda s: s.position)
        ]
    else:
        form = ItemForm(initial={"day": found.seminar.starts_on, "kind": "talk"})
        steps_shown = []
    return _item_page(request, found, form, row, steps_shown, "", 200)


def _typed_steps(request: HttpRequest) -> list[dict[str, Any]]:
    names = ("kind", "minutes", "title", "variant")
    rows = [
        {name: request.POST.get(f"step-{index}-{name}", "") for name in names}
        for index in range(MOST_STEPS)
    ]
    return [row for row in rows if row["kind"]]


def _item_page(
    request: HttpRequest,
    found: Seat,
    form: ItemForm,
    row: ScheduleItem | None,
    steps: list[dict[str, Any]],
    step_error: str,
    status: int,
) -> HttpResponse:
    empty = {"kind": "", "minutes": "", "title": "", "variant": ""}
    shown = [*steps, *([empty] * 2)][:MOST_STEPS]
    return render(
        request,
        "schedule/item.html",
        {
            "seminar": found.seminar,
            "form": form,
            "item": row,
            "steps": list(enumerate(shown)),
            "step_error": step_error,
            "step_kinds": StepKind.choices,
            "nav": desk_navigation(found, "programme"),
        },
        status=status,
    )


@durable_post
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a line out; the next page offers to undo it."""
    found = organiser_seat(request, slug)
    row = _item_or_404(found, pk)
    try:
        actions.remove_item(row, by=found.participation)
    except Refused as refusal:
        messages.error(request, str(refusal.message))
        return redirect("schedule:edit", slug)
    messages.info(request, _("Taken out: %(title)s. You can undo it.") % {"title": row.title})
    return redirect("schedule:edit", slug)


@durable_post
def undo(request: HttpRequest, slug: str) -> HttpResponse:
    """Put the programme back as it was before the last change."""
    found = organiser_seat(request, slug)
    if actions.undo(found.seminar, by=found.participation):
        messages.success(request, _("The programme is as it was before."))
    else:
        messages.info(request, _("There is nothing to undo."))
    return redirect("schedule:edit", slug)


@durable_post
def move_all(request: HttpRequest, slug: str) -> HttpResponse:
    """Move everything, or one day, by some minutes."""
    found = organiser_seat(request, slug)
    raw = request.POST.get("minutes", "").strip().replace("−", "-")
    try:
        minutes = int(raw)
    except ValueError:
        minutes = 0
    if not minutes or abs(minutes) > 1440:
        messages.error(request, _("Write how many minutes, such as 30 or -15."))
        return redirect("schedule:edit", slug)
    try:
        day = parse_date(request.POST.get("day", ""))
    except ValueError:  # well written, but no such day
        day = None
    actions.move_all(found.seminar, minutes, day=day, by=found.participation)
    messages.success(request, _("The times are moved. You can undo it."))
    return redirect("schedule:edit", slug)


@durable_post
def keep_steps(request: HttpRequest, slug: str) -> HttpResponse:
    """Confirm the steps we proposed."""
    found = organiser_seat(request, slug)
    actions.keep_steps(found.seminar, by=found.participation)
    messages.success(request, _("The steps are yours now."))
    return redirect("schedule:edit", slug)


@durable_post
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the seminar its public page."""
    found = organiser_seat(request, slug)
    actions.publish(found.seminar, by=found.participation)
    messages.success(request, _("The programme is published. Now you can invite."))
    return redirect("web:seminar", slug)


@require_GET
def program(request: HttpRequest, slug: str) -> HttpResponse:
    """The programme on the phone, with where we are now."""
    found = seat(request, slug)
    return render(
        request,
        "schedule/program.html",
        {
            "seminar": found.seminar,
            "room": room_now(found.seminar),
            "nav": phone_navigation(found.seminar, "programme"),
        },
    )


@require_GET
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The programme for a calendar."""
    found, _seat = seminar_page(request, slug)
    content = exports.as_calendar(timeline(found), base_url=settings.IDETORG_BASE_URL)
    return _file(content, "text/calendar; charset=utf-8", f"{slug}.ics")


@require_GET
def data(request: HttpRequest, slug: str) -> JsonResponse:
    """The programme as JSON."""
    found, _seat = seminar_page(request, slug)
    return JsonResponse(exports.as_data(timeline(found)), json_dumps_params={"ensure_ascii": False})


@require_GET
def frab(request: HttpRequest, slug: str) -> HttpResponse:
    """The programme as frab schedule.xml."""
    found, _seat = seminar_page(request, slug)
    return _file(exports.as_frab(timeline(found)), "application/xml; charset=utf-8", f"{slug}.xml")


@require_GET
def pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The programme on one A4."""
    found, _seat = seminar_page(request, slug)
    content = exports.as_pdf(timeline(found), language=get_language() or "nb")
    return _file(content, "application/pdf", f"{slug}-program.pdf")


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )
