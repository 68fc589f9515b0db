"""Put files where they survive a power cut: file, folder, folder above, and only then the row."""

import errno
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage

from idetorg.files.errors import NoRoom

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def keep(kind: str, files: Mapping[str, bytes]) -> str:
    """Store files together under a new random folder and return its storage name.

    On a disk all is synchronised before this returns, so a row that names the folder never
    outlives its files. Raises NoRoom when the disk is full; nothing is left behind then.
    """
    folder = f"{kind}/{secrets.token_urlsafe(24)}"
    # Other storages (S3) keep their own promises.
    if not isinstance(default_storage, FileSystemStorage):
        for name, content in files.items():
            default_storage.save(f"{folder}/{name}", ContentFile(content))
        return folder
    path = Path(default_storage.path(folder))
    try:
        _make_folders(path)
        for name, content in files.items():
            _write(path / name, content)
        _synchronise(path)
    except OSError as error:
        drop(folder)
        if error.errno in _FULL:
            raise NoRoom from error
        raise
    return folder


def drop(folder: str) -> None:
    """Delete a folder and its files; a missing one is no error."""
    try:
        _, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        default_storage.delete(f"{folder}/{name}")
    default_storage.delete(folder)


def _make_folders(path: Path) -> None:
    """Make a folder with those above it, each named durably in its parent."""
    missing = [path, *path.parents]
    missing = missing[: next(i for i, p in enumerate(missing) if p.exists())]
    for folder in reversed(missing):
        folder.mkdir(exist_ok=True)
        _synchronise(folder.parent)


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _synchronise(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
