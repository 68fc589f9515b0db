"""The owner's own pages of an experience card: words, pictures, showing it, an invitation."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from idetorg.commitments.access import own_task
from idetorg.commitments.actions.cards import may_have_card, save_card
from idetorg.commitments.card_forms import CardForm, CardPictureForm, PictureWordsForm
from idetorg.commitments.enums import Side
from idetorg.commitments.errors import NotCarriedOut
from idetorg.commitments.models import ChangeTask
from idetorg.commitments.queries.cards import reminders
from idetorg.commitments.queries.pictures import pictures_of
from idetorg.core.durable import durable_post, durable_view
from idetorg.core.errors import Refused
from idetorg.core.numbers import whole
from idetorg.files.rules import lacks
from idetorg.seminars.access import Seat
from idetorg.seminars.navigation import phone_navigation
from idetorg.showcase import actions as showcase
from idetorg.showcase.errors import CardConflict
from idetorg.showcase.models import ExperienceCard

PICTURES = {"before": "before_picture", "after": "after_picture"}


@never_cache
@require_http_methods(["GET", "POST"])
@durable_view
def edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Write the card of one's own task. Empty at the start; own earlier words stand beside."""
    seat, task = own_task(request, slug, pk)
    if not may_have_card(task):
        raise NotCarriedOut
    if request.method != "POST":
        return _page(request, seat, task, CardForm(card=task.card))
    revision = whole(request.POST.get("revision"))
    if "copy" in request.POST:
        return _page(request, seat, task, _copied(request, task), revision=revision)
    form = CardForm(request.POST, card=task.card)
    if not form.is_valid():
        return _page(request, seat, task, form, revision=revision, status=422)
    try:
        card = save_card(task, form.cleaned_data, by=seat.participation, revision=revision)
    except CardConflict as conflict:
        return _page(
            request,
            seat,
            task,
            form,
            revision=conflict.revision,
            theirs=conflict.theirs,
            status=409,
        )
    except Refused as refusal:
        if refusal.status != 422:
            raise
        form.add_error(None, str(refusal.message))
        return _page(request, seat, task, form, revision=revision, status=422)
    if card.published_at is None:
        messages.success(request, _("Saved. Only you see it."))
    else:
        messages.success(request, _("Saved. Everyone sees the new words."))
    return redirect("commitments:card_edit", slug, pk)


def _copied(request: HttpRequest, task: ChangeTask) -> CardForm:
    """Return the form as it was typed, with the owner's own words that they asked for added."""
    typed = {name: request.POST.get(name, "") for name in CardForm.base_fields}
    for one in reminders(task):
        if one.key == request.POST.get("copy"):
            typed[one.field] = "\n".join(filter(None, [typed[one.field].rstrip(), one.words]))
    return CardForm(card=task.card, initial=typed)


def _page(
    request: HttpRequest,
    seat: Seat,
    task: ChangeTask,
    form: CardForm,
    *,
    revision: int | None = None,
    theirs: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    card = task.card
    earlier = reminders(task)
    rows = [
        {
            "field": field,
            "is_needed": field.name in showcase.NEEDED,
            "theirs": (theirs or {}).get(field.name, ""),
            "differs": theirs is not None and theirs.get(field.name) != (field.value() or ""),
            "reminders": [one for one in earlier if one.field == field.name],
        }
        for field in form
    ]
    return render(
        request,
        "commitments/card_edit.html",
        {
            "seminar": seat.seminar,
            "task": task,
            "card": card,
            "form": form,
            "rows": rows,
            "is_conflict": theirs is not None,
            "revision": (card.revision if card else 0) if revision is None else revision,
            "is_whole": card is not None and showcase.is_whole(card),
            "asked_by": _open_invitation(card),
            "nav": phone_navigation(seat.seminar, "mine"),
        },
        status=status,
    )


def _open_invitation(card: ExperienceCard | None) -> object:
    """Return the seminar that waits for the owner's answer, or None."""
    if card is None or card.invitation_answer or card.published_at is None:
        return None
    return card.invited_to


def _own_card(request: HttpRequest, slug: str, pk: int) -> tuple[Seat, ChangeTask, ExperienceCard]:
    seat, task = own_task(request, slug, pk)
    if task.card is None:
        raise NotCarriedOut(_("There is no card yet. Write it first, then come back."))
    return seat, task, task.card


@durable_post
def show(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show the card to everyone, or take it back."""
    seat, _task, card = _own_card(request, slug, pk)
    if request.POST.get("deed") == "withdraw":
        showcase.withdraw_card(card, by=seat.participation)
        messages.success(request, _("Taken back. Only you see it now."))
    else:
        showcase.publish_card(card, by=seat.participation)
        messages.success(request, _("Shown. Everyone can read it and find it."))
    return redirect("commitments:card_edit", slug, pk)


@durable_post
def answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Answer a seminar that has asked the owner to present the card."""
    seat, _task, card = _own_card(request, slug, pk)
    yes = request.POST.get("answer") == "yes"
    card = showcase.answer_invitation(card, yes=yes, by=seat.participation)
    if yes and card.presentation is not None and card.invited_to is not None:
        messages.success(
            request, _("It stands in the running order. Change the words as you like.")
        )
        return redirect("showcase:presentation", card.invited_to.slug, card.presentation.pk)
    messages.success(request, _("Thank you for answering."))
    return redirect("commitments:card_edit", slug, pk)


@never_cache
@require_http_methods(["GET", "POST"])
@durable_view
def pictures(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Pictures before and after: with consent, a caption and an alternative text."""
    seat, task, card = _own_card(request, slug, pk)
    which = request.POST.get("which", "")
    bad: PictureWordsForm | None = None
    if request.method == "POST" and which in PICTURES:
        bad = _picture_deed(request, seat, task, which)
        if bad is None:
            return redirect("commitments:card_pictures", slug, pk)
    rows = []
    own = pictures_of(task)
    for side, column in PICTURES.items():
        picture = getattr(card, column)
        from_task = own.get(Side(side))
        rows.append(
            {
                "side": side,
                "picture": picture,
                "from_task": from_task if from_task != picture else None,
                "is_picked": picture is not None and from_task == picture,
                "lacks": lacks(picture) if picture else [],
                "form": bad if bad is not None and which == side else _empty(side, picture),
            }
        )
    return render(
        request,
        "commitments/card_pictures.html",
        {
            "seminar": seat.seminar,
            "task": task,
            "card": card,
            "rows": rows,
            "nav": phone_navigation(seat.seminar, "mine"),
        },
        status=200 if request.method == "GET" else 422,
    )


def _empty(side: str, picture: object) -> PictureWordsForm:
    if picture is None:
        return CardPictureForm(prefix=side)
    names = ("caption", "alt")
    initial: dict[str, object] = {name: getattr(picture, name) for name in names}
    return PictureWordsForm(
        prefix=side, initial=initial | {"consent": getattr(picture, "consent", "") == "open"}
    )


def _picture_deed(
    request: HttpRequest, seat: Seat, task: ChangeTask, which: str
) -> PictureWordsForm | None:
    """Do what was asked with a picture; return the form when it has to be looked at again."""
    column, by, card = PICTURES[which], seat.participation, task.card
    assert card is not None
    if request.POST.get("deed") == "pick":
        picked = pictures_of(task).get(Side(which))
        if picked is None:
            raise Http404
        showcase.pick_card_picture(card, column, picked, by=by)
        messages.success(request, _("The picture from the task is on the card."))
        return None
    if request.POST.get("deed") == "remove":
        is_picked = pictures_of(task).get(Side(which)) == getattr(card, column)
        showcase.remove_card_picture(card, column, by=by)
        messages.success(
            request,
            _("The picture is off the card. It stays with the task.")
            if is_picked
            else _("The picture is thrown away."),
        )
        return None
    is_new = getattr(card, column) is None
    kind = CardPictureForm if is_new else PictureWordsForm
    form = kind(request.POST, request.FILES, prefix=which)
    if not form.is_valid():
        return form
    said = form.cleaned_data
    texts = {name: said[name] for name in ("caption", "alt", "consent")}
    try:
        if is_new:
            showcase.set_card_picture(card, column, said["file"], by=by, **texts)
        else:
            showcase.describe_card_picture(card, column, by=by, **texts)
    except Refused as refusal:
        form.add_error("file" if is_new else None, str(refusal.message))
        return form
    if said["consent"]:
        messages.success(request, _("The picture is shown with the card."))
    else:
        messages.info(request, _("The picture is kept, and not shown before consent."))
    return None
