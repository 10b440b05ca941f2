"""The documentation's settings, and the tables that are made from the library so that they cannot go stale."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar, Final, get_args

from docutils import nodes
from docutils.statemachine import StringList
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

import infobox_conflict
from infobox_conflict.meaning import model
from infobox_conflict.problems import CODES
from infobox_conflict.records import schema
from infobox_conflict.syntax import losses
from infobox_conflict.vocabulary import load

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "infobox-conflict"
author = "The infobox-conflict developers"
project_copyright = "The infobox-conflict developers"
version = release = infobox_conflict.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.viewcode", "sphinx_copybutton"]
myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = "infobox-conflict"
templates_path: list[str] = []
exclude_patterns = ["_build"]
default_role = "code"  # docstrings write names as Markdown does, between single backticks

autodoc_class_signature = "separated"
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_default_options = {
    "members": True,
    "exclude-members": "model_config, model_copy, model_post_init, __init__, __new__",
}

copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True

nitpicky = True
nitpick_ignore_regex = [
    # The build asks no network, so it has no list of what the standard library and pydantic document.
    ("py:.*", r"(collections\.abc|datetime|importlib\.resources\.abc|pathlib|re|types|typing)\..*"),
    ("py:.*", r"(pydantic|hypothesis)\..*"),
    ("py:class", r"infobox_conflict\.content\.(M|_Given)"),  # a type variable, and whatever has a content
    ("py:class", r"Data"),  # what YAML is written of, told by `dump`
]

ALIASES: Final = {
    "Kind": "What is counted.",
    "Fate": "What became of them.",
    "AmountForm": "The manner in which the text gives a count.",
    "ClaimantKind": "What sort of source a claimant is.",
    "ScopeType": "What a scope limits.",
    "ResultKind": "How a conflict ended.",
    "Qualifier": "The degree of a victory.",
    "Role": "The part of a belligerent that did more or less than fight.",
    "Placement": "Where an entry belongs.",
    "Fact": "What an entry can hold.",
    "Words": "Words of the text; never empty, since a fact without words has None.",
}


class Table(SphinxDirective):
    """A table whose rows the library tells; each is a list of cells in Markdown."""

    head: ClassVar[tuple[str, ...]]

    def rows(self) -> list[tuple[str, ...]]:
        """The rows below the head."""
        raise NotImplementedError

    def run(self) -> list[nodes.Node]:
        """The table, parsed as Markdown by the page's own parser."""
        rows = [self.head, tuple("---" for _ in self.head), *self.rows()]
        lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
        holder = nodes.container()
        self.state.nested_parse(StringList(lines, source=self.get_source_info()[0]), self.content_offset, holder)
        return list[nodes.Node](holder.children)


class ProblemCodes(Table):
    """Every problem code with its meaning."""

    head = ("Code", "Meaning")

    def rows(self) -> list[tuple[str, ...]]:
        """One for each code."""
        return [(f"`{code}`", meaning) for code, meaning in CODES.items()]


class TypeAliases(SphinxDirective):
    """The named types of the model's fields with their values."""

    def run(self) -> list[nodes.Node]:
        """One `py:type` entry for each, parsed as the reStructuredText that the directive stands in."""
        lines = [".. py:currentmodule:: infobox_conflict.meaning.model", ""]
        for name, meaning in ALIASES.items():
            told = [f"`{one}`" for one in get_args(getattr(model, name)) if isinstance(one, str)]
            told += [f":py:class:`{one.__name__}`" for one in get_args(getattr(model, name)) if hasattr(one, "model_fields")]
            values = f" One of {', '.join(told)}." if told else ""
            lines += [f".. py:type:: {name}", "", f"   {meaning}{values}", ""]
        holder = nodes.container()
        self.state.nested_parse(StringList(lines, source=self.get_source_info()[0]), self.content_offset, holder)
        return list[nodes.Node](holder.children)


class LossCodes(Table):
    """Every code of a loss with its meaning."""

    head = ("Code", "Meaning")

    def rows(self) -> list[tuple[str, ...]]:
        """One for each code."""
        return [(f"`{code}`", meaning) for code, meaning in losses.CODES.items()]


class Senses(Table):
    """The senses of English: what a table of the vocabulary's files is called and which values it has."""

    head = ("Sense", "Values", "Phrases")
    most = 14

    def rows(self) -> list[tuple[str, ...]]:
        """One for each sense."""
        words = load("en")
        values: dict[str, dict[Any, int]] = {}
        for senses in words.lexicon.values():
            for sense, value in senses.items():
                counts = values.setdefault(sense, {})
                counts[value] = counts.get(value, 0) + 1
        return [(f"`{sense}`", self._told(list(counts)), str(sum(counts.values()))) for sense, counts in sorted(values.items())]

    def _told(self, values: list[Any]) -> str:
        shown = ", ".join(f"`{value}`" for value in values[: self.most])
        return f"{shown} and {len(values) - self.most} more" if len(values) > self.most else shown


class RecordSchema(SphinxDirective):
    """The JSON Schema of the record, as the command line prints it."""

    def run(self) -> list[nodes.Node]:
        """One literal block."""
        text = json.dumps(schema(), indent=2, ensure_ascii=False)
        block = nodes.literal_block(text, text)
        block["language"] = "json"
        return [block]


def settle_names(app: Sphinx, doctree: nodes.document) -> None:  # noqa: ARG001 (the shape of what Sphinx calls)
    """Lead the names in annotations to their targets: Sphinx has them as they are written in our source."""
    for node in doctree.findall(addnodes.pending_xref):
        name = node.get("reftarget")
        if name in ALIASES:
            node["reftarget"] = f"infobox_conflict.meaning.model.{name}"
        elif name == "type":  # the built-in, not one of the fields of that name
            node.attributes.pop("refspecific", None)
        elif name == "Note" and node.get("py:module") == "infobox_conflict.records":
            node["reftarget"] = "infobox_conflict.Note"


def setup(app: Sphinx) -> None:
    """Give Sphinx the directives that pages use."""
    app.add_directive("problem-codes", ProblemCodes)
    app.add_directive("loss-codes", LossCodes)
    app.add_directive("type-aliases", TypeAliases)
    app.add_directive("senses", Senses)
    app.add_directive("record-schema", RecordSchema)
    app.connect("doctree-read", settle_names)
