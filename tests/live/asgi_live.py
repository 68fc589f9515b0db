"""The test project's ASGI application."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.live.settings_live")
django_application = get_asgi_application()

from idetorg.live.asgi import with_live  # noqa: E402  (apps must be ready first)

application = with_live(django_application)
