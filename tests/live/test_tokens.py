"""Stream tokens: signed, short-lived, in true time."""

from datetime import timedelta

import pytest
import time_machine

from idetorg.core.time import real_now
from idetorg.live.errors import InvalidToken
from idetorg.live.tokens import read_token, stream_token


def test_token_gives_back_what_it_was_made_of() -> None:
    grant = read_token(stream_token({"a:1/all": 7, "a:1/p3": 0}, person="3"))
    assert (grant.topics, grant.person) == ({"a:1/all": 7, "a:1/p3": 0}, "3")


@pytest.mark.parametrize(("later", "works"), [(119, True), (121, False), (-700, False)])
def test_token_runs_out(later: int, works: bool) -> None:
    moment = real_now()
    with time_machine.travel(moment, tick=False):
        token = stream_token({"a": 1}, person="3", seconds=120)
    with time_machine.travel(moment + timedelta(seconds=later), tick=False):
        if works:
            assert read_token(token).topics == {"a": 1}
        else:
            with pytest.raises(InvalidToken):
                read_token(token)


@pytest.mark.parametrize("token", ["", "a", "a:b:c", stream_token({"a": 1}, person="3") + "x"])
def test_forged_token_is_refused(token: str) -> None:
    with pytest.raises(InvalidToken):
        read_token(token)


def test_token_for_long_or_odd_topics_is_not_made() -> None:
    with pytest.raises(ValueError, match="ten minutes"):
        stream_token({"a": 1}, person="3", seconds=86400)
    with pytest.raises(ValueError, match="topic key"):
        stream_token({"a\nevent: x": 1}, person="3")
