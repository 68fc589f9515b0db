"""`python -m idetorg` is the same as `idetorg`."""

from idetorg.cli import main

if __name__ == "__main__":
    main()
