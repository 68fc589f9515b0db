"""When nobody of a seminar is asked: the organiser says it, and the questions wait."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from idetorg.commitments import actions, queries
from idetorg.commitments.errors import QuietTooLong
from idetorg.commitments.forms import QuietForm
from idetorg.commitments.models import QuietTime
from idetorg.core.durable import durable_post, durable_view
from idetorg.seminars.access import organiser_seat
from idetorg.seminars.navigation import desk_navigation


@never_cache
@require_http_methods(["GET", "POST"])
@durable_view
def quiet_times(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the quiet times to come, and take a new one."""
    seat = organiser_seat(request, slug)
    is_post = request.method == "POST"
    form = QuietForm(request.POST if is_post else None, zone=seat.seminar.time_zone)
    if is_post and form.is_valid():
        try:
            actions.add_quiet_time(seat.participation, **form.cleaned_data)
        except QuietTooLong as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Saved. Nobody is asked in those days."))
            return redirect("commitments:quiet_times", slug)
    return render(
        request,
        "commitments/quiet.html",
        {
            "seminar": seat.seminar,
            "rows": queries.quiet_times(seat.seminar),
            "form": form,
            "nav": desk_navigation(seat, "tasks"),
        },
        status=422 if is_post else 200,
    )


@durable_post
def drop_quiet_time(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a quiet time back."""
    seat = organiser_seat(request, slug)
    row = QuietTime.objects.filter(pk=pk, seminar=seat.seminar).first()
    if row is None:
        raise Http404
    actions.drop_quiet_time(row, by=seat.participation)
    messages.success(request, _("Taken back. What waited is asked on the next working morning."))
    return redirect("commitments:quiet_times", slug)
