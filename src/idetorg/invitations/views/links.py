"""The personal link. A GET shows a page with one button and signs nobody in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from idetorg.audit.actions import record
from idetorg.core.durable import durable_view
from idetorg.invitations.actions.joining import confirm_address
from idetorg.invitations.enums import LinkState
from idetorg.invitations.links import open_link, proven_address
from idetorg.invitations.models import Answer, Invitation
from idetorg.people.rules import safe_path
from idetorg.people.sign_in import keep_language, sign_in
from idetorg.schedule.queries import position
from idetorg.seminars.models import Participation

_STATUS = {LinkState.UNKNOWN: 404, LinkState.REPLACED: 410, LinkState.REMOVED: 410}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@durable_view
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Show who the link is for and one button; the button signs in. It can be used again.

    `?til=` is a path on our own host to go to; anything else is not followed.
    """
    opened = open_link(token)
    participation = opened.participation
    if opened.state != LinkState.GOOD or participation is None:
        # A replaced link still says whose seminar it was, so that its owner knows whom to ask.
        seminar = participation.seminar if participation else None
        return render(
            request,
            "invitations/link_bad.html",
            {"state": opened.state, "seminar": seminar},
            status=_STATUS.get(opened.state, 404),
        )
    aim = safe_path(request.POST.get("til") or request.GET.get("til"))
    proof = request.POST.get("e") or request.GET.get("e") or ""
    if request.method != "POST":
        context = {
            "seminar": participation.seminar,
            "person": participation.user,
            "aim": aim,
            "proof": proof,
            "is_other": request.user.is_authenticated and request.user.pk != participation.user_id,
        }
        return render(request, "invitations/link.html", context)
    address = proven_address(proof, participation.user)
    if address:
        confirm_address(participation, address)
    sign_in(request, participation.user)
    record(
        scope=participation.seminar.scope,
        actor_id=participation.user_id,
        action="signed_in_by_link",
        obj=participation,
    )
    answer = redirect(aim or where_to(participation))
    keep_language(answer, participation.user.language)
    return answer


def where_to(participation: Participation) -> str:
    """Return where a person goes after signing in: console, sign-up, or the room's now."""
    slug = participation.seminar.slug
    if participation.leads:
        return reverse("web:lead", args=[slug])
    invitation = Invitation.objects.filter(participation=participation).first()
    answer = invitation.answer if invitation else Answer.COMING
    place = position(participation.seminar)
    is_under_way = place.step_id is not None and place.finished_at is None
    if answer == Answer.NOT_COMING or (answer == Answer.NONE and not is_under_way):
        return reverse("invitations:sign_up", args=[slug])
    return reverse("web:now", args=[slug])
