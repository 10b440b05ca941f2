"""`python -m infobox_conflict` is the command line."""

from .cli import main

raise SystemExit(main())
