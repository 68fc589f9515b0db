"""The bundle: hashed names that may be kept for ever, a readable error without it."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from idetorg.core import assets

FIRST_VISIT = ["app.css", "app.js", "inter-core.woff2", "literata-core.woff2", "mark.svg"]


@pytest.mark.parametrize("name", [*FIRST_VISIT, "desk.css", "screen.css", "card.css"])
def test_asset_address_may_be_kept_for_ever(name: str) -> None:
    address = assets.asset(name)

    assert re.match(settings.WHITENOISE_IMMUTABLE_FILE_TEST, address)
    assert (assets.FOLDER / Path(address).name).exists()


def test_asset_unknown_names_the_remedy() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"nothing\.css.*make setup"):
        assets.asset("nothing.css")


def test_bundle_missing_names_the_remedy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(assets, "FOLDER", tmp_path)
    assets._read.cache_clear()

    with pytest.raises(ImproperlyConfigured, match="make setup"):
        assets.asset("app.css")


def test_icon_unknown_names_where_to_add_it() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"frontend/icons\.json"):
        assets.icon("unicorn")


def test_first_visit_files_leave_room_for_the_page() -> None:
    total = sum(
        len(raw) if file.suffix == ".woff2" else len(gzip.compress(raw))
        for name in FIRST_VISIT
        for file in [assets.FOLDER / Path(assets.asset(name)).name]
        for raw in [file.read_bytes()]
    )

    assert total <= 90_000


def test_text_files_lie_ready_compressed() -> None:
    for name in ("app.css", "app.js"):
        file = assets.FOLDER / Path(assets.asset(name)).name
        packed = file.with_name(f"{file.name}.gz")
        assert gzip.decompress(packed.read_bytes()) == file.read_bytes()
        assert file.with_name(f"{file.name}.br").exists()


def test_bundle_asks_no_other_host() -> None:
    for file in assets.FOLDER.glob("*.*s"):
        addresses = re.findall(r"https?://[\w.]+", file.read_text(encoding="utf-8"))
        assert set(addresses) <= {"http://www.w3.org"}, file.name
