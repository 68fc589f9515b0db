"""Durable writes: 2xx only after the outermost transaction has ended (TRUST §0.2).

On SQLite the writers of one process take turns. Its own busy handler sleeps and retries
without a queue, so some writers would wait over a second (platform.md §8).
"""

import functools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Concatenate, ParamSpec, cast

from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_POST

P = ParamSpec("P")

# PostgreSQL ends one of two transactions that wait for each other; that one did nothing, and
# may simply begin again.
TRIES = 3

_turn = threading.RLock()


@contextmanager
def durable() -> Iterator[None]:
    """Open the outermost transaction; raises RuntimeError when one is open already."""
    if connection.vendor == "sqlite":
        with _turn, transaction.atomic(durable=True):
            yield
    else:
        with transaction.atomic(durable=True):
            yield


class _Undo(Exception):
    """Carries an answer out of a transaction that must not be kept."""

    def __init__(self, response: HttpResponseBase) -> None:
        self.response = response


def durable_view(
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Run unsafe methods of a view in one durable transaction; an answer ≥ 400 keeps nothing."""

    @functools.wraps(view)
    def inner(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method in {"GET", "HEAD", "OPTIONS"}:
            return view(request, *args, **kwargs)
        for attempt in range(TRIES):
            try:
                with durable():
                    response = view(request, *args, **kwargs)
                    if response.status_code >= 400:
                        raise _Undo(response)
                    return response
            except _Undo as undo:
                return undo.response
            except OperationalError as error:
                if attempt + 1 == TRIES or "deadlock" not in str(error):
                    raise
        raise AssertionError("the last try returns or raises")

    return cast(Callable[Concatenate[HttpRequest, P], HttpResponseBase], inner)


def durable_post(
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Accept POST only, and keep it in one durable transaction."""
    guarded: Callable[Concatenate[HttpRequest, P], HttpResponseBase] = require_POST(
        durable_view(view)
    )
    return guarded
