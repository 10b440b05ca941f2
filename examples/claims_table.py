"""Every count that infoboxes claim, as CSV: `python examples/claims_table.py FILE... > claims.csv`."""

from __future__ import annotations

import csv
import sys

import infobox_conflict as ic

COLUMNS = ("file", "conflict", "side", "claimant", "party", "kind", "subject", "fates", "low", "high", "approximate", "words", "line")


def main() -> None:
    """Write a row for each figure of each file."""
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(COLUMNS)
    for name in sys.argv[1:]:
        for box in ic.read_path(name).infoboxes:
            if not box.is_conflict:
                continue
            conflict = box.conflict
            for entry, path in zip(conflict.entries, conflict.paths, strict=True):
                figure = entry.fact
                if not isinstance(figure, ic.Figure):
                    continue
                claimant = figure.claimant.name if figure.claimant else None
                side = entry.number if conflict.placement(entry) == "side" else None
                what = (claimant, figure.party, figure.kind, figure.subject, " ".join(figure.fates))
                count = (figure.low, figure.high, figure.amount.approximate, figure.amount.words)
                table.writerow((name, conflict.name, side, *what, *count, box.where(path).line))


if __name__ == "__main__":
    main()
