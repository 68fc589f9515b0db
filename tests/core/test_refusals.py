"""What happened, what now, is my text safe: refusals, faults and the headers around them."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import Client, RequestFactory
from django.utils import translation

from idetorg.core import views
from idetorg.core.errors import StepClosed
from idetorg.core.middleware import KindErrors, PlainLines, SafeHeaders, kept_words

WORDS = "Hvordan får vi ungdommen inn <døra>?"


def asked(method: str = "post", data: dict[str, str] | None = None, **headers: str) -> HttpRequest:
    """A request as the view sees it, from someone who is not signed in."""
    request = getattr(RequestFactory(headers=headers), method)("/s/x/now", data or {})
    request.user = AnonymousUser()
    return request


def refuse(request: HttpRequest) -> Any:
    return KindErrors(lambda _request: HttpResponse()).process_exception(request, StepClosed())


def test_refusal_gives_the_words_back_escaped() -> None:
    with translation.override("nb"):
        response = refuse(asked(data={"text": WORDS, "csrfmiddlewaretoken": "a b"}))

    page = response.content.decode()
    assert response.status_code == 409
    assert "Økten er stengt nå." in page
    assert "ungdommen inn &lt;døra&gt;?" in page
    assert "a b</textarea>" not in page


def test_refusal_answers_a_script_in_json() -> None:
    with translation.override("nb"):
        response = refuse(asked(data={"text": WORDS}, x_requested_with="fetch"))

    assert response.status_code == 409
    assert json.loads(response.content)["message"].startswith("Økten er stengt nå.")


def test_refusal_leaves_other_faults_alone() -> None:
    middleware = KindErrors(lambda _request: HttpResponse())

    assert middleware.process_exception(asked(), ValueError("x")) is None


def test_kept_words_skips_short_and_secret_fields() -> None:
    request = asked(data={"a": "ja", "password": "one two", "text": WORDS, "version": "3 4"})

    assert kept_words(request) == [WORDS]


@pytest.mark.parametrize(
    ("view", "status"), [(views.not_found, 404), (views.forbidden, 403), (views.csrf_failure, 403)]
)
def test_error_pages_answer_with_their_status(view: Any, status: int) -> None:
    extra = {"exception": ValueError()} if view is not views.csrf_failure else {}

    response = view(asked(data={"text": WORDS}), **extra)

    assert response.status_code == status
    assert "&lt;døra&gt;" in response.content.decode()


def test_broken_page_needs_no_user_session_or_database() -> None:
    request = RequestFactory().post("/s/x/now", {"text": WORDS})

    response = views.broken(request)

    assert response.status_code == 500
    assert "&lt;døra&gt;" in response.content.decode()


def through(response: HttpResponse, **kwargs: Any) -> Any:
    return SafeHeaders(lambda _request: response)(asked(**kwargs))


def test_every_answer_says_what_a_page_may_do() -> None:
    response = through(HttpResponse("x"))

    assert "camera=()" in response["Permissions-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "Cache-Control" not in response


def test_pages_of_a_known_person_are_kept_by_nobody() -> None:
    request = asked("get")
    request.COOKIES["idetorg"] = "x"

    response = SafeHeaders(lambda _request: HttpResponse("x"))(request)

    assert response["Cache-Control"] == "no-store"


def test_deed_by_script_is_told_where_to_go() -> None:
    answer = HttpResponseRedirect("/s/x/now#problem-3")
    answer.set_cookie("sessionid", "1")

    response = through(answer, x_idetorg_deed="1")

    assert response.status_code == 204
    assert response["X-Idetorg-Location"] == "/s/x/now#problem-3"
    assert "sessionid" in response.cookies
    assert "Location" not in response


def test_deed_by_script_is_never_sent_to_another_host() -> None:
    response = through(HttpResponseRedirect("https://example.org/x"), x_idetorg_deed="1")

    assert response["X-Idetorg-Location"] == "/"


def test_deed_without_script_is_an_ordinary_redirect() -> None:
    assert through(HttpResponseRedirect("/s/x/now")).status_code == 302


@pytest.mark.django_db
def test_healthz_says_ok_and_nothing_more() -> None:
    response = views.healthz(asked("get"))

    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_healthz_fails_when_the_database_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent() -> None:
        raise OperationalError("no")

    monkeypatch.setattr(connection, "cursor", silent)

    response = views.healthz(asked("get"))

    assert (response.status_code, response.content) == (503, b"fail")


def test_line_breaks_of_a_form_are_one_character_and_the_rest_is_as_sent() -> None:
    request = RequestFactory().post(
        "/", {"text": "Bádden\r\nNuorgam\rđ", "many": ["a\r\nb", "c"], "empty": ""}
    )
    PlainLines(lambda _request: HttpResponse()).process_view(request, None, (), {})
    assert dict(request.POST.lists()) == {
        "text": ["Bádden\nNuorgam\nđ"],
        "many": ["a\nb", "c"],
        "empty": [""],
    }
    with pytest.raises(AttributeError):
        request.POST["text"] = "x"  # still nobody's to change


def test_more_text_than_a_form_takes_is_said_in_words(client: Client) -> None:
    answer = client.post("/language", {"language": "nb", "text": "å" * 2_200_000})

    assert answer.status_code == 413
    assert "Dette er for mye på en gang" in answer.content.decode()
