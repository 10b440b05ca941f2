"""A conflict that was never in an infobox, built fact by fact, and its totals: `python examples/built_by_hand.py`."""

from __future__ import annotations

import infobox_conflict as ic

LIVY = ic.Claimant(name="Livy", kind="chronicle")
POLYBIUS = ic.Claimant(name="Polybius", kind="chronicle")


def main() -> None:
    """Print what can be said of the dead and of the strengths, and why not more."""
    conflict = cannae()
    for question, total in (
        ("Roman dead, by nobody in particular", conflict.total("killed", side=1)),
        ("Roman dead, by Livy", conflict.total("killed", side=1, claimant=LIVY)),
        ("Roman dead, by Polybius", conflict.total("killed", side=1, claimant="Polybius")),
        ("Carthaginian dead, by Polybius", conflict.total("killed", side=2, claimant=POLYBIUS)),
        ("Carthaginian strength", conflict.total(None, side=2)),
    ):
        print(f"{question}: {told(total)}")


def cannae() -> ic.Conflict:
    """The battle of Cannae, as two historians of antiquity tell it."""
    return ic.Conflict(
        name="Battle of Cannae",
        entries=(
            ic.Entry(field="combatant1", fact=ic.Belligerent(name="Roman Republic")),
            ic.Entry(field="combatant2", fact=ic.Belligerent(name="Carthage")),
            ic.Entry(field="commander2", fact=ic.Commander(name="Hannibal")),
            ic.Entry(field="strength2", fact=ic.Figure(amount=ic.Amount.exactly(40_000), subject="infantry")),
            ic.Entry(field="strength2", fact=ic.Figure(amount=ic.Amount.exactly(10_000), subject="cavalry")),
            dead("casualties1", 45_500, LIVY, "infantry"),
            dead("casualties1", 2_700, LIVY, "cavalry"),
            dead("casualties1", 70_000, POLYBIUS, None),
            dead("casualties2", 5_700, POLYBIUS, None),
        ),
        periods=(ic.Period(start="-0215-08-02", end="-0215-08-02"),),
        result=ic.Result(kind="victory", winner="Carthaginian", winner_side=2),
    )


def dead(field: str, count: int, claimant: ic.Claimant, subject: str | None) -> ic.Entry:
    """One count of dead soldiers."""
    return ic.Entry(field=field, fact=ic.Figure(amount=ic.Amount.exactly(count), subject=subject, fates=("killed",), claimant=claimant))


def told(total: ic.Total) -> str:
    """A total in words."""
    if total.why is not None:
        return f"no number, {total.why}"
    return f"{total.low:,}" if total.low == total.high else f"{total.low:,} to {'?' if total.high is None else f'{total.high:,}'}"


if __name__ == "__main__":
    main()
