"""Evaluation: nothing beside an answer leads to anybody, and nothing is shown under five."""

import base64
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pypdfium2
import pytest
from django.db import models
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from idetorg.audit.models import Deed, Entry
from idetorg.core.errors import EditConflict
from idetorg.core.time import now
from idetorg.evaluation import actions, queries
from idetorg.evaluation.errors import (
    AnsweredAlready,
    AnswersNotReadable,
    NothingToShow,
    NotOpen,
    TooFewInvited,
)
from idetorg.evaluation.form import Choice, Form, Question, answers_from
from idetorg.evaluation.models import (
    Evaluation,
    FreeText,
    Response,
    SealedBox,
    Summary,
    Ticket,
)
from idetorg.evaluation.results import LEAST, merged, results
from idetorg.evaluation.sealing import seal, unseal
from idetorg.evaluation.tasks import close_old_forms
from idetorg.live.models import Event
from idetorg.people.models import User
from idetorg.seminars.activities import activity_for
from idetorg.seminars.models import Participation, Seminar
from tests import factories

SignIn = Callable[[Participation | User], Client]


def url(name: str, seminar: Seminar) -> str:
    return reverse(f"evaluation:{name}", args=[seminar.slug])


@pytest.fixture
def people(seminar: Seminar, participant: Participation) -> list[Participation]:
    """Eight participants, Kari first."""
    return [participant, *factories.ParticipationFactory.create_batch(7, seminar=seminar)]


@pytest.fixture
def evaluation(seminar: Seminar, people: list[Participation]) -> Evaluation:
    return actions.open_evaluation(seminar)


def answer_all(
    evaluation: Evaluation, people: list[Participation], **extra: Any
) -> list[dict[str, Any]]:
    told = []
    for number, person in enumerate(people):
        answers = {"relevant": number, "should_go": f"Fritekst {number}", **extra}
        told.append(dict(answers))
        actions.answer(evaluation, answers, by=person)
    return told


def close(evaluation: Evaluation) -> int:
    count = actions.close_evaluation(evaluation, queries.form_of(evaluation.seminar))
    evaluation.refresh_from_db()
    return count


@pytest.mark.parametrize("model", [SealedBox, Response, FreeText])
def test_nothing_beside_an_answer_can_lead_to_a_person(model: type[models.Model]) -> None:
    related = {f.related_model for f in model._meta.get_fields() if f.is_relation}
    assert related == {Evaluation}
    times = (models.DateField, models.TimeField, models.DurationField)
    assert not [f for f in model._meta.fields if isinstance(f, times)]
    assert not [f.name for f in model._meta.fields if "person" in f.name or "particip" in f.name]


@pytest.mark.parametrize("model", [Response, FreeText])
def test_answers_have_random_ids(model: type[models.Model]) -> None:
    assert isinstance(model._meta.pk, models.UUIDField)


def test_a_ticket_says_only_that_it_is_used() -> None:
    names = {field.name for field in Ticket._meta.fields}
    assert names == {"id", "evaluation", "participation", "used"}


def test_answering_leaves_no_trace_with_a_person(
    seminar: Seminar, people: list[Participation], evaluation: Evaluation, as_person: SignIn
) -> None:
    before = Entry.objects.count()
    text = "Bare jeg skriver slik"
    for person in people[:6]:
        data = {"relevant": "7", "should_go": text}
        assert as_person(person).post(url("answer", seminar), data).status_code == 302
    assert Entry.objects.count() == before
    assert not Deed.objects.exists()
    events = Event.objects.filter(kind="evaluation")
    assert {event.topic.key for event in events} == {seminar.topic_all}
    assert all(event.payload == {} for event in events)
    assert not Response.objects.exists()
    assert not FreeText.objects.exists()
    kept = SealedBox.objects.get()
    assert text not in kept.sealed
    close(evaluation)
    everything = str(list(Entry.objects.values())) + str(list(Event.objects.values()))
    assert text not in everything


def test_the_box_needs_its_key_and_hides_order_and_time(
    evaluation: Evaluation, people: list[Participation], settings: Any
) -> None:
    answer_all(evaluation, people[:6])
    sealed = SealedBox.objects.get().sealed
    token = base64.urlsafe_b64decode(sealed)
    assert token[1:9] == bytes(8)  # a Fernet token's time, the same for every answer
    settings.SECRET_KEY = "en annen installasjons nøkkel"
    with pytest.raises(AnswersNotReadable):
        unseal(sealed)


def test_the_boxs_order_does_not_follow_the_tickets() -> None:
    orders = set()
    for _time in range(30):
        box = ""
        for number in range(6):
            box = seal([*unseal(box), {"relevant": number}])
        orders.add(tuple(row["relevant"] for row in unseal(box)))
    # Thirty boxes out of 720 orders: hardly any two alike, and never all as the tickets.
    assert len(orders) > 20
    last = [order.index(5) for order in orders]
    assert len(set(last)) > 2


def test_rows_of_a_closed_form_lie_by_their_random_ids(
    evaluation: Evaluation, people: list[Participation]
) -> None:
    answer_all(evaluation, people)
    assert close(evaluation) == len(people)
    for model in (Response, FreeText):
        ids = list(model.objects.values_list("id", flat=True))
        assert ids == sorted(ids)
    assert all("should_go" not in row.answers for row in Response.objects.all())
    assert SealedBox.objects.get().sealed == ""


def test_one_answers_once(evaluation: Evaluation, people: list[Participation]) -> None:
    actions.answer(evaluation, {"relevant": 3}, by=people[0])
    with pytest.raises(AnsweredAlready):
        actions.answer(evaluation, {"relevant": 9}, by=people[0])
    assert unseal(SealedBox.objects.get().sealed) == [{"relevant": 3}]
    assert queries.answer_count(evaluation) == 1


def test_second_time_leads_to_thanks(
    seminar: Seminar, people: list[Participation], evaluation: Evaluation, as_person: SignIn
) -> None:
    client = as_person(people[0])
    for _time in range(2):
        answer = client.post(url("answer", seminar), {"relevant": "3"})
        assert answer.status_code == 302
        assert answer["Location"] == url("thanks", seminar)
    assert client.get(url("answer", seminar))["Location"] == url("thanks", seminar)
    assert len(unseal(SealedBox.objects.get().sealed)) == 1
    assert client.get(url("thanks", seminar)).status_code == 200


def test_a_late_arrival_has_a_ticket_too(seminar: Seminar, evaluation: Evaluation) -> None:
    late = factories.ParticipationFactory(seminar=seminar)
    actions.answer(evaluation, {"relevant": 1}, by=late)
    assert queries.has_answered(evaluation, late)


def test_nothing_is_shown_while_the_form_is_open(
    seminar: Seminar,
    people: list[Participation],
    evaluation: Evaluation,
    organiser: Participation,
    as_person: SignIn,
) -> None:
    answer_all(evaluation, people)
    assert queries.closed_results(seminar, evaluation) == []
    page = as_person(organiser).get(url("report", seminar))
    assert page.context["results"] == []
    assert "Fritekst" not in page.content.decode()
    assert as_person(organiser).get(url("report_pdf", seminar)).status_code == 404


def test_nothing_is_shown_under_five(
    seminar: Seminar,
    people: list[Participation],
    evaluation: Evaluation,
    organiser: Participation,
    as_person: SignIn,
) -> None:
    answer_all(evaluation, people[:4])
    close(evaluation)
    assert queries.closed_results(seminar, evaluation) == []
    page = as_person(organiser).get(url("report", seminar)).content.decode()
    assert "Fritekst" not in page
    with pytest.raises(NothingToShow):
        actions.publish_evaluation(evaluation, True, by=organiser)
    assert as_person(organiser).post(url("publish", seminar), {"published": "1"}).status_code == 409


def test_free_texts_are_shown_from_five(
    seminar: Seminar, people: list[Participation], evaluation: Evaluation
) -> None:
    for number, person in enumerate(people):
        answers: dict[str, Any] = {"relevant": 5, "should_go": f"Fem {number}"}
        if number < 4:
            answers["free_word"] = f"Fire {number}"
        actions.answer(evaluation, answers, by=person)
    close(evaluation)
    found = {r.question.id: r for r in queries.closed_results(seminar, evaluation)}
    assert sorted(found["should_go"].texts) == [f"Fem {n}" for n in range(len(people))]
    assert found["free_word"].texts == []
    assert found["free_word"].answered == 0


def test_texts_to_be_kept_out_are_dropped_for_good(
    seminar: Seminar, people: list[Participation], evaluation: Evaluation
) -> None:
    for number, person in enumerate(people):
        kept_out = number == 0
        actions.answer(
            evaluation,
            {
                "relevant": 5,
                "should_go": "HOLD DETTE UTE" if kept_out else f"Les {number}",
                "may_quote": "keep_out" if kept_out else "read" if number < 4 else "quote",
            },
            by=person,
        )
    close(evaluation)
    texts = dict(FreeText.objects.values_list("text", "may_be_quoted"))
    assert "HOLD DETTE UTE" not in texts
    assert texts["Les 1"] is False
    assert texts["Les 6"] is True
    assert all("may_quote" not in row.answers for row in Response.objects.all())
    assert "may_quote" not in {r.question.id for r in queries.closed_results(seminar, evaluation)}


@pytest.mark.parametrize(("quoters", "marked"), [(0, 0), (4, 0), (5, 5), (7, 0), (10, 10)], ids=str)
def test_texts_that_may_be_quoted_are_marked_unless_few_would_be_tied_together(
    seminar: Seminar,
    evaluation: Evaluation,
    organiser: Participation,
    as_person: Any,
    quoters: int,
    marked: int,
) -> None:
    for number, person in enumerate(
        factories.ParticipationFactory.create_batch(10, seminar=seminar)
    ):
        answers = {
            "relevant": 5,
            "should_go": f"Sitat {number}" if number < quoters else f"Bare les {number}",
            "may_quote": "quote" if number < quoters else "read",
        }
        actions.answer(evaluation, answers, by=person)
    close(evaluation)
    found = {r.question.id: r for r in queries.closed_results(seminar, evaluation)}["should_go"]
    assert len(found.texts) == 10
    assert sorted(found.quotable) == [f"Sitat {number}" for number in range(marked)]
    page = as_person(organiser).get(url("report", seminar)).content.decode()
    assert ("Kan gjengis" in page) == bool(marked)
    assert ("ikke til å gi videre" in page) == (marked == 5)
    assert ("pekt ut noen få" in page) == (not marked)


def test_a_published_report_has_counts_and_no_words(
    seminar: Seminar,
    people: list[Participation],
    evaluation: Evaluation,
    organiser: Participation,
    stranger: Participation,
    as_person: SignIn,
) -> None:
    answer_all(evaluation, people)
    close(evaluation)
    for reader in (Client(), as_person(stranger), as_person(people[0])):
        assert reader.get(url("report", seminar)).status_code == 404
        assert reader.get(url("report_pdf", seminar)).status_code == 404
    done = as_person(organiser).post(url("publish", seminar), {"published": "1"})
    assert done.status_code == 302
    for reader in (Client(), as_person(stranger), as_person(people[0])):
        page = reader.get(url("report", seminar))
        assert page.status_code == 200
        assert "Fritekst" not in page.content.decode()
        assert reader.get(url("report_pdf", seminar))["Content-Type"] == "application/pdf"
    assert "Fritekst" in as_person(organiser).get(url("report", seminar)).content.decode()
    as_person(organiser).post(url("publish", seminar), {"published": "0"})
    assert Client().get(url("report", seminar)).status_code == 404


def test_fewer_than_five_invited_give_no_answer(
    seminar: Seminar, participant: Participation, as_person: SignIn
) -> None:
    evaluation = actions.open_evaluation(seminar)
    client = as_person(participant)
    form = queries.form_of(seminar)
    assert form.too_few
    assert form.too_few in client.get(url("answer", seminar)).content.decode()
    posted = client.post(url("answer", seminar), {"should_go": "Noe langt jeg skrev"})
    assert posted.status_code == 409
    assert "Noe langt jeg skrev" in posted.content.decode()
    with pytest.raises(TooFewInvited):
        actions.answer(evaluation, {"relevant": 1}, by=participant)
    assert SealedBox.objects.get().sealed == ""
    assert not Ticket.objects.filter(used=True).exists()


def test_closed_form_refuses_and_keeps_the_words(
    seminar: Seminar, people: list[Participation], evaluation: Evaluation, as_person: SignIn
) -> None:
    close(evaluation)
    with pytest.raises(NotOpen):
        actions.answer(evaluation, {"relevant": 3}, by=people[0])
    answer = as_person(people[0]).post(url("answer", seminar), {"should_go": "For sent, men mitt"})
    assert answer.status_code == 409
    assert "For sent, men mitt" in answer.content.decode()
    assert close(evaluation) == 0
    reopened = actions.open_evaluation(seminar)
    assert reopened.closed_at is not None


def test_empty_and_wrong_answers_are_told_kindly(
    seminar: Seminar, people: list[Participation], evaluation: Evaluation, as_person: SignIn
) -> None:
    client = as_person(people[0])
    for data in ({}, {"relevant": "11"}, {"unknown": "1"}, {"relevant": "x"}):
        answer = client.post(url("answer", seminar), data)
        assert answer.status_code == 422
        assert 'role="alert"' in answer.content.decode()
    assert not queries.has_answered(evaluation, people[0])


def test_only_known_choices_are_kept() -> None:
    items = [Choice(str(n), f"Post {n}") for n in range(5)]
    form = Form(
        key="x",
        title="",
        intro="",
        pens="",
        thanks="",
        too_few="",
        questions=[
            Question("pick", "pick", "?", items, most=3),
            Question("open", "open", "?"),
            Question("how", "scale", "?", [Choice(str(n), str(n)) for n in range(11)]),
        ],
    )
    posted = {"pick": ["1", "1", "1", "9", "2"], "open": [" a\x00b "], "how": ["10"], "z": ["1"]}
    assert answers_from(form, posted) == {"pick": ["1", "2"], "open": "ab", "how": 10}


COUNTS = st.lists(st.integers(min_value=0, max_value=12), min_size=1, max_size=11)


@given(COUNTS)
def test_merged_parts_hold_five_and_lose_nobody(counts: list[int]) -> None:
    parts = merged([(str(index), count) for index, count in enumerate(counts)])
    assert all(part.count >= LEAST for part in parts)
    assert sum(part.count for part in parts) == (sum(counts) if parts else 0)
    assert bool(parts) == (sum(counts) >= LEAST)


ROWS = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "how": st.integers(min_value=0, max_value=10),
            "ok": st.sampled_from(["good", "fair", "poor", "none"]),
            "pick": st.lists(st.sampled_from("abcd"), min_size=1, max_size=3, unique=True),
        },
    ),
    max_size=40,
)


@given(ROWS)
def test_no_cell_and_no_rest_is_under_five(rows: list[dict[str, Any]]) -> None:
    ok = [Choice(name, name) for name in ("good", "fair", "poor", "none")]
    form = Form(
        key="x",
        title="",
        intro="",
        pens="",
        thanks="",
        too_few="",
        questions=[
            Question("how", "scale", "?", [Choice(str(n), str(n)) for n in range(11)]),
            Question("ok", "choice", "?", ok),
            Question("pick", "pick", "?", [Choice(name, name) for name in "abcd"], most=3),
        ],
    )
    total = len(rows)
    for result in results(form, rows, {}):
        # The number who answered the form is public, so every rest to it is a cell too.
        wholes = {total} | ({result.answered} if result.answered else set())
        counts = [part.count for part in result.parts]
        told = [*counts, result.answered] if result.answered else counts
        if result.question.type != "pick":
            told += [sum(counts[a:b]) for a in range(len(counts)) for b in range(a + 1, 12)]
        assert all(count >= LEAST for count in counts)
        for whole in wholes:
            for count in told:
                rest = whole - count
                assert rest <= 0 or rest >= LEAST, (result, total)


def test_old_forms_close_after_a_week(transactional_db: None, as_person: SignIn) -> None:
    seminar = factories.SeminarFactory()
    people = factories.ParticipationFactory.create_batch(5, seminar=seminar)
    evaluation = actions.open_evaluation(seminar)
    actions.answer(evaluation, {"relevant": 4}, by=people[0])
    assert close_old_forms(now() + timedelta(days=6)) == 0
    assert close_old_forms(now() + timedelta(days=8)) == 1
    assert close_old_forms(now() + timedelta(days=8)) == 0
    evaluation.refresh_from_db()
    assert evaluation.closed_at is not None
    assert Response.objects.count() == 1


def test_one_box_under_another_key_keeps_no_other_form_open(
    transactional_db: None, caplog: pytest.LogCaptureFixture
) -> None:
    forms = []
    for _number in range(2):
        seminar = factories.SeminarFactory()
        people = factories.ParticipationFactory.create_batch(5, seminar=seminar)
        evaluation = actions.open_evaluation(seminar)
        actions.answer(evaluation, {"should_go": "Ordene mine"}, by=people[0])
        forms.append(evaluation)
    SealedBox.objects.filter(evaluation=forms[0]).update(sealed="under-another-key")
    assert close_old_forms(now() + timedelta(days=8)) == 1
    closed = Evaluation.objects.exclude(closed_at=None)
    assert list(closed) == [forms[1]]
    assert SealedBox.objects.get(evaluation=forms[0]).sealed
    assert "Ordene mine" not in caplog.text


def test_the_count_stays_when_somebody_is_erased(
    evaluation: Evaluation, people: list[Participation]
) -> None:
    answer_all(evaluation, people[:6])
    close(evaluation)
    Ticket.objects.filter(participation=people[0]).delete()
    assert queries.answer_count(evaluation) == 6


def test_the_printed_report_says_the_same(
    seminar: Seminar,
    people: list[Participation],
    evaluation: Evaluation,
    organiser: Participation,
    as_person: SignIn,
) -> None:
    for person in people[:5]:
        actions.answer(
            evaluation, {"relevant": 8, "contributed": 3, "should_go": "Mindre kaffe"}, by=person
        )
    for person in people[5:7]:
        actions.answer(evaluation, {"relevant": 2}, by=person)
    close(evaluation)
    actions.publish_evaluation(evaluation, True, by=organiser)
    printed = {}
    for who, client in (("leader", as_person(organiser)), ("anyone", Client())):
        content = client.get(url("report_pdf", seminar)).content
        document = pypdfium2.PdfDocument(content)
        pages = [page.get_textpage().get_text_bounded() for page in document]
        document.close()
        printed[who] = " ".join("\n".join(pages).split())
    assert "Mindre kaffe" in printed["leader"]
    assert "Mindre kaffe" not in printed["anyone"]
    found = {r.question.id: r for r in queries.closed_results(seminar, evaluation)}
    # Two of seven chose 2 and two skipped the next question: neither can be worked out.
    assert [part.count for part in found["relevant"].parts] == [7]
    assert [part.count for part in found["contributed"].parts] == [7]
    for text in printed.values():
        assert "0–10" in text


def test_the_step_opens_the_form_for_phone_screen_and_lead(
    seminar: Seminar,
    people: list[Participation],
    facilitator: Participation,
    as_person: SignIn,
) -> None:
    item = factories.ScheduleItemFactory(seminar=seminar)
    step = factories.StepFactory(item=item, kind="evaluation")
    factories.RoomPositionFactory(seminar=seminar, step=step)
    registered = activity_for(step.kind)
    assert registered.opens is not None
    registered.opens(seminar, step)
    form = Evaluation.objects.get()
    assert Ticket.objects.filter(evaluation=form).count() == len(people)
    link = url("answer", seminar)

    def page(client: Client, name: str, *args: object) -> str:
        answer = client.get(reverse(f"web:{name}", args=[seminar.slug, *args]))
        assert answer.status_code == 200
        return answer.content.decode()

    kari = as_person(people[0])
    assert link in page(kari, "now")
    assert link in page(kari, "mine")
    assert kari.post(link, {"relevant": "4"}).status_code == 302
    assert link not in page(kari, "now")
    assert link not in page(kari, "mine")
    leading = as_person(facilitator)
    for text in (
        page(leading, "now"),
        page(leading, "lead"),
        page(leading, "more"),
        page(Client(), "screen", seminar.screen_key),
    ):
        assert "Kari Deltaker" not in text
        assert f'"{link}"' not in text


@pytest.mark.parametrize("name", ["answer", "thanks"])
def test_the_form_is_for_the_seminars_participants(
    seminar: Seminar,
    evaluation: Evaluation,
    people: list[Participation],
    facilitator: Participation,
    stranger: Participation,
    outsider: User,
    as_person: SignIn,
    name: str,
) -> None:
    address = url(name, seminar)
    assert Client().get(address).status_code == 404
    assert as_person(outsider).get(address).status_code == 404
    assert as_person(stranger).get(address).status_code == 404
    assert as_person(facilitator).get(address).status_code == 403
    assert as_person(people[0]).get(address).status_code == 200


@pytest.mark.parametrize(
    ("name", "facilitator_may"),
    [("open", True), ("close", True), ("publish", False), ("publish_summary", False)],
)
def test_who_may_do_which_deed(
    seminar: Seminar,
    evaluation: Evaluation,
    people: list[Participation],
    facilitator: Participation,
    organiser: Participation,
    stranger: Participation,
    outsider: User,
    as_person: SignIn,
    name: str,
    facilitator_may: bool,
) -> None:
    actions.save_summary(seminar, story="", text="Kort", version=1, by=organiser)
    address = url(name, seminar)
    assert Client().post(address).status_code == 404
    assert as_person(outsider).post(address).status_code == 404
    assert as_person(stranger).post(address).status_code == 404
    assert as_person(people[0]).post(address).status_code == 403
    assert as_person(facilitator).post(address).status_code == (302 if facilitator_may else 403)
    assert as_person(organiser).post(address).status_code == 302
    assert as_person(organiser).get(address).status_code == 405


def test_deeds_before_the_form_exists(
    seminar: Seminar, people: list[Participation], organiser: Participation, as_person: SignIn
) -> None:
    client = as_person(organiser)
    assert client.post(url("close", seminar)).status_code == 404
    assert client.post(url("publish", seminar)).status_code == 404
    assert client.post(url("publish_summary", seminar)).status_code == 404
    assert client.get(url("report", seminar)).status_code == 200
    assert as_person(people[0]).post(url("answer", seminar), {"relevant": "1"}).status_code == 409


def test_summary_conflict_keeps_both(
    seminar: Seminar, organiser: Participation, facilitator: Participation, as_person: SignIn
) -> None:
    first = {"story": "Min fortelling", "text": "Min oppsummering", "version": "1"}
    second = {"story": "Din fortelling", "text": "Din oppsummering", "version": "1"}
    assert as_person(organiser).post(url("edit_summary", seminar), first).status_code == 302
    answer = as_person(facilitator).post(url("edit_summary", seminar), second)
    page = answer.content.decode()
    assert answer.status_code == 409
    for words in ("Min fortelling", "Min oppsummering", "Din fortelling", "Din oppsummering"):
        assert words in page
    again = as_person(organiser).post(url("edit_summary", seminar), first)
    assert again.status_code == 302  # a repeat of the same words is harmless
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version is not None
    solved = {**second, "version": version[1]}
    assert as_person(facilitator).post(url("edit_summary", seminar), solved).status_code == 302
    assert Summary.objects.get().text == "Din oppsummering"
    with pytest.raises(EditConflict):
        actions.save_summary(seminar, story="", text="Gammelt", version=1, by=organiser)


def test_draft_summary_is_seen_by_leaders_only(
    seminar: Seminar,
    organiser: Participation,
    facilitator: Participation,
    participant: Participation,
    stranger: Participation,
    outsider: User,
    as_person: SignIn,
) -> None:
    actions.save_summary(seminar, story="S", text="UFERDIG", version=1, by=organiser)
    address = url("summary", seminar)
    others = [Client(), as_person(outsider), as_person(stranger), as_person(participant)]
    for client in others:
        assert client.get(address).status_code == 404
        assert client.post(url("edit_summary", seminar), {"text": "x"}).status_code in {403, 404}
        public = client.get(reverse("web:seminar", args=[seminar.slug]))
        assert "UFERDIG" not in public.content.decode()
    for leader in (organiser, facilitator):
        assert "UFERDIG" in as_person(leader).get(address).content.decode()
    as_person(organiser).post(url("publish_summary", seminar), {"published": "1"})
    for client in others:
        assert "UFERDIG" in client.get(address).content.decode()
    assert as_person(organiser).post(address).status_code == 405


def test_the_draft_is_built_for_a_human_to_edit(
    seminar: Seminar, organiser: Participation, as_person: SignIn
) -> None:
    assert as_person(organiser).get(url("edit_summary", seminar)).status_code == 200
    assert not Summary.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_report_statement_count_is_constant(
    seminar: Seminar,
    people: list[Participation],
    evaluation: Evaluation,
    organiser: Participation,
    as_person: SignIn,
    count: int,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    answer_all(evaluation, people[: 4 + count])
    close(evaluation)
    client = as_person(organiser)
    with django_assert_max_num_queries(14):
        assert client.get(url("report", seminar)).status_code == 200


def test_nothing_is_shown_while_a_form_is_open_whatever_the_database_holds(
    seminar: Seminar,
) -> None:
    form = Evaluation.objects.create(seminar=seminar, opened_at=now())
    for _number in range(8):
        Response.objects.create(evaluation=form, answers={"relevant": 9})
    assert queries.closed_results(seminar, form) == []
    form.closed_at = now()
    form.save()
    assert queries.closed_results(seminar, form) != []
