"""The cast page, the clock, the others' deeds, and the mail nobody really gets."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from idetorg.core.durable import durable
from idetorg.core.redirects import back_to
from idetorg.demo import jumps, seed
from idetorg.demo.links import all_links
from idetorg.mailer.models import Mail
from idetorg.schedule.queries import room_now
from idetorg.seminars.models import Seminar

BARE_HOSTS = {"localhost", "127.0.0.1", "[::1]"}


def _seminar() -> Seminar:
    found = seed.demo_seminar()
    if found is None:
        raise Http404
    return found


@never_cache
@require_GET
def cast(request: HttpRequest) -> HttpResponse:
    """One button a role. On a role's own host name it is that person's first page."""
    host = request.get_host()
    name, _colon, port = host.rpartition(":") if ":" in host.split("]")[-1] else (host, "", "80")
    if name not in BARE_HOSTS and request.user.is_authenticated:
        return redirect("web:home_page")
    seminar = _seminar()
    return render(
        request,
        "demo/cast.html",
        {
            "demo_seminar": seminar,
            "links": all_links(seminar, port),
            "room": room_now(seminar),
            "jumps": jumps.JUMPS,
        },
    )


@require_POST
def jump(request: HttpRequest) -> HttpResponse:
    """Jump in time; the room and the year's mails follow."""
    target = next((j for j in jumps.JUMPS if j.name == request.POST.get("to")), None)
    if target is None:
        messages.error(request, _("Choose where to jump."))
        return redirect("demo:cast")
    jumps.pass_by(target)
    with durable():
        jumps.jump(_seminar(), target)
    jumps.work_off(target)
    messages.success(request, _("The clock stands at: %(label)s") % {"label": target.label})
    return back_to(request, "/")


DEEDS: dict[str, Callable[[Seminar], None]] = {
    "sign_ups": seed.fill_sign_ups,
    "market": seed.fill_market,
    "groups": seed.fill_groups,
    "sheets": seed.fill_sheets,
    "threads": seed.fill_threads,
    "tasks": seed.fill_tasks,
    "evaluation": seed.fill_evaluation,
    "follow_ups": seed.fill_follow_ups,
}


@require_POST
def others(request: HttpRequest) -> HttpResponse:
    """Let the other, invented participants do their part, each as themselves."""
    deed = DEEDS.get(request.POST.get("deed", ""))
    if deed is None:
        messages.error(request, _("Choose what the others do."))
        return redirect("demo:cast")
    with durable():
        deed(_seminar())
    messages.success(request, _("The others have done their part."))
    return back_to(request, "/")


@never_cache
@require_GET
def mail(request: HttpRequest) -> HttpResponse:
    """All mail of the demo. Nothing is sent to anyone."""
    rows = Mail.objects.order_by("-pk")[:200]
    return render(request, "demo/mail.html", {"rows": rows})


@never_cache
@require_GET
def one_mail(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail as its reader would see it, in plain text."""
    row = Mail.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    return render(request, "demo/one_mail.html", {"mail": row})
