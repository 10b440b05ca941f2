"""Whole dumps of wikis to tables: `extract` reads every infobox of a conflict on them, `page_rows` those of one page."""

from __future__ import annotations

from .carriers import NoDump
from .extraction import CannotExtract, Done, extract
from .rows import TABLES, columns, condition, page_rows

__all__ = ["TABLES", "CannotExtract", "Done", "NoDump", "columns", "condition", "extract", "page_rows"]
