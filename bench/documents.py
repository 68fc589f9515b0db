"""Time the compendium of 200 pages: at most 3 s (DESIGN §9).

Prints one line: pages, seconds (best of three) and bytes. Exit 1 when it is too slow.
"""

import io
import os
import sys
import time
from datetime import UTC, datetime

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "idetorg.config.settings")

import pypdfium2
from PIL import Image

from idetorg.documents.actions import render

LIMIT_SECONDS = 3.0
PARAGRAPH = (
    "Vi begynte med å rydde. Det innerste rommet var fullt av gamle årganger som ingen hadde spurt "
    "etter på sju år. Så spurte vi ungdomsrådet hva de ville ha der, og de svarte noe annet enn vi "
    "hadde tenkt. Čáhci, Đorđe og Ŋŋ står også på trykk."
)


def picture() -> bytes:
    """Return a JPEG of 1,600 × 1,000 pixels."""
    out = io.BytesIO()
    Image.effect_noise((1600, 1000), 40).convert("RGB").save(out, "JPEG", quality=80)
    return out.getvalue()


def compendium() -> dict[str, object]:
    """Return a compendium of about 200 pages: 30 projects with pictures, 170 articles."""
    return {
        "seminar": {"name": "Bibliotekromseminar", "dates": "20.–21. november 2013"},
        "days": [
            {
                "label": "Onsdag 20. november",
                "items": [{"time": f"{9 + n}.00", "title": PARAGRAPH[:60]} for n in range(9)],
            }
        ],
        "presentations": [
            {
                "project": f"Rommet innerst {n}",
                "institution": "Fjordvik bibliotek",
                "presenters": ["Kari", "Ola"],
                "paragraphs": [PARAGRAPH] * 6,
                "process": [PARAGRAPH[:50]] * 4,
                "pictures": [{"picture": "p", "alt": f"Rommet, bilde {n}", "caption": "Rommet"}],
            }
            for n in range(30)
        ],
        "inspiration": [
            {
                "title": f"Artikkel {n}",
                "author": "Á. Čáhci",
                "source": "Bok og bibliotek",
                "why": PARAGRAPH,
                "link": f"https://example.org/artikler/{n}/rom-for-alle",
                "rights": "CC BY 4.0",
                "paragraphs": [PARAGRAPH] * 9,
            }
            for n in range(230)
        ],
    }


def main() -> int:
    """Measure, print and judge."""
    data, pictures = compendium(), {"p": picture()}
    best, pdf = float("inf"), b""
    for _ in range(3):
        began = time.perf_counter()
        pdf = render(
            "compendium",
            data,
            pictures=pictures,
            title="Kompendium",
            author="Arrangør",
            when=datetime(2013, 11, 20, tzinfo=UTC),
        )
        best = min(best, time.perf_counter() - began)
    pages = len(pypdfium2.PdfDocument(pdf))
    print(f"compendium  {pages} pages  {best:.2f} s  {len(pdf):,} bytes  (limit 200 pages in 3 s)")
    return 0 if best * 200 / pages <= LIMIT_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
