"""Catalogues without GNU gettext: what is found is what is looked up."""

from pathlib import Path
from types import ModuleType

import pytest

from scripts import messages as tool


@pytest.fixture
def messages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The tool over a small made-up package."""
    package = tmp_path / "src" / "idetorg"
    (package / "market" / "templates").mkdir(parents=True)
    (package / "market" / "apps.py").write_text("")
    (package / "market" / "words.py").write_text(
        "from django.utils.translation import gettext_lazy as _\n"
        "a = _('%(name)s came')\n"
        "b = pgettext('month', 'May')\n"
    )
    (package / "market" / "templates" / "page.html").write_text(
        '{% load i18n %}<p title="it\'s">{% translate "100 %" %}</p>\n'
        "{% blocktranslate trimmed count n=n %}\n  One {{ x }}\n{% plural %}\n  {{ n }} many\n"
        "{% endblocktranslate %}\n"
        '{% translate "May" context "verb" %}'
    )
    monkeypatch.setattr(tool, "PACKAGE", package)
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    return tool


def fill(app: str, language: str, texts: dict[str, str]) -> None:
    path = tool.catalogue_path(app, language)
    content = path.read_text(encoding="utf-8")
    for source, target in texts.items():
        content = content.replace(f'{source}"\nmsgstr ""', f'{source}"\nmsgstr "{target}"')
    path.write_text(content, encoding="utf-8")


def test_wanted_finds_code_and_templates(messages: ModuleType) -> None:
    assert sorted(messages.wanted("market")) == [
        messages.Key("%(name)s came", ""),
        messages.Key("100 %%", ""),
        messages.Key("May", "month"),
        messages.Key("May", "verb"),
        messages.Key("One %(x)s", "", "%(n)s many"),
    ]


def test_update_keeps_what_is_translated(messages: ModuleType) -> None:
    assert messages.update("market", "nb") == 5
    fill("market", "nb", {"%(name)s came": "%(name)s kom"})

    assert messages.update("market", "nb") == 4
    found, obsolete = messages.stored("market", "nb")
    assert found[messages.Key("%(name)s came", "")].text == "%(name)s kom"
    assert not obsolete


def test_faults_names_empty_missing_unused_and_placeholders(messages: ModuleType) -> None:
    messages.update("market", "nb")
    fill("market", "nb", {"%(name)s came": "%(navn)s kom", "100 %%": "100 %%"})
    page = messages.PACKAGE / "market" / "templates" / "page.html"
    page.write_text('{% load i18n %}{% translate "100 %" %}{% translate "New" %}')

    told = "\n".join(messages.faults("market", "nb"))

    assert "other placeholders than in '%(name)s came'" in told
    assert "missing: 'New'" in told
    assert "not in use: 'One %(x)s'" in told
    assert "empty: 'May'" in told
    assert "100" not in told


@pytest.mark.parametrize(
    ("texts", "fits"),
    [
        (["Én ting", "%(n)s ting"], True),
        (["%(n)s ting", "%(n)s ting"], True),
        (["Én ting", "mange ting"], False),
    ],
)
def test_plural_needs_its_count_and_singular_does_not(texts: list[str], fits: bool) -> None:
    assert tool.same_placeholders(tool.Key("One", "", "%(n)s things"), texts) is fits


@pytest.mark.parametrize("language", tool.LANGUAGES)
def test_core_is_complete(language: str) -> None:
    assert tool.faults("core", language) == []
