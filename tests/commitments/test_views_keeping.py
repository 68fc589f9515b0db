"""After it has gone home: own page, card, makker; what others are shown."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from idetorg.audit.models import Entry
from idetorg.commitments import actions, words
from idetorg.commitments.enums import TaskState, Visibility
from idetorg.commitments.models import ChangeTask, Confirmation, HelpRequest, MakkerPair, Obstacle
from idetorg.commitments.queries import tasks_of
from idetorg.commitments.tokens import leader_token
from idetorg.core.time import now
from idetorg.mailer.models import Mail, StoppedAddress, hash_of
from idetorg.people.models import User
from idetorg.seminars.models import Participation, Seminar
from tests.commitments.factories import WORDS, DraftFactory, MakkerPairFactory, taken_home
from tests.factories import OSLO, ParticipationFactory

AsPerson = Callable[[Participation | User], Client]


def _url(name: str, task: ChangeTask) -> str:
    return reverse(f"commitments:{name}", args=[task.participation.seminar.slug, task.pk])


def test_own_page_moves_the_state(participant: Participation, as_person: AsPerson) -> None:
    task = taken_home(participant)
    client = as_person(participant)
    page = client.get(_url("task", task)).content.decode()
    assert WORDS in page
    assert "Lagt bort – det er også et godt svar" in page

    client.post(_url("move", task), {"to": "started"})
    task.refresh_from_db()
    assert task.state == TaskState.STARTED
    later = (date.today() + timedelta(days=60)).isoformat()
    kept = client.post(_url("move", task), {"to": "postponed", "reason": "", "new_date": later})
    assert kept.status_code == 422
    assert later in kept.content.decode()
    client.post(_url("move", task), {"to": "postponed", "reason": "Penger", "new_date": later})
    task.refresh_from_db()
    assert task.state == TaskState.POSTPONED
    assert client.post(_url("move", task), {"to": "draft"}).status_code == 409
    assert client.post(_url("move", task), {"to": "nonsense"}).status_code == 422


def test_rewording_keeps_the_first_words_on_the_page(
    participant: Participation, as_person: AsPerson
) -> None:
    task = taken_home(participant)
    client = as_person(participant)
    form = {"change": "Noe mindre", "first_step": "Ringe", "by_when": task.by_when.isoformat()}
    assert client.post(_url("reword", task), {**form, "change": ""}).status_code == 422
    client.post(_url("reword", task), form)
    page = client.get(_url("task", task)).content.decode()
    assert WORDS in page
    assert "Noe mindre" in page
    assert "<ins>" in page


def test_obstacle_counter_plan_and_who_must_say_yes_are_added_afterwards(
    participant: Participation, as_person: AsPerson
) -> None:
    task = taken_home(participant)
    Obstacle.objects.create(task=task, words="Ingen tid", code="TIME")
    task.versions.update(words=words.snapshot(task))
    client = as_person(participant)
    page = client.get(_url("reword", task)).content.decode()
    assert '<details class="mt" id="more">' in page
    assert "Ingen tid" in page
    assert (
        '<details class="mt" id="more" open>'
        in client.get(_url("reword", task) + "?mer=1").content.decode()
    )
    form = {
        **{"change": WORDS, "first_step": task.first_step, "by_when": task.by_when.isoformat()},
        **{"when_text": "Når lunsjen er over", "then_text": "går jeg til rådmannen"},
        **{"obstacle_words": "Ingen tid, og ingen nøkkel", "obstacle_codes": ["TIME", "ROOM"]},
        **{"obstacle_plan": "låner jeg vaktmesterens"},
        **{"must_say_yes": ["nearest_leader"], "they_know": "yes_knows"},
    }
    refused = client.post(_url("reword", task), {**form, "obstacle_plan": "x" * 2001})
    assert refused.status_code == 422
    assert '<details class="mt" id="more" open>' in refused.content.decode()
    assert "og ingen nøkkel" in refused.content.decode()
    client.post(_url("reword", task), form)

    task.refresh_from_db()
    assert words.obstacle_of(task).codes == ("TIME", "ROOM")
    assert (task.must_say_yes, task.they_know) == (["nearest_leader"], "yes_knows")
    page = client.get(_url("task", task)).content.decode()
    added = page.partition("se hva som er endret")[2]
    for said in (
        "og ingen nøkkel",
        "låner jeg vaktmesterens",
        "går jeg til rådmannen",
        "vet om det",
    ):
        assert said in added, said
    first, second = task.versions.all()
    assert first.words["obstacle"] == {"words": "Ingen tid", "codes": ["TIME"], "counter_plan": ""}
    assert second.words["obstacle"]["counter_plan"] == "låner jeg vaktmesterens"
    logged = Entry.objects.filter(action="commitments.reworded").values_list("field", flat=True)
    assert set(logged) == {"when_then", "obstacle", "who_must_say_yes"}

    client.post(_url("reword", task), form)  # nothing differs
    assert task.versions.count() == 2


def test_a_page_from_before_the_folded_questions_takes_no_words_away(
    participant: Participation, as_person: AsPerson
) -> None:
    task = taken_home(participant, must_say_yes=["nearest_leader"], they_know="not_yet")
    Obstacle.objects.create(task=task, words="Ingen tid", code="TIME", counter_plan="Ringe")
    old = {"change": "Noe mindre", "first_step": "Ringe", "by_when": task.by_when.isoformat()}
    as_person(participant).post(_url("reword", task), old)
    task.refresh_from_db()
    assert task.change == "Noe mindre"
    assert (task.must_say_yes, task.they_know) == (["nearest_leader"], "not_yet")
    assert words.obstacle_of(task).counter_plan == "Ringe"


@pytest.mark.parametrize("obstacle", ["", "Ingen tid"])
def test_the_plan_two_makkers_read_leads_to_what_can_be_added(
    participant: Participation, as_person: AsPerson, obstacle: str
) -> None:
    MakkerPairFactory(one=participant, other=ParticipationFactory(seminar=participant.seminar))
    task = DraftFactory(participation=participant)
    if obstacle:
        Obstacle.objects.create(task=task, words=obstacle, code="TIME")
    client = as_person(participant)
    page = reverse("commitments:makker", args=[participant.seminar.slug])
    said = "Skriv motplanen" if obstacle else "Skriv hva som kan stoppe det"
    writing = client.get(page).content.decode()
    assert said in writing
    for name in ("obstacle", "who_must_say_yes"):
        args = [participant.seminar.slug, task.pk, name]
        assert reverse("commitments:question", args=args) in writing
    actions.commit(task, by=participant)
    taken = client.get(page).content.decode()
    assert said in taken
    assert taken.count(_url("reword", task) + "?mer=1#more") == 2


def test_the_card_prints_as_an_accessible_pdf(
    participant: Participation, as_person: AsPerson
) -> None:
    task = taken_home(participant, when_text="Når møtet er over", then_text="så går jeg dit")
    MakkerPairFactory(one=participant, other=ParticipationFactory(seminar=participant.seminar))
    answer = as_person(participant).get(_url("card", task))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


def test_the_letter_to_oneself_holds_the_words_that_went_home(
    participant: Participation, as_person: AsPerson
) -> None:
    task = taken_home(participant, sign="Skoene i gangen")
    actions.reword(task, by=participant, values={"change": {"change": "Noe helt annet"}})
    answer = as_person(participant).get(_url("letter_to_me", task))
    page = pypdfium2.PdfDocument(answer.content)[0].get_textpage()
    printed = " ".join(page.get_text_bounded().split())
    assert "Skoene i gangen" in printed
    assert "etter klokka fire" in printed
    assert "Noe helt annet" not in printed


def test_own_words_are_mailed_on_a_press(participant: Participation, as_person: AsPerson) -> None:
    task = taken_home(participant)
    as_person(participant).post(_url("mail", task))
    assert Mail.objects.get().to_address == participant.user.email


def test_others_see_what_is_shown_to_them_and_no_numbers(
    seminar: Seminar,
    participant: Participation,
    other_participant: Participation,
    organiser: Participation,
    stranger: Participation,
    as_person: AsPerson,
) -> None:
    task = taken_home(participant, Visibility.ORGANISER, important=9, sure=3)
    page = as_person(organiser).get(_url("task", task))
    assert WORDS in page.content.decode()
    assert "Hvor sikker" not in page.content.decode()
    for person in (other_participant, stranger):
        assert as_person(person).get(_url("task", task)).status_code == 404

    as_person(participant).post(_url("show_to", task), {"seen_by": ["only_me"]})
    assert as_person(organiser).get(_url("task", task)).status_code == 404
    both = {"seen_by": ["only_me", "everyone"]}
    assert as_person(participant).post(_url("show_to", task), both).status_code == 422


def test_a_makker_is_asked_agrees_and_confirms(
    seminar: Seminar,
    participant: Participation,
    other_participant: Participation,
    stranger: Participation,
    as_person: AsPerson,
) -> None:
    task = taken_home(participant, Visibility.MAKKER)
    mine, theirs = as_person(participant), as_person(other_participant)
    url = reverse("commitments:ask_makker", args=[seminar.slug])
    assert (
        "Nils Nabo" in mine.get(reverse("commitments:makker", args=[seminar.slug])).content.decode()
    )
    assert mine.post(url, {"person": "x"}).status_code == 422
    assert mine.post(url, {"person": stranger.pk}).status_code == 404
    mine.post(url, {"person": other_participant.pk})
    pair = MakkerPair.objects.get()
    answer = reverse("commitments:answer_makker", args=[seminar.slug, pair.pk])
    assert as_person(stranger).post(answer, {"deed": "yes"}).status_code == 404
    theirs.post(answer, {"deed": "yes"})
    page = theirs.get(_url("task", task)).content.decode()
    assert WORDS in page
    assert "Hva får jeg spørre deg om?" in page

    assert theirs.post(_url("confirm", task), {}).status_code == 422
    theirs.post(_url("confirm", task), {"answer": "yes", "text": "Jeg var innom"})
    assert Confirmation.objects.get().by == other_participant
    assert "Jeg var innom" in mine.get(_url("task", task)).content.decode()
    mine.post(answer, {"deed": "no"})
    assert theirs.get(_url("task", task)).status_code == 404


def test_the_named_leader_reads_and_confirms_by_link_until_it_is_taken_back(
    participant: Participation, as_person: AsPerson, client: Client
) -> None:
    task = taken_home(participant, important=9)
    task = actions.set_visibility(
        task,
        by=participant,
        chosen={Visibility.LEADER},
        leader_name="Rune Rådmann",
        leader_email="rune@example.org",
    )
    url = reverse("commitments:seen", args=[leader_token(task)])
    page = client.get(url)
    assert WORDS in page.content.decode()
    assert not Confirmation.objects.exists()
    assert client.post(url, {}).status_code == 422
    client.post(url, {"answer": "partly"})
    assert Confirmation.objects.get().answer == "partly"

    actions.set_visibility(
        task,
        by=participant,
        chosen={Visibility.LEADER},
        leader_name="Ny Leder",
        leader_email="ny@example.org",
    )
    assert client.get(url).status_code == 410
    actions.set_visibility(task, by=participant, chosen=set())
    assert client.get(url).status_code == 410
    assert client.get(reverse("commitments:seen", args=["tull"])).status_code == 404


def test_the_leader_is_asked_once_a_week_and_no_more_after_an_answer(
    participant: Participation, as_person: AsPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = taken_home(participant)
    named = {"leader_name": "Rita Rådmann", "leader_email": "rita@example.org"}
    shown = {Visibility.LEADER}
    actions.set_visibility(task, by=participant, chosen=shown, **named)
    client, page_url, url = as_person(participant), _url("task", task), _url("ask_leader", task)
    ask = "Spør Rita Rådmann: «Har du sett det?»"
    start = now()

    def page_after(days: int) -> str:
        for module in ("actions.company", "views.keeping"):
            later = start + timedelta(days=days)
            monkeypatch.setattr(f"idetorg.commitments.{module}.now", lambda at=later: at)
        text: str = client.get(page_url).content.decode()
        return text

    assert ask in page_after(0)
    assert "Vi har spurt lederen din" in client.post(url, follow=True).content.decode()
    for days in (0, 6):
        page = page_after(days)
        assert ask not in page
        assert "Vi spurte Rita Rådmann" in page
        assert "Du kan spørre igjen fra" in page
        assert "høyst én gang i uka" in client.post(url, follow=True).content.decode()
    assert Mail.objects.count() == 1
    assert ask in page_after(7)
    client.post(url)
    assert Mail.objects.count() == 2

    named["leader_email"] = "rita.r@example.org"  # it was mistyped: nobody has been asked
    actions.set_visibility(task, by=participant, chosen=shown, **named)
    assert ask in page_after(8)
    task.refresh_from_db()
    actions.confirm(task, role="leader", leader_token_valid=True)
    assert ask not in page_after(30)
    client.post(url)
    assert Mail.objects.count() == 2
    Confirmation.objects.update(at=start)
    actions.move_state(task, by=participant, to=TaskState.DONE)  # there is more to see
    assert ask in page_after(30)


def test_a_leader_no_mail_goes_to_is_not_said_to_be_asked(
    participant: Participation, as_person: AsPerson
) -> None:
    task = taken_home(participant)
    named = {"leader_name": "Rita Rådmann", "leader_email": "rita@example.org"}
    actions.set_visibility(task, by=participant, chosen={Visibility.LEADER}, **named)
    StoppedAddress.objects.create(address_hash=hash_of("rita@example.org"))
    told = as_person(participant).post(_url("ask_leader", task), follow=True).content.decode()
    assert "Vi når ikke lederen din på e-post" in told
    assert "Vi spurte" not in told
    assert not Mail.objects.exists()


def test_help_is_wished_for_and_closing_is_final(
    participant: Participation, as_person: AsPerson
) -> None:
    task = taken_home(participant)
    client = as_person(participant)
    client.post(_url("wish_help", task), {"to": "organiser", "text": "Ring meg"})
    assert HelpRequest.objects.get().text == "Ring meg"
    assert client.post(_url("wish_help", task), {"to": "kongen"}).status_code == 422
    assert client.post(_url("ask_leader", task)).status_code == 422

    client.post(_url("close", task))
    page = client.get(_url("task", task)).content.decode()
    assert "lukket" in page
    assert client.post(_url("move", task), {"to": "done"}).status_code == 409


def test_mine_shows_own_tasks_and_what_others_show(
    seminar: Seminar,
    participant: Participation,
    other_participant: Participation,
    as_person: AsPerson,
) -> None:
    taken_home(participant)
    taken_home(other_participant, Visibility.SEMINAR, change="Nabo sine ord")
    DraftFactory(participation=other_participant, change="HEMMELIG")
    page = as_person(participant).get(reverse("web:mine", args=[seminar.slug])).content.decode()
    assert WORDS in page
    assert "Nabo sine ord" in page
    assert "HEMMELIG" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_makker_list_costs_the_same_for_many(
    seminar: Seminar,
    participant: Participation,
    as_person: AsPerson,
    count: int,
    django_assert_num_queries: Any,
) -> None:
    ParticipationFactory.create_batch(count, seminar=seminar)
    client = as_person(participant)
    url = reverse("commitments:makker", args=[seminar.slug])
    client.get(url)
    with django_assert_num_queries(7):
        page = client.get(url)
    assert len(page.context["candidates"]) == count


def test_what_a_phone_keeps_holds_own_words_alone(
    participant: Participation, other_participant: Participation, as_person: AsPerson
) -> None:
    task = taken_home(
        participant,
        change="Girjerádju lea oidnosis – áčđŋšŧž",
        origin_label="ANDRES SPØRSMÅL PÅ TORGET",
        sign="Skoene i gangen",
    )
    actions.reword(task, by=participant, values={"change": {"change": "Noe helt annet"}})
    answer = as_person(participant).get(_url("kept", task))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert "Girjerádju lea oidnosis – áčđŋšŧž" in page
    assert "Skoene i gangen" in page
    assert "ANDRES SPØRSMÅL" not in page
    assert "csrfmiddlewaretoken" not in page
    assert "<form" not in page
    assert f'data-person="{participant.user.pk}"' in page


def test_keeping_leaves_the_messages_for_the_page_they_are_meant_for(
    participant: Participation, as_person: AsPerson
) -> None:
    task = taken_home(participant)
    client = as_person(participant)
    client.post(_url("move", task), {"to": "started"})

    assert "messages" not in client.get(_url("kept", task)).content.decode()
    client.get("/uten-nett")
    assert "messages" in client.get(_url("task", task)).content.decode()


def test_what_a_phone_keeps_is_for_its_owner_alone(
    participant: Participation,
    other_participant: Participation,
    organiser: Participation,
    facilitator: Participation,
    stranger: Participation,
    outsider: User,
    as_person: AsPerson,
) -> None:
    task = taken_home(participant, Visibility.EVERYONE)
    url = _url("kept", task)

    for person, status in (
        (other_participant, 404),
        (stranger, 404),
        (outsider, 404),
        (organiser, 403),
        (facilitator, 403),
    ):
        assert as_person(person).get(url).status_code == status
    assert Client().get(url).status_code == 404
    assert as_person(participant).post(url).status_code == 405
    draft = DraftFactory(participation=participant)
    assert as_person(participant).get(_url("kept", draft)).status_code == 404


def test_the_page_that_goes_home_offers_to_be_kept_and_waits_for_the_press(
    participant: Participation, as_person: AsPerson
) -> None:
    task = taken_home(participant)
    page = as_person(participant).get(_url("home", task)).content.decode()

    assert f'data-keep="{_url("kept", task)}" hidden' in page
    assert "Alle som kan åpne telefonen, kan lese den" in page


def test_a_wish_for_help_asks_which_number_and_keeps_it_as_ones_own(
    participant: Participation, as_person: AsPerson
) -> None:
    participant.user.phone = "77 00 11 22"
    participant.user.save()
    task = taken_home(participant)
    client = as_person(participant)
    assert 'value="77 00 11 22"' in client.get(_url("task", task)).content.decode()

    wish = {"to": "organiser", "text": "Ring meg"}
    bad = client.post(_url("wish_help", task), {**wish, "phone": "etter fire"})
    page = bad.content.decode()
    assert bad.status_code == 422
    assert "Dette kan ikke være et telefonnummer." in page
    assert "etter fire" in page
    assert "Ring meg" in page
    assert not HelpRequest.objects.exists()

    client.post(_url("wish_help", task), {**wish, "phone": "+47 77 00 22 33"})
    participant.user.refresh_from_db()
    assert participant.user.phone == "+47 77 00 22 33"
    client.post(_url("wish_help", task), wish)
    participant.user.refresh_from_db()
    assert participant.user.phone == "+47 77 00 22 33"


def test_the_next_question_is_not_the_mail_with_ones_own_words(
    participant: Participation, as_person: AsPerson
) -> None:
    task = taken_home(participant)
    first = task.follow_ups.exclude(kind="own_words").order_by("due_at")[0]
    assert task.follow_ups.get(kind="own_words").due_at < first.due_at
    assert tasks_of(participant)[0].coming[0] == first
    page = as_person(participant).get(_url("task", task))
    assert page.context["row"].next_on == first.due_at.astimezone(OSLO).date()
