"""Counts of the same thing that different sources give: `python examples/rival_claims.py FILE...`."""

from __future__ import annotations

import sys
from collections import defaultdict

import infobox_conflict as ic


def main() -> None:
    """Print each thing that more than one source counts, with what each of them says and where."""
    for name in sys.argv[1:]:
        for box in ic.read_path(name).infoboxes:
            if not box.is_conflict:
                continue
            print(box.conflict.name)
            for question, claims in rivals(box).items():
                print(f"  {question}")
                for path, figure in claims:
                    who = figure.claimant.name if figure.claimant else "the infobox"
                    print(f"    {who}: {figure.amount.words or figure.low} (line {box.where(path).line})")


def rivals(box: ic.Box) -> dict[str, list[tuple[str, ic.Figure]]]:
    """The figures by what they count, where two claimants count it."""
    conflict = box.conflict
    counted: dict[str, list[tuple[str, ic.Figure]]] = defaultdict(list)
    for entry, path in zip(conflict.entries, conflict.paths, strict=True):
        if isinstance(entry.fact, ic.Figure):
            side = f"side {entry.number}" if conflict.placement(entry) == "side" else "all sides"
            limits = "".join(f" ({scope.text})" for scope in entry.fact.scopes)
            counted[f"{side}, {entry.fact.kind} {'/'.join(entry.fact.fates) or 'strength'}{limits}"].append((path, entry.fact))
    return {question: claims for question, claims in counted.items() if len({figure.claimant for _, figure in claims}) > 1}


if __name__ == "__main__":
    main()
