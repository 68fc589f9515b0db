"""Message catalogues without GNU gettext: extract, check and compile.

    python scripts/messages.py --update [app ...]    add new msgids, drop those no longer used
    python scripts/messages.py --check [app ...]     exit 1 and say what is missing or wrong
    python scripts/messages.py --compile             write .mo beside each .po that has changed

Python is read by Babel, templates by Django's own lexer, so what is found is what is looked up.
A catalogue is `src/idetorg/<app>/locale/<nb|nn>/LC_MESSAGES/django.po`; both must be complete.
`core` also holds the words of `config` and the command line.
"""

import argparse
import ast
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "idetorg"
LANGUAGES = ("nb", "nn")
PLURAL_FORMS = "nplurals=2; plural=(n != 1);"

_ONE = ("gettext", "gettext_lazy", "gettext_noop", "_")
_KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    **dict.fromkeys(_ONE, None),
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_CALL = re.compile(rf"\s(n?p?gettext|_)\(({_LITERAL}(?:,\s*{_LITERAL})*)")
_STRING = re.compile(_LITERAL)
_PLACEHOLDER = re.compile(r"%\([a-z_A-Z0-9.|:]+\)[sdifr]|%[sdifrn%]|\{[a-z_0-9]*\}")

Translation = str | tuple[str, ...] | list[str]


@dataclass(frozen=True, order=True)
class Key:
    """What a translation is looked up by; `plural` is empty where there is none."""

    msgid: str
    context: str
    plural: str = ""


def apps() -> list[str]:
    """Return the names of all apps, which own a catalogue when they have words to translate."""
    skipped = {"config"}
    found = (path.parent.name for path in PACKAGE.glob("*/apps.py"))
    return sorted(name for name in found if name not in skipped)


def sources(app: str) -> list[Path]:
    """Return an app's Python files and templates."""
    folders = [PACKAGE / app, PACKAGE / "config"] if app == "core" else [PACKAGE / app]
    found = [*PACKAGE.glob("*.py")] if app == "core" else []
    for folder in folders:
        found += [path for path in folder.rglob("*.py") if "migrations" not in path.parts]
        found += [path for path in folder.rglob("*.html") if "templates" in path.parts]
        found += [path for path in folder.rglob("*.txt") if "templates" in path.parts]
    return sorted(found)


def from_python(text: str) -> Iterator[Key]:
    """Give the messages of a Python file."""
    stream = io.BytesIO(text.encode())
    for _line, message, _comments, context in extract("python", stream, keywords=_KEYWORDS):
        parts = [message] if isinstance(message, str) else list(message)
        if parts and parts[0]:
            yield Key(parts[0], context or "", parts[1] if len(parts) > 1 else "")


def from_template(text: str, origin: str) -> Iterator[Key]:
    """Give the messages of a template, as its tags will look them up."""
    for call, arguments in _CALL.findall(" " + templatize(text, origin=origin)):
        parts = [str(ast.literal_eval(found)) for found in _STRING.findall(arguments)]
        context = parts.pop(0) if call in {"pgettext", "npgettext"} else ""
        plural = parts[1] if call in {"ngettext", "npgettext"} else ""
        yield Key(parts[0], context, plural)


def wanted(app: str) -> dict[Key, set[str]]:
    """Return every message of an app with the files it stands in."""
    found: dict[Key, set[str]] = {}
    for path in sources(app):
        name = path.relative_to(ROOT).as_posix()
        text = path.read_text(encoding="utf-8")
        keys = from_python(text) if path.suffix == ".py" else from_template(text, name)
        for key in keys:
            found.setdefault(key, set()).add(name)
    # gettext looks a singular up by its msgid alone, so one with a plural covers the plain one.
    plural = {(key.msgid, key.context) for key in found if key.plural}
    return {
        key: files
        for key, files in found.items()
        if key.plural or (key.msgid, key.context) not in plural
    }


def catalogue_path(app: str, language: str) -> Path:
    """Return where a catalogue lies."""
    return PACKAGE / app / "locale" / language / "LC_MESSAGES" / "django.po"


@dataclass
class Entry:
    """A stored translation: one text, or one per plural form."""

    text: Translation
    fuzzy: bool


def stored(app: str, language: str) -> tuple[dict[Key, Entry], bool]:
    """Return what a catalogue holds, and whether it has obsolete entries."""
    path = catalogue_path(app, language)
    if not path.exists():
        return {}, False
    with path.open("rb") as stream:
        catalogue = read_po(stream, locale=language)
    found = {}
    for message in catalogue:
        if not message.id:
            continue
        ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
        key = Key(ids[0], message.context or "", ids[1] if len(ids) > 1 else "")
        found[key] = Entry(message.string, message.fuzzy)
    return found, bool(catalogue.obsolete)


def update(app: str, language: str) -> int:
    """Write a catalogue with exactly the messages in use; return how many are still empty."""
    messages = wanted(app)
    path = catalogue_path(app, language)
    if not messages:
        path.unlink(missing_ok=True)
        return 0
    before, _obsolete = stored(app, language)
    by_id = {(key.msgid, key.context): entry for key, entry in before.items()}
    catalogue = Catalog(locale=language)
    empty = 0
    for key in sorted(messages):
        entry = before.get(key) or by_id.get((key.msgid, key.context))
        text: Translation = entry.text if entry else ""
        if key.plural:
            text = tuple(text) if isinstance(text, list | tuple) else (text, text)
        elif isinstance(text, list | tuple):
            text = text[0]
        empty += not all([text] if isinstance(text, str) else text)
        catalogue.add(
            (key.msgid, key.plural) if key.plural else key.msgid,
            text,
            context=key.context or None,
            locations=[(name, 0) for name in sorted(messages[key])],
        )
    body = io.BytesIO()
    write_po(body, catalogue, width=96, omit_header=True, sort_output=True, include_lineno=False)
    header = (
        'msgid ""\nmsgstr ""\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Language: {language}\\n"\n'
        f'"Plural-Forms: {PLURAL_FORMS}\\n"\n\n'
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(header.encode() + body.getvalue().rstrip(b"\n") + b"\n")
    return empty


def faults(app: str, language: str) -> list[str]:
    """Return what is wrong with a catalogue, as lines for a person."""
    messages, (found, obsolete) = wanted(app), stored(app, language)
    place = f"{app}/{language}"
    told = [f"{place}: has obsolete entries"] if obsolete else []
    told += [f"{place}: missing: {key.msgid!r}" for key in sorted(messages.keys() - found.keys())]
    told += [
        f"{place}: not in use: {key.msgid!r}" for key in sorted(found.keys() - messages.keys())
    ]
    for key in sorted(messages.keys() & found.keys()):
        entry = found[key]
        texts = [entry.text] if isinstance(entry.text, str) else list(entry.text)
        if entry.fuzzy:
            told.append(f"{place}: fuzzy: {key.msgid!r}")
        if not texts or not all(texts):
            told.append(f"{place}: empty: {key.msgid!r}")
        elif not same_placeholders(key, texts):
            told.append(f"{place}: other placeholders than in {key.msgid!r}")
    return told


def same_placeholders(key: Key, texts: list[str]) -> bool:
    """Tell whether a translation has its source's placeholders; a singular may skip the count."""
    places = [sorted(set(_PLACEHOLDER.findall(text))) for text in texts]
    one = sorted(set(_PLACEHOLDER.findall(key.msgid)))
    if not key.plural:
        return all(found == one for found in places)
    many = sorted(set(_PLACEHOLDER.findall(key.plural)))
    return set(places[0]) <= {*one, *many} and all(found == many for found in places[1:])


def main(arguments: list[str]) -> int:
    """Do what the options say; return 1 when something is wrong."""
    parser = argparse.ArgumentParser(description="Message catalogues of the apps.")
    deed = parser.add_mutually_exclusive_group(required=True)
    for name in ("update", "check", "compile"):
        deed.add_argument(f"--{name}", action="store_true")
    parser.add_argument("apps", nargs="*", help="apps, by default all")
    options = parser.parse_args(arguments)
    unknown = set(options.apps) - set(apps())
    if unknown:
        parser.error(f"No such app: {', '.join(sorted(unknown))}")
    chosen = options.apps or apps()
    if options.compile:
        sys.path.insert(0, str(ROOT))
        from hatch_build import compile_messages

        compile_messages()
        return 0
    if not settings.configured:
        settings.configure()
        django.setup()
    if options.update:
        for app in chosen:
            left = {language: update(app, language) for language in LANGUAGES}
            if any(left.values()):
                print(app, *(f"{language}: {count} empty" for language, count in left.items()))
        return 0
    told = [line for app in chosen for language in LANGUAGES for line in faults(app, language)]
    print("\n".join(told) if told else "The catalogues are complete.")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
