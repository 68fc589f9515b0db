"""Making the compendium as a job."""

import logging

from django.utils.translation import gettext as _
from django_tasks import task

from idetorg.compendium.actions import make_edition
from idetorg.compendium.models import Edition

log = logging.getLogger(__name__)


@task()
def make(edition_pk: int) -> None:
    """Make one ordered edition. An edition that is made already is left alone."""
    edition = Edition.objects.select_related("compendium__seminar__organiser").get(pk=edition_pk)
    if edition.state != Edition.State.WAITING:
        return
    try:
        make_edition(edition)
    except Exception:
        log.exception("Edition %s could not be made", edition_pk)
        edition.state = Edition.State.FAILED
        edition.problem = _("It could not be made. Try again.")
        edition.save(update_fields=["state", "problem"])
