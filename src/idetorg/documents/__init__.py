"""PDF made with typst, and QR codes. `render` makes every document."""

from idetorg.documents.actions import render

__all__ = ["render"]
