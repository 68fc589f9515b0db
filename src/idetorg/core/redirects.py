"""Go back to where a deed was done, and never off our own host."""

from django.http import HttpRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme


def back_to(request: HttpRequest, fallback: str, *, anchor: str = "") -> HttpResponseRedirect:
    """Redirect to the form's own `next` path, or to `fallback`; `anchor` is an element's id.

    Only paths on our own host are followed: `//e`, `https:e`, `\\\\e` and their kin are not.
    """
    path = request.POST.get("next", "")
    safe = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return HttpResponseRedirect((path if safe else fallback) + (f"#{anchor}" if anchor else ""))
