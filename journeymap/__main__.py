"""`python -m journeymap`."""

from __future__ import annotations

from journeymap.cli import main

if __name__ == "__main__":
    main()
