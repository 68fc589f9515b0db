"""How sign-in by code behaves here: nobody signs up openly, and codes go through the outbox."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from idetorg.mailer.actions import queue
from idetorg.mailer.models import Mail
from idetorg.people.models import User
from idetorg.people.rules import CODE_WORKS, new_code, safe_path


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Codes by mail, no open sign-up, no passwords, redirects to our own pages only."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("That is not the code we sent. Look at the latest mail, or paste it."),
        "too_many_login_attempts": _("That was too many tries. Wait some minutes, and ask again."),
        "rate_limited": _("That was too many tries. Wait some minutes, and ask again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: people are invited, or join with the code on the wall."""
        return False

    def generate_login_code(self) -> str:
        """Return a code that can be pasted with or without its dash."""
        return new_code()

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the code's mail as a row of this request's transaction."""
        if template_prefix != "account/email/login_code":
            return
        user = User.objects.filter(email__iexact=email).first()
        queue_code(email, str(context["code"]), user)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing in passing: the pages say what is so."""

    def is_safe_url(self, url: str | None) -> bool:
        """Accept paths on our own host only."""
        return bool(safe_path(url))

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponseRedirect:
        """Answer like for an unknown address."""
        return redirect("account_request_login_code")


def queue_code(email: str, code: str, user: User | None) -> Mail | None:
    """Queue the mail with a code; None when this address has had three within the hour."""
    return queue(
        kind="sign_in_code",
        scope="",
        person_id=user.pk if user else None,
        to=email,
        values={"code": code, "code_minutes": str(int(CODE_WORKS.total_seconds() // 60))},
        language=(user.language if user else "") or get_language() or "nb",
        from_name="Idétorg",
        reply_to="",
    )
