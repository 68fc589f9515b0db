"""Signing a person in. Only ever called from a POST."""

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponseBase

from idetorg.people.models import User

BACKEND = "django.contrib.auth.backends.ModelBackend"


def sign_in(request: HttpRequest, user: User) -> None:
    """Sign a person in; the session gets a new key, and another person's session is emptied."""
    login(request, user, backend=BACKEND)


def keep_language(response: HttpResponseBase, language: str) -> None:
    """Let the browser remember the language a person has chosen."""
    if language:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.SESSION_COOKIE_AGE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            samesite="Lax",
        )
