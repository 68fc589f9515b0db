"""Text out of the files people send: .txt, .html, .docx and .pdf."""

import re
import zipfile
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from pathlib import Path

from .lines import looks_binary

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 120 * 1024 * 1024
MAX_PAGES = 60
MAX_CHARACTERS = 2_000_000

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "header",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "blockquote",
        "pre",
        "figure",
        "figcaption",
        "main",
        "aside",
        "nav",
        "form",
        "fieldset",
        "address",
        "hr",
        "details",
        "summary",
        "caption",
    ]
)
#: a blank line follows these, as on the page
_SET_APART = frozenset(["table", "ul", "ol"])
_SKIPPED = frozenset(["script", "style", "head", "template", "noscript", "svg"])
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)


class UnreadableFile(ValueError):
    """A file the reader cannot get text from.

    ``code`` is one of missing, too_large, unknown_kind, damaged, no_text; the message can be
    shown to the person who sent the file.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def text_from_file(path: str | Path) -> str:
    """The text of a .txt, .md, .html, .docx or .pdf file; table cells are parted by tabs.

    Raises UnreadableFile when the file is missing, too large (20 MB), of another kind, damaged,
    or without text (a scanned page).
    """
    path = Path(path)
    readers: dict[str, Callable[[Path], str]] = {
        ".txt": _from_plain,
        ".text": _from_plain,
        ".md": _from_plain,
        ".html": _from_html,
        ".htm": _from_html,
        ".docx": _from_docx,
        ".pdf": _from_pdf,
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise UnreadableFile(
            "unknown_kind", "This kind of file cannot be read. Use .docx, .pdf, .html or .txt."
        )
    try:
        size = path.stat().st_size
    except OSError as error:
        raise UnreadableFile("missing", "The file could not be opened.") from error
    if size > MAX_BYTES:
        raise UnreadableFile("too_large", "The file is larger than 20 MB.")
    text = reader(path)[:MAX_CHARACTERS]
    if size and not text.strip():
        raise UnreadableFile(
            "no_text", "No text was found in the file. A scanned page must be typed or pasted."
        )
    return text


def _decoded(data: bytes, hint: str | None = None) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        candidates = ["utf-16"]
    else:
        candidates = ["utf-8-sig", *([hint] if hint else []), "cp1252", "latin-1"]
    for encoding in candidates:
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if looks_binary(text):
            break
        return text
    raise UnreadableFile("damaged", "The file holds no readable text.")


def _from_plain(path: Path) -> str:
    return _decoded(path.read_bytes())


def _from_html(path: Path) -> str:
    data = path.read_bytes()
    match = _CHARSET.search(data[:4096])
    return html_text(_decoded(data, match[1].decode("ascii") if match else None))


def html_text(source: str) -> str:
    """The text of HTML: line breaks kept, list items as bullets, table cells parted by tabs."""
    parser = _Text()
    parser.feed(source)
    parser.close()
    parser.finish()
    return parser.text()


class _Text(HTMLParser):
    """Gathers lines; inside a table row, the cells."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = [""]
        self._cells: list[list[str]] | None = None
        self._skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED:
            self._skipping += 1
        elif tag == "br":
            self._break()
        elif tag == "tr":
            self._flush_row()
            self._cells = []
        elif tag in ("td", "th") and self._cells is not None:
            self._cells.append([""])
        elif tag == "li":
            self._break()
            self._add("• ")
        elif tag in _BLOCKS:
            if tag == "table":
                self._flush_row()
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self._skipping = max(0, self._skipping - 1)
        elif tag == "tr":
            self._flush_row()
        elif tag in _BLOCKS or tag == "li":
            if tag == "table":
                self._flush_row()
            self._break()
            if tag in _SET_APART and self._cells is None and len(self._lines) > 1:
                self._lines.append("")

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self._add(re.sub(r"\s+", " ", data))

    def _target(self) -> list[str]:
        if self._cells:
            return self._cells[-1]
        return self._lines

    def _add(self, text: str) -> None:
        lines = self._target()
        lines[-1] += text.lstrip() if not lines[-1] else text

    def _break(self) -> None:
        lines = self._target()
        if lines[-1].strip():
            lines.append("")

    def _flush_row(self) -> None:
        cells, self._cells = self._cells, None
        if not cells:
            return
        if not self._lines[-1].strip():
            self._lines.pop()
        self._lines += [*_row_lines(cells), ""]

    def finish(self) -> None:
        """Close what is still open."""
        self._flush_row()

    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self._lines).strip("\n")


def _row_lines(cells: Iterable[Iterable[str]]) -> list[str]:
    """A table row as lines: the first line of every cell, then what stands below in each."""
    kept = [[line.strip() for line in cell if line.strip()] for cell in cells]
    first = "\t".join(cell[0] if cell else "" for cell in kept).rstrip("\t")
    below = [f"    {line}" for cell in kept for line in cell[1:]]
    return [first, *below] if first.strip() or below else []


def _from_docx(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED:
                raise UnreadableFile("too_large", "The document is too large to read.")
        from docx import Document
        from docx.table import Table

        lines: list[str] = []
        for block in Document(str(path)).iter_inner_content():
            if isinstance(block, Table):
                for row in block.rows:
                    cells: list[list[str]] = []
                    seen: set[int] = set()
                    for cell in row.cells:
                        if id(cell._tc) not in seen:
                            seen.add(id(cell._tc))
                            cells.append(cell.text.split("\n"))
                    lines += _row_lines(cells)
            else:
                style = (block.style.name or "").lower() if block.style is not None else ""
                bullet = "• " if "list" in style and block.text.strip() else ""
                lines += [bullet + line for line in block.text.split("\n")]
        return "\n".join(lines)
    except UnreadableFile:
        raise
    except Exception as error:  # python-docx and lxml raise many kinds on a damaged file
        raise UnreadableFile("damaged", "The Word document could not be read.") from error


def _from_pdf(path: Path) -> str:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(str(path))
    except (pypdfium2.PdfiumError, OSError) as error:
        raise UnreadableFile("damaged", "The PDF could not be read.") from error
    try:
        pages = []
        for number in range(min(len(document), MAX_PAGES)):
            page = document[number]
            text_page = page.get_textpage()
            pages.append(text_page.get_text_range().replace("\r\n", "\n"))
            text_page.close()
            page.close()
        return "\n".join(pages)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile("damaged", "The PDF could not be read.") from error
    finally:
        document.close()
