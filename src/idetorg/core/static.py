"""Static files: the bundle is named by content already, so storage adds nothing."""

from django.contrib.staticfiles.storage import StaticFilesStorage


class PackagedStorage(StaticFilesStorage):
    """Serve `dist/` as built; `asset()` in core.assets finds the hashed names."""
