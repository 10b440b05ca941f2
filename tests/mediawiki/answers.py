"""Asks a MediaWiki for its answers to every text of `vectors.jsonl` and writes them there.

A new vector is a line with its `rule` and `text`; this script adds the rest. Where the library is known to call another
page, the line also says how it `differs`. The script asks the preprocessor of the MediaWiki of
MW_INSTALL_PATH, set up by MW_CONFIG_FILE, through the maintenance script that INFOBOX_MEDIAWIKI_ORACLE names: one which
answers each line `{"id", "text"}` with `{"id", "flat_ok", "templates"}`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

VECTORS: Final = Path(__file__).with_name("vectors.jsonl")
NEEDED: Final = ("MW_INSTALL_PATH", "MW_CONFIG_FILE", "INFOBOX_MEDIAWIKI_ORACLE")
ODD_COMMENT: Final = "<!--->"
"""MediaWiki 1.39 takes it for a whole comment behind another one; newer ones do not, so no vector has it."""


def main() -> None:
    missing = [name for name in NEEDED if not os.environ.get(name)]
    if missing:
        sys.exit(f"set {', '.join(missing)}")
    vectors = [json.loads(line) for line in VECTORS.read_bytes().splitlines()]
    odd = [vector["text"] for vector in vectors if ODD_COMMENT in vector["text"]]
    if odd:
        sys.exit(f"releases of MediaWiki differ on {ODD_COMMENT}: {odd}")
    texts = [vector["text"] for vector in vectors]
    lines = [json.dumps({**vector, "templates": found}) for vector, found in zip(vectors, answers(texts), strict=True)]
    VECTORS.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    print(f"{len(lines)} vectors")


def answers(texts: Iterable[str]) -> Iterator[list[dict[str, Any]]]:
    """The templates that MediaWiki finds in each text."""
    asked = "".join(json.dumps({"id": at, "text": text}) + "\n" for at, text in enumerate(texts))
    done = subprocess.run(["php", os.environ["INFOBOX_MEDIAWIKI_ORACLE"]], input=asked.encode(), stdout=subprocess.PIPE, check=True)
    for at, line in enumerate(done.stdout.splitlines()):
        answer = json.loads(line)
        if answer["id"] != at or not answer["flat_ok"]:
            sys.exit(f"the oracle lost its place: {line!r}")
        yield [template(one) for one in answer["templates"]]


def template(found: dict[str, Any]) -> dict[str, Any]:
    """One template: what says nothing is left out, and so are its effective parameters where a name is computed."""
    told = {
        "depth": found["depth"],
        "name": found["raw_title"],
        "span": [found["start"], found["end"]],
        "parameters": [[one["key"], one["name"], one["value"]] for one in found["parts"]],
        "page": found["page"],
        "effective": None if found["effective"] is None else dict(found["effective"]),
        "subst": found["subst"],
        "function": found["func"],
    }
    return {name: value for name, value in told.items() if value is not None}


if __name__ == "__main__":
    main()
