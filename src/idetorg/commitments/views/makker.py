"""Two phones side by side: find a makker, read the plan aloud, say what may be asked."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from idetorg.commitments import actions, queries, words
from idetorg.commitments.access import own_pair, person_of
from idetorg.commitments.actions.makker import SAID
from idetorg.commitments.errors import BadValue, HelpIsTakenBack
from idetorg.commitments.forms import MakkerForm
from idetorg.commitments.models import MakkerPair
from idetorg.core.durable import durable_post
from idetorg.core.templatetags.idetorg import clock
from idetorg.seminars.access import Seat, participant_seat
from idetorg.seminars.models import Participation
from idetorg.seminars.navigation import phone_navigation


@never_cache
@require_GET
def makker(request: HttpRequest, slug: str) -> HttpResponse:
    """Find a makker, and talk with the ones one has."""
    return _page(request, participant_seat(request, slug))


def _page(
    request: HttpRequest, seat: Seat, *, bad: tuple[int, MakkerForm] | None = None
) -> HttpResponse:
    person = seat.participation
    pairs = queries.pairs_of(person)
    candidates = queries.makker_candidates(person)
    talks = []
    for talk in queries.talks_of(person, pairs):
        form = MakkerForm(pair=talk.pair.pk, said=talk.mine)
        if bad is not None and bad[0] == talk.pair.pk:
            form = bad[1]
        answers = [
            (question, getattr(talk.theirs, name))
            for name, question in zip(SAID, words.text("makker", "questions"), strict=True)
            if talk.theirs is not None and getattr(talk.theirs, name)
        ]
        talks.append((talk, form, answers))
    asked = [p for p in pairs if p.agreed_at is None]
    return render(
        request,
        "commitments/makker.html",
        {
            "seminar": seat.seminar,
            "asked_me": [p for p in asked if p.other_id == person.pk],
            "i_asked": [p for p in asked if p.one_id == person.pk],
            "talks": talks,
            "wishes": queries.wishes_to_makker(person) if talks else [],
            "plan": queries.plan_to_read(person) if talks else None,
            "proposed": queries.proposed_makkers(person, candidates),
            "candidates": candidates,
            "is_odd": _is_odd(person, pairs, candidates),
            "heading": words.text("makker", "heading"),
            "line": words.text("makker", "line"),
            "heard": words.text("makker", "heard"),
            "nav": phone_navigation(seat.seminar, "mine"),
            "live_url": reverse("web:live", args=[seat.seminar.slug]),
        },
        status=200 if bad is None else 422,
    )


def _is_odd(
    person: Participation, pairs: list[MakkerPair], candidates: list[Participation]
) -> bool:
    """Say whether the seminar is for an odd number: then somebody may need to be a third."""
    near = {p for pair in pairs for p in (pair.one, pair.other) if p.removed_at is None}
    return len({person, *near, *candidates}) % 2 == 1


@durable_post
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask somebody to be makker."""
    seat = participant_seat(request, slug)
    raw = request.POST.get("person", "")
    if not raw.isdecimal() or len(raw) > 18:
        raise BadValue
    other = person_of(seat, int(raw))
    actions.ask_makker(seat.participation, other=other)
    return redirect("commitments:makker", slug)


@durable_post
def answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say yes to somebody who asked, or end it."""
    seat, pair = own_pair(request, slug, pk)
    if request.POST.get("deed") == "yes":
        actions.agree_makker(pair, by=seat.participation)
    else:
        actions.end_makker(pair, by=seat.participation)
    return redirect("commitments:makker", slug)


@durable_post
def say(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Keep what the makker may ask, and when; a script's save gets JSON."""
    seat, pair = own_pair(request, slug, pk)
    by_script = request.headers.get("X-Requested-With") == "fetch"
    form = MakkerForm(request.POST, pair=pair.pk)
    if not form.is_valid():
        if by_script:
            return JsonResponse({"message": str(next(iter(form.errors.values()))[0])}, status=422)
        return _page(request, seat, bad=(pair.pk, form))
    word = actions.say_to_makker(pair, by=seat.participation, said=form.cleaned_data)
    if by_script:
        return JsonResponse({"saved_at": clock(word.saved_at, seat.seminar.time_zone)})
    return redirect(reverse("commitments:makker", args=[slug]) + f"#pair-{pair.pk}")


@durable_post
def take_wish(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take on what a makker asks one's help for."""
    seat = participant_seat(request, slug)
    wishes = queries.wishes_to_makker(seat.participation, taken_back=True)
    wish = next((w for w in wishes if w.pk == pk), None)
    if wish is None:
        raise Http404
    try:
        actions.take_help(wish, by=seat.participation)
    except HelpIsTakenBack as refusal:
        messages.info(request, str(refusal.message))
        return redirect("commitments:makker", slug)
    messages.success(
        request,
        _("%(name)s gets to know that you have taken it on.")
        % {"name": wish.task.participation.user.first_name},
    )
    return redirect("commitments:makker", slug)


@durable_post
def hear(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say that one has heard the makker's plan read aloud, or take it back."""
    seat, pair = own_pair(request, slug, pk)
    actions.hear(pair, by=seat.participation, heard=request.POST.get("deed") != "undo")
    return redirect(reverse("commitments:makker", args=[slug]) + f"#pair-{pair.pk}")
