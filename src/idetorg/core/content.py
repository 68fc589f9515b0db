"""The ready texts in `core/texts/*.yaml`, in nb, nn and en.

A *text* is a mapping with exactly `nb`, `nn`, `en`. Placeholders are `{lower_case}` and are
filled by plain replacement from a list, never by a template engine or str.format.
"""

import functools
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

FOLDER = Path(__file__).parent / "texts"
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


@functools.cache
def load(name: str) -> dict[str, Any]:
    """Return the parsed file `texts/<name>.yaml`; treat it as read only."""
    with (FOLDER / f"{name}.yaml").open(encoding="utf-8") as stream:
        loaded: dict[str, Any] = yaml.safe_load(stream)
    return loaded


def say(text: Mapping[str, Any], language: str | None = None) -> Any:
    """Return a text (str or list of str) in a language, by default the active one."""
    chosen = (language or get_language() or "nb")[:2]
    return text.get(chosen, text["nb"])


def fill(text: str, values: Mapping[str, str]) -> str:
    """Replace `{name}` by values; a paragraph with an empty placeholder is left out.

    Raises KeyError for a placeholder without a value. Values are never scanned again.
    """
    kept = []
    for paragraph in text.split("\n\n"):
        names = _PLACEHOLDER.findall(paragraph)
        if any(values[name] == "" for name in names):
            continue
        kept.append(_PLACEHOLDER.sub(lambda match: values[match.group(1)], paragraph))
    return "\n\n".join(kept)
