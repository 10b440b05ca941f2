"""Wording: amounts, fates, dates and outcomes in the words of a language, in the forms that its vocabulary gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..vocabulary import Vocabulary
from .model import Amount, Fate, Period, Result
from .sheet import Said, filled, listed

_CENTURY = 100
_FIRST_SEASON = 21
_EARLY = 100  # a year before it needs its era, or it reads as a day
_OPEN = ".."


@dataclass(frozen=True, slots=True)
class Wording:
    """What a language has to say."""

    vocabulary: Vocabulary

    def forms(self, table: str, key: str) -> tuple[str, ...]:
        """The forms for one thing, in the order in which they are tried."""
        return self.vocabulary.forms(table, key)

    def form(self, table: str, key: str) -> str:
        """The first of them; '' where there is none."""
        return next(iter(self.forms(table, key)), "")

    def sign(self, table: str, key: str) -> str:
        """What a form of two parts has between them."""
        return self.form(table, key).format(first="", last="", left="", right="")

    def amounts(self, amount: Amount) -> Iterator[str]:
        """The words of a count: its own, or by its form."""
        if amount.words is not None:
            yield amount.words
            return
        if amount.form == "vague" and amount.low is not None:
            choices = tuple(w for w in self.vocabulary.words("vague") if self.vocabulary.senses(w)["vague"] == amount.low)
        else:
            choices = self.forms("amount", amount.form)
        sign = self.sign("amount", "thousands")
        low, high = (f"{end:,}".replace(",", sign) if end is not None else "" for end in (amount.low, amount.high))
        for form in choices:
            words = form.format(low=low, high=high)
            if amount.approximate and amount.form not in ("vague", "qualitative"):
                yield from (hedge.format(amount=words) for hedge in self.forms("amount", "hedged"))
            else:
                yield words

    def fates(self, fates: Sequence[Fate]) -> Iterator[Said]:
        """What became of those counted."""
        if not fates:
            yield Said()
            return
        if len(fates) == 1:
            yield from map(Said, self.forms("fate", fates[0]))
            return
        words = [self.form("fate", fate) for fate in fates]
        comma = self.sign("fates", "comma")
        for form in self.forms("fates", "joined"):
            yield listed(words, comma, form)
        for form in self.forms("fates", "mostly"):
            yield filled(form, first=words[-1], last=listed(words[:-1], comma, self.form("fates", "joined")))

    def dates(self, value: str) -> Iterator[str]:
        """An EDTF date in prose."""
        hedged = value.endswith("~")
        for words in self._dates(value.removesuffix("~")):
            if hedged:
                yield from (form.format(date=words) for form in self.forms("date", "hedged"))
            else:
                yield words

    def _dates(self, value: str) -> Iterator[str]:
        negative, digits = value.startswith("-"), value.lstrip("-")
        years, _, rest = digits.partition("-")
        if "X" in years:
            yield from self._long(years, negative=negative)
            return
        astronomical = -int(years.lstrip("Y").lstrip("-")) if negative or years.startswith("Y-") else int(years.lstrip("Y") or 0)
        before = astronomical <= 0
        year = 1 - astronomical if before else astronomical
        month, _, day = rest.partition("-")
        if month.isdecimal() and int(month) >= _FIRST_SEASON:
            key = ("spring", "summer", "autumn", "winter")[(int(month) - _FIRST_SEASON) % 4]
            words = [form.format(year=year) for form in self.forms("date", key)]
        elif "X" in rest:
            return
        else:
            words = [self.vocabulary.date(str(year), month, day)]
        eras = self.forms("date", "before") if before else ("{date}", *self.forms("date", "after"))
        if not before and year < _EARLY:
            eras = eras[::-1]
        for form in eras:
            yield from (form.format(date=one) for one in words)

    def _long(self, years: str, *, negative: bool) -> Iterator[str]:
        """A decade or a century."""
        if years.endswith("XX"):
            number = int(years[:-2]) + 1
            eras = self.forms("date", "before") if negative else ("{date}",)
            for ordinal in self.forms("date", "ordinal"):
                for form in self.forms("date", "century"):
                    words = form.format(ordinal=ordinal.format(number=number))
                    yield from (era.format(date=words) for era in eras)
        elif not negative:
            yield from (form.format(year=int(years[:-1]) * 10) for form in self.forms("date", "decade"))

    def periods(self, period: Period) -> Iterator[str]:
        """A period in prose, without its label."""
        for words in self._periods(period):
            if period.calendar is None:
                yield words
            else:
                yield from (form.format(period=words) for form in self.forms("date", period.calendar))

    def _periods(self, period: Period) -> Iterator[str]:
        if period.start == period.end:
            yield from self.dates(period.start)
            return
        if period.start == _OPEN:
            yield from (form.format(end=end) for end in self.dates(period.end) for form in self.forms("date", "until"))
            return
        for start in self.dates(period.start):
            for end in self.dates(period.end) if period.end != _OPEN else self.forms("date", "open"):
                yield from (form.format(start=start, end=end) for form in self.forms("date", "period"))

    def results(self, result: Result) -> Iterator[str]:
        """An outcome in words."""
        qualifier = self.form("qualifier", result.qualifier) if result.qualifier is not None else ""
        for form in self.forms("result", result.kind):
            words = filled(form, winner=result.winner or "", qualifier=qualifier).text
            yield words[:1].upper() + words[1:]


@lru_cache(maxsize=16)
def wording(vocabulary: Vocabulary) -> Wording:
    """The wording of a vocabulary."""
    return Wording(vocabulary)
