"""Headers for every page, and refusals that say what happened and keep the words."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from idetorg.core.errors import Refused

GetResponse = Callable[[HttpRequest], HttpResponseBase]

_NOT_KEPT = {"csrfmiddlewaretoken", "client_key", "password", "code", "version", "next"}
_PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)


def wants_json(request: HttpRequest) -> bool:
    """Tell whether one of our scripts asks and reads JSON."""
    return request.headers.get("X-Requested-With") == "fetch"


def kept_words(request: HttpRequest) -> list[str]:
    """Return what a person had typed in a refused form, longest first, to copy."""
    if request.method != "POST":
        return []
    try:
        pairs = request.POST.lists()
    except (RequestDataTooBig, OSError):
        return []
    words = [
        value
        for name, values in pairs
        if name not in _NOT_KEPT
        for value in values
        if isinstance(value, str) and " " in value.strip()
    ]
    return sorted(words, key=len, reverse=True)[:10]


class SafeHeaders:
    """Say what a page may do, and that a person's pages are kept by nobody on the way."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        headers = response.headers
        headers.setdefault("Permissions-Policy", _PERMISSIONS)
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        headers.setdefault("X-Content-Type-Options", "nosniff")
        known = settings.SESSION_COOKIE_NAME in request.COOKIES
        if (known or response.cookies) and "Cache-Control" not in headers:
            headers["Cache-Control"] = "no-store"
        return self._told_where(request, response)

    def _told_where(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Turn the redirect after a deed sent by script into 204 and an address.

        fetch would follow it and eat the messages meant for the page that comes.
        """
        if request.headers.get("X-Idetorg-Deed") != "1" or response.status_code not in {302, 303}:
            return response
        target = response.headers["Location"]
        told = HttpResponse(status=204)
        parts = urlsplit(target)
        outside = bool(parts.netloc) and parts.netloc != request.get_host()
        told["X-Idetorg-Location"] = "/" if outside else target
        told.cookies = response.cookies
        for name, value in response.headers.items():
            if name not in {"Location", "Content-Type", "Content-Length"}:
                told.headers[name] = value
        return told


class PlainLines:
    """Let a line break be one character in what a form sends.

    Browsers count it as one while somebody writes and send it as two, so that a text with
    many lines, within the limit on the screen, would be refused or stored longer.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponseBase | None:
        """Put plain breaks in; after CSRF has read the form, so that it is read once."""
        if request.method == "POST" and any("\r" in v for vs in _values(request) for v in vs):
            plain = request.POST.copy()
            for name, values in request.POST.lists():
                plain.setlist(name, [v.replace("\r\n", "\n").replace("\r", "\n") for v in values])
            plain._mutable = False
            request.POST = plain  # type: ignore[assignment]  # has a setter
        return None


def _values(request: HttpRequest) -> list[list[str]]:
    try:
        return [values for _name, values in request.POST.lists()]
    except OSError:  # the line broke: the view meets it where it can say so
        return []


class KindErrors:
    """Turn a refusal from anywhere below into a page (or JSON) a person can use."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Answer a Refused with its own status; leave everything else alone."""
        if not isinstance(exception, Refused):
            return None
        if wants_json(request):
            return JsonResponse({"message": str(exception.message)}, status=exception.status)
        return render(
            request,
            "409.html",
            {"message": exception.message, "kept_words": kept_words(request)},
            status=exception.status,
        )
