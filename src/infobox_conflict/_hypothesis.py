"""What Hypothesis loads by its entry point: `from_type` then makes content and infoboxes that hang together."""

from __future__ import annotations


def _hypothesis_setup_() -> None:
    """Register the strategies; they are made at first use, since Hypothesis calls this wherever it is imported."""
    from hypothesis.strategies import SearchStrategy, register_type_strategy  # noqa: PLC0415 (only Hypothesis calls this)

    from .content import Content, Infobox  # noqa: PLC0415 (likewise)

    def contents(_: type[Content]) -> SearchStrategy[Content]:
        from . import strategies  # noqa: PLC0415 (at first use)

        return strategies.contents()

    def infoboxes(_: type[Infobox]) -> SearchStrategy[Infobox]:
        from . import strategies  # noqa: PLC0415 (at first use)

        return strategies.infoboxes()

    register_type_strategy(Content, contents)
    register_type_strategy(Infobox, infoboxes)
