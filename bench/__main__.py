"""`make bench`: every figure that was measured, beside a baseline or a target in the same run.

python -m bench            all of it (about nine minutes)
python -m bench live       one part: live, groups, documents, year or lighthouse
"""

import importlib
import os
import sys

PARTS = ("live", "groups", "documents", "year", "lighthouse")


def part(name: str) -> bool:
    """Run one part, which prints its own table; tell whether it was content."""
    cores = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else None
    try:
        ended = importlib.import_module(f"bench.{name}").main()
    except SystemExit as end:  # a part that also runs alone: the others are still to come
        ended = end.code
    finally:  # `live` keeps to one core, which the next part would inherit
        if cores:
            os.sched_setaffinity(0, cores)
    if isinstance(ended, str):
        print(ended, file=sys.stderr)
    return not ended


def main() -> int:
    """Run the parts that are asked for; exit 1 when one of them missed its limit."""
    asked = sys.argv[1:] or list(PARTS)
    unknown = [name for name in asked if name not in PARTS]
    if unknown:
        print(f"No such part: {', '.join(unknown)}. Choose among {', '.join(PARTS)}.")
        return 2
    sys.argv = sys.argv[:1]  # the parts read their own options
    missed = []
    for name in asked:
        print(f"\n== {name}", flush=True)
        if not part(name):
            missed.append(name)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
