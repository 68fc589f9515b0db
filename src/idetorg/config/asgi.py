"""The ASGI application: Django, with the live hub beside it under /live/."""

import os
from typing import Any, cast

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "idetorg.config.settings")
django_application = get_asgi_application()

from idetorg.live.asgi import with_live  # noqa: E402  (apps must be ready first)

application = with_live(cast("Any", django_application))
