"""Law 9 for the way back: an infobox four times as long is written in four times the time, in every format."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import infobox_conflict as ic
from infobox_conflict.content import Field
from tests.laws import test_linear as linear
from tests.laws.test_wikitext_back import MANY as OF_WIKITEXT
from tests.laws.test_wikitext_back import read_value
from tests.strategies import FORMATS

MANY: dict[str, Callable[[int], str]] = {
    **OF_WIKITEXT,
    "the same link": lambda n: "[[a]] " * n,
    "links that nest in words": lambda n: "a [[b|a a]] " * n,
    "links that are found elsewhere": lambda n: "a " * n + "[[a]] " * n,
    "bold that is found elsewhere": lambda n: "b " * n + "'''b''' " * n,
    "fates": lambda n: "a {{KIA}}<br>" * n,
    "footnotes": lambda n: "a{{efn|<b>c</b>}}{{cn}}" * n,
    "unknown flags": lambda n: "{{flagicon|Ruritania|1912}} a<br>" * n,
    "points": lambda n: "{{KIA}}{{cn}}{{efn|a}}" * n,
    "empty lines": lambda n: "a<br><br><br>" * n,
    "lines of blanks": lambda n: "a<br>&nbsp;<br> <br>&#32;<br>" * n,
    "blanks": lambda n: "&#32;" * n + "a",
    "long words": lambda n: "a" * n + "<br>b",
    "long quoted words": lambda n: "'\"" + "a" * n + "<br>b",
    "half-written signs": lambda n: "&#42; [http&#58;//a &lt;ref&gt;<br>" * n,
    "odd characters": lambda n: "\x80\u2028&#13;" * n,
    "flags of letters": lambda n: "\U0001f1e6\U0001f1ff\U0001f1e6" * n,
}


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("name", MANY)
def test_time_grows_as_the_content_does(name: str, to: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(value: str) -> None:
        ic.write(ic.Infobox((Field("casualties1", contents[value]),)), to)

    contents: dict[str, ic.Content] = {}

    def make(size: int) -> str:
        value = MANY[name](size)
        contents[value] = read_value(value)
        return value

    monkeypatch.setattr(linear, "read_all", write)
    linear.assert_linear(make)
