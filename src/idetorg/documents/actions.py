"""Make a document: a template of ours, the caller's data, an accessible PDF.

PDF/UA-1 is demanded of the typesetter, so a document that would not be accessible is refused
rather than made. Data travels as JSON; people's text is never pasted into typesetting source.
"""

import json
import logging
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from idetorg.documents import fonts
from idetorg.documents.errors import DocumentFailed, MissingAlt, MissingPicture
from idetorg.documents.text import printable, printable_data

logger = logging.getLogger(__name__)

TEMPLATES = Path(__file__).parent / "typst"
LANGUAGES = ("nb", "nn", "en")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_TEMPLATE_NAME = re.compile(r"[a-z_]+")


def render(
    template: str,
    data: Mapping[str, Any],
    *,
    title: str,
    author: str,
    when: datetime,
    pictures: Mapping[str, bytes] | None = None,
    lang: str = "nb",
) -> bytes:
    """Return a PDF/UA-1 document.

    `template` is a name without ending: programme, compendium, task_card, paper_form, link_card,
    summary, evaluation, letter or own_letter; `data` has the shape that `types.py` gives for it.
    `pictures` maps a name to the bytes of a JPEG, PNG, WebP or GIF; wherever the data shows one
    it says `{"picture": name, "alt": text, "caption": text}`. `when` (aware) becomes the
    document's date, so that the same input gives the same bytes.

    Raises MissingAlt for a picture without alternative text, MissingPicture for one that was
    not handed over or is no picture, DocumentFailed when the typesetter stops, and ValueError
    for an unknown template. Source: DESIGN §5.
    """
    import typst  # 80 MB: loaded by the process that prints, not by every one that starts

    source = TEMPLATES / f"{template}.typ"
    if not _TEMPLATE_NAME.fullmatch(template) or not source.is_file():
        raise ValueError(f"There is no document template {template!r}.")
    inputs = {
        "lang": lang if lang in LANGUAGES else "nb",
        "title": printable(title),
        "author": printable(author),
        "date": json.dumps([when.year, when.month, when.day]),
    }
    with tempfile.TemporaryDirectory(prefix="idetorg-print-") as folder:
        desk = Path(folder)
        for part in TEMPLATES.iterdir():
            if part.suffix in {".typ", ".json"}:
                shutil.copy(part, desk)
        data = _lay_out_pictures(dict(data), pictures or {}, desk)
        inputs["data"] = json.dumps(printable_data(data))
        try:
            pdf = typst.compile(
                str(desk / source.name),
                root=str(desk),  # the source can read nothing but what lies here
                package_path=str(desk / "no-packages"),
                package_cache_path=str(desk / "no-packages"),
                font_paths=fonts.book(),
                ignore_system_fonts=True,
                format="pdf",
                pdf_standards="ua-1",
                timestamp=int(when.timestamp()),
                sys_inputs=inputs,
            )
        except typst.TypstError as error:
            # The typesetter may quote what people wrote; a log never holds their words.
            detail = _QUOTED.sub("“…”", error.message)
            logger.error("Document %s failed: %s", template, detail)
            raise DocumentFailed(f"{template}: {detail}") from None
    assert isinstance(pdf, bytes)
    return pdf


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF of ours has."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def _lay_out_pictures(
    data: dict[str, Any], pictures: Mapping[str, bytes], desk: Path
) -> dict[str, Any]:
    """Write the pictures that data shows beside the source, and return data naming those files."""
    paths: dict[str, str] = {}
    for shown in _shown_pictures(data):
        name = str(shown["picture"])
        called = str(shown.get("caption") or name)
        if not str(shown.get("alt") or "").strip():
            raise MissingAlt(called)
        content = pictures.get(name)
        ending = picture_ending(content) if content is not None else None
        if content is None or ending is None:
            raise MissingPicture(called)
        if name not in paths:
            paths[name] = f"picture-{len(paths)}.{ending}"
            (desk / paths[name]).write_bytes(content)
    renamed: dict[str, Any] = _renamed(data, paths)
    return renamed


def _shown_pictures(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        if value.get("picture"):
            yield value
        value = list(value.values())
    if isinstance(value, list | tuple):
        for part in value:
            yield from _shown_pictures(part)


def _renamed(value: Any, paths: Mapping[str, str]) -> Any:
    if isinstance(value, Mapping):
        return {
            key: paths[str(part)] if key == "picture" and part else _renamed(part, paths)
            for key, part in value.items()
        }
    if isinstance(value, list | tuple):
        return [_renamed(part, paths) for part in value]
    return value


def picture_ending(content: bytes) -> str | None:
    """Return `jpg`, `png`, `webp` or `gif` by the first bytes; None for anything else."""
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    return None
