"""The reader's words, one module of data for each language."""

from .da import DA
from .de import DE
from .en import EN
from .fi import FI
from .nb import NB
from .nn import NN
from .shape import Words
from .sv import SV

LANGUAGES: dict[str, Words] = {w.code: w for w in (NB, NN, SV, DA, FI, EN, DE)}

#: Read along with the language of the text: neighbours whose words turn up in it.
READ_ALONG: dict[str, tuple[str, ...]] = {
    "nb": ("nb", "nn", "da"),
    "nn": ("nn", "nb"),
    "da": ("da", "nb"),
    "sv": ("sv",),
    "fi": ("fi",),
    "de": ("de",),
    "en": ("en",),
}

__all__ = ["LANGUAGES", "READ_ALONG", "Words"]
