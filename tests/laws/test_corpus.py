"""The laws over real infoboxes and pages, as they stand and with their tokens mixed up.

The texts are no part of the project: where they are not beside it, these tests are skipped. What is mixed up is chosen by the
text and a number, so that a failure can be had again; under the profile `soak` there are fifty times as many mutants.
"""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from hypothesis import settings

import infobox_conflict as ic
from infobox_conflict.syntax.text import Span
from tests.laws.test_evidence import assert_true
from tests.laws.test_lossless import assert_sound, read_everything
from tests.laws.test_nothing_lost import assert_nothing_lost

SHARED: Final = Path(__file__).parents[3] / "shared"
FILES: Final = sorted(
    file for part in ("corpus/wikitext", "corpus/pages", "gold/dev") for file in (SHARED / part).glob("*") if file.suffix == ".wikitext"
)
OF_OTHER_WIKIS: Final = {"0513"}
MUTANTS: Final = 100 if settings.get_current_profile_name() == "soak" else 2
TOKEN: Final = re.compile(r"\{\{+|\}\}+|\[+|\]+|<!--|-->|</?[a-z]+|'''*|&[#\w]+;|\w+|\s+|.", re.DOTALL)
SIGNS: Final = (
    *("{{", "}}", "{{{", "}}}", "[[", "]]", "[", "]", "|", "=", "<!--", "-->", "-{", "}-", "{|", "|}", "\n", "\n\n", "\n* ", "\n;", ":"),
    *("<ref>", "</ref>", "<ref name=x>", "<ref name=x/>", "<nowiki>", "</nowiki>", "<br>", "<br", "<small>", "</small>", "''", "'''"),
    *("{{nowrap|", "{{ubl|", "{{plainlist|", "{{KIA}}", "{{flag|", "{{efn|", "[http://a.example ", "&nbsp;", "&", "~~~~", "__TOC__"),
    *("3 killed", "Per Rome:", "\r\n", "\u2028", "\x00", "\ud800", "(", ")", "–", "{{unheard of|a=b}}", "#if:", "{{{1|"),
)

pytestmark = pytest.mark.skipif(not FILES, reason="the texts are not beside the project")


@cache
def text_of(file: Path) -> str:
    return file.read_bytes().decode()


def mutant(text: str, dice: random.Random) -> str:
    """A text with some tokens left out, put in, doubled, moved, or taken from elsewhere in it."""
    tokens = TOKEN.findall(text)
    for _ in range(dice.randint(1, 12)):
        at = dice.randrange(len(tokens) + 1)
        end = at + (dice.randint(1, 3) if dice.random() < 0.9 else dice.randint(1, 60))
        match dice.randrange(5):
            case 0:
                del tokens[at:end]
            case 1:
                tokens.insert(at, dice.choice(SIGNS))
            case 2:
                tokens[at:at] = tokens[at:end]
            case 3:
                tokens[at:end] = [dice.choice(SIGNS)]
            case _:
                other = dice.randrange(len(tokens) + 1)
                tokens[other:other] = tokens[at:end]
    return "".join(tokens)


def assert_laws(text: str) -> ic.Document:
    """Laws 1, 6 and 7."""
    document = ic.read(text, "wikitext")
    assert_sound(document, text)
    read_everything(document)
    assert_nothing_lost(document)
    assert_true(document)
    for box in document.infoboxes:
        for evidence in box.interpretation.evidence.values():
            assert_stands_there(document, box.fields[evidence.field], Span(evidence.start, evidence.end))
            for part in evidence.parts:
                assert_stands_there(document, box.fields[evidence.field], Span(part.start, part.end))
    return document


def assert_stands_there(document: ic.Document, field: ic.BoxField, inner: Span) -> None:
    """Words that stand in the source as they are stand at their place."""
    if inner.start == inner.end:
        return
    span = field.map.outward(inner)
    assert field.span.start <= span.start <= span.end <= field.span.end
    if field.map.verbatim(inner) and not document.repaired:
        assert span.of(document.text) == inner.of(field.content.text)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_the_text(file: Path) -> None:
    document = assert_laws(text_of(file))
    assert document.infoboxes or file.stem in OF_OTHER_WIKIS
    assert document.encode() == file.read_bytes()
    assert ic.read_path(file).text == document.text


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_mutants(file: Path) -> None:
    for number in range(MUTANTS if len(text_of(file)) < 20_000 else 1):
        text = mutant(text_of(file), random.Random(f"{file.stem} {number}"))
        try:
            assert_laws(text)
        except Exception as fault:
            fault.add_note(f"mutant {number} of {file.stem}")
            raise
