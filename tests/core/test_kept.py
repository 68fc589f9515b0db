"""What a phone may keep for want of network: the worker, and the page when there is no coverage."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from idetorg.core import assets


def test_the_worker_answers_for_the_whole_site_and_may_only_fetch(client: Client) -> None:
    answer = client.get("/kept.js")

    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Cache-Control"] == "no-cache"
    assert answer["X-Content-Type-Options"] == "nosniff"
    policy = sorted(part.strip() for part in answer["Content-Security-Policy"].split(";"))
    assert policy == ["connect-src 'self'", "default-src 'none'"]
    assert not answer.cookies
    assert client.post("/kept.js").status_code == 405


def test_the_worker_knows_the_addresses_that_end_it(client: Client) -> None:
    worker = client.get(reverse("kept_worker")).content.decode()

    for name in ("account_logout", "people:erased", "no_coverage"):
        assert f'"{reverse(name)}"' in worker
    assert reverse("kept_worker") == "/kept.js"  # at the root: a worker answers for what is below
    for word in ("put(", "addAll(", "add("):  # it lays nothing up
        assert not re.search(rf"\.{re.escape(word)}", worker)


def test_the_worker_stays_small(client: Client) -> None:
    assert len(client.get("/kept.js").content) < 4_000


@pytest.mark.django_db
def test_the_page_without_coverage_is_the_same_for_all_and_for_no_cache(client: Client) -> None:
    answer = client.get("/uten-nett")

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert "Ingen dekning akkurat nå" in page
    assert "csrfmiddlewaretoken" not in page
    assert f'data-needs="{" ".join(assets.kept_assets())}"' in page
    assert not answer.cookies
    assert client.post("/uten-nett").status_code == 405


def test_all_that_a_kept_page_needs_is_in_the_bundle(client: Client) -> None:
    for address in assets.kept_assets():
        assert (assets.FOLDER / address.rsplit("/", 1)[1]).exists()


def test_a_page_of_a_fault_says_nothing_of_who_is_there(client: Client) -> None:
    from django.template.loader import render_to_string

    assert "data-person" not in render_to_string("400.html")
    assert "data-person" not in render_to_string("500.html")
