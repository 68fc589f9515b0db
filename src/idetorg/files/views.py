"""Hand out pictures and papers. Who may have them, the calling app decides before it calls."""

import re
import unicodedata

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from idetorg.files.models import Paper, Picture

_SANDBOX = "default-src 'none'; sandbox"


def serve(request: HttpRequest, picture: Picture, width: int) -> HttpResponseBase:
    """Return the rendition that is at least `width` pixels wide (480, 960 or 2400).

    A rendition never changes, so the browser that got it keeps it; caches between do not.
    Answers 304 to a browser that has it. Raises Http404 when the file is gone.
    """
    name = picture.file_name(width)
    etag = f'"{picture.uuid}-{name.rsplit("/", 1)[1]}"'
    response = get_conditional_response(request, etag=etag)
    if response is None or response.status_code != 304:
        response = HttpResponse(_content(name), content_type=picture.media_type)
        response["Content-Disposition"] = "inline"
    response["ETag"] = etag
    response["Cache-Control"] = "private, max-age=31536000, immutable"
    return _locked_down(response)


def serve_paper(request: HttpRequest, paper: Paper) -> HttpResponseBase:
    """Return a paper as an attachment under its title; nothing in it runs on our address."""
    response = HttpResponse(_content(paper.file_name), content_type="application/pdf")
    named = content_disposition_header(True, attachment_name(paper.title))
    response["Content-Disposition"] = named or "attachment"
    response["Cache-Control"] = "private, no-store"
    return _locked_down(response)


def attachment_name(title: str, ending: str = "pdf") -> str:
    """Return a title as a file name that is safe on every system: no path, control or direction."""
    plain = "".join(
        letter if unicodedata.category(letter)[0] != "C" else " "
        for letter in unicodedata.normalize("NFC", title)
    )
    plain = re.sub(r'[\\/:*?"<>|\s]+', " ", plain).strip(" .")
    # Windows keeps these names for devices, with any ending.
    if re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", plain):
        plain = f"_{plain}"
    return f"{plain[:100].strip() or 'paper'}.{ending}"


def _content(name: str) -> bytes:
    try:
        with default_storage.open(name) as stream:
            content: bytes = stream.read()
    except FileNotFoundError as error:
        raise Http404 from error
    return content


def _locked_down(response: HttpResponseBase) -> HttpResponseBase:
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
