"""Plugins: a format and a language of other packages, truly installed, are found through their entry points."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

FORMAT = '''
"""Lines of `parameter = value`."""
from infobox_conflict.content import Content
from infobox_conflict.syntax.carried import Carried, CarriedBox, CarriedField
from infobox_conflict.syntax.text import Span, TextMap

name = "lines"
suffixes = (".lines",)


def sniff(text):
    return text.startswith("#lines\\n")


def read(source, vocabulary):
    fields, at = [], 0
    for line in source.text.splitlines(keepends=True):
        key, sign, value = line.partition(" = ")
        if sign:
            start = at + len(key) + 3
            words = value.rstrip("\\n")
            fields.append(
                CarriedField(
                    key,
                    Content(words),
                    place=lambda at=at, key=key, start=start, words=words: (Span(at, at + len(key)), Span(start, start + len(words))),
                    lay=lambda start=start, words=words: TextMap.identity(len(words), start),
                )
            )
        at += len(line)
    return Carried((CarriedBox(tuple(fields), Span(0, len(source.text))),))
'''
PROJECT = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "tiny-lines"
version = "1"

[project.entry-points."infobox_conflict.formats"]
lines = "tiny_lines"

[project.entry-points."infobox_conflict.vocabularies"]
xx = "tiny_lines.words:FOLDER"

[tool.hatch.build.targets.wheel]
packages = ["tiny_lines"]
"""
USE = """
import infobox_conflict as ic
from infobox_conflict.syntax import formats
from infobox_conflict.vocabulary import languages

text = "#lines\\nverluste2 = mindestens 38 gefallen\\n"
doc = ic.read(text, language="xx")
figure = doc.infoboxes[0].conflict.figures[0]
print(doc.format, figure.low, figure.fates, doc.infoboxes[0].where("casualties2[0]").words, list(formats()), languages())
assert doc.text == text
"""


def test_an_installed_format_and_language(tmp_path: Path) -> None:
    package = tmp_path / "tiny" / "tiny_lines"
    (package / "words").mkdir(parents=True)
    (package / "__init__.py").write_text(FORMAT, encoding="utf-8")
    (package / "words" / "__init__.py").write_text("from pathlib import Path\n\nFOLDER = Path(__file__).parent\n", encoding="utf-8")
    words = '[fate]\nkilled = ["gefallen"]\n[bound]\nat_least = ["mindestens"]\n'
    (package / "words" / "grammar.toml").write_text(words, encoding="utf-8")
    parameters = '["Vorlage"]\nredirects = []\ntelling = ["casualtiesN"]\n["Vorlage".names]\ncasualtiesN = ["verlusteN"]\n'
    (package / "words" / "parameters.toml").write_text(parameters, encoding="utf-8")
    (tmp_path / "tiny" / "pyproject.toml").write_text(textwrap.dedent(PROJECT), encoding="utf-8")
    target = tmp_path / "installed"
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target), str(tmp_path / "tiny")], check=True)
    done = subprocess.run([sys.executable, "-c", USE], capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(target)})
    assert done.stdout == "lines 38 ('killed',) mindestens 38 gefallen ['frontmatter', 'json', 'wikitext', 'lines'] ('en', 'xx')\n", done.stderr
