"""`make bench`: every figure that was measured, beside a baseline in the same run.

python -m bench            all of it (about two minutes)
python -m bench live       one part: live, groups or documents
"""

import importlib
import sys

PARTS = ("live", "groups", "documents")


def main() -> int:
    """Run the parts that are asked for; each prints its own table."""
    asked = sys.argv[1:] or list(PARTS)
    unknown = [name for name in asked if name not in PARTS]
    if unknown:
        print(f"No such part: {', '.join(unknown)}. Choose among {', '.join(PARTS)}.")
        return 2
    sys.argv = sys.argv[:1]  # the parts read their own options
    for name in asked:
        print(f"\n== {name}", flush=True)
        importlib.import_module(f"bench.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main())
