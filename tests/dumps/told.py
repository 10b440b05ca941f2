"""Exports of our own for tests: pages of a small wiki as XML."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

HEAD = b"""<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">
  <siteinfo><sitename>Zenda</sitename><dbname>zendawiki</dbname></siteinfo>
"""
END = b"</mediawiki>\n"


def box(number: int) -> str:
    """The text of an article with a box that no other number gives."""
    return f'{{{{Infobox military conflict|conflict=Battle {number}|combatant1=A & B|casualties1={number + 1} killed<ref name="a">x</ref>}}}}\nText.\n'


def revision(text: str, number: int, time: str = "2026-11-25T12:00:00Z", model: str = "wikitext") -> str:
    """A revision as schema 0.11 has it."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return f"""    <revision>
      <id>{number}</id>
      <timestamp>{time}</timestamp>
      <contributor><username>Rudolf</username><id>5</id></contributor>
      <comment>{{{{Infobox military conflict}}}} mended</comment>
      <origin>{number}</origin>
      <model>{model}</model>
      <format>text/x-wiki</format>
      <text bytes="{len(text.encode())}" xml:space="preserve">{escaped}</text>
      <sha1>x</sha1>
    </revision>
"""


def page(number: int, *texts: str, title: str = "", namespace: int = 0, redirect: str = "", model: str = "wikitext") -> bytes:
    """A page with a revision for each text."""
    leads = f'    <redirect title="{redirect}" />\n' if redirect else ""
    revisions = "".join(revision(text, number * 100 + at, model=model) for at, text in enumerate(texts))
    return f"  <page>\n    <title>{title or f'Page {number}'}</title>\n    <ns>{namespace}</ns>\n    <id>{number}</id>\n{leads}{revisions}  </page>\n".encode()


def export(*pages: bytes) -> bytes:
    """A whole export."""
    return HEAD + b"".join(pages) + END


def rows(out: Path, table: str) -> list[dict[str, Any]]:
    """The rows of a table of JSON Lines, in the order of their files."""
    return [json.loads(line) for file in sorted((out / table).glob("[!.]*.jsonl")) for line in file.read_text(encoding="utf-8").splitlines()]


def titles(out: Path) -> list[str]:
    """The names of the conflicts that an extraction found, in order."""
    return [row["title"] for row in rows(out, "conflicts")]
