"""Official texts of articles from the development material, for checks of what is said about them."""

import json
import re
from functools import cache
from unicodedata import normalize

from corpora.model.errors import CorpusError
from corpora.parse import parse
from corpora.readers import read
from corpora.text.numerals import int_to_chinese
from tests.shared import SHARED


@cache
def official_texts(keys: frozenset[str]) -> dict[str, dict[str, str]]:
    """By ``law#article`` the texts by date of version, from the statutes and, failing those, the collection."""
    assert SHARED is not None
    heads = {key.split("#")[0] for key in keys}
    marks = {law[:6] for law in heads} | {re.sub("最高人民法院|关于", "", law)[:8] for law in heads}
    found: dict[str, dict[str, str]] = {}
    for path in sorted((SHARED / "data" / "statutes").rglob("*.md")):
        with path.open(encoding="utf-8") as file:
            head = path.name + file.read(600)
        if not any(mark in head for mark in marks):
            continue
        for raw in read(path):
            assert not isinstance(raw, CorpusError)
            for document in parse(raw):
                for key in set(document.identifiers) & keys:
                    found.setdefault(key, {})[str(document.date)] = document.text
    return found | _from_collection(keys - found.keys())


def _from_collection(keys: frozenset[str]) -> dict[str, dict[str, str]]:
    assert SHARED is not None
    titles = {}
    for key in keys:
        law, _, article = key.partition("#")
        number, _, suffix = article.partition("-")
        name = f"第{int_to_chinese(int(number))}条" + (f"之{int_to_chinese(int(suffix))}" if suffix else "")
        titles[law + name] = (key, name)
    found: dict[str, dict[str, str]] = {}
    with (SHARED / "data" / "collections" / "statutes" / "corpus.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["title"] in titles:
                key, name = titles[record["title"]]
                found.setdefault(key, {})[record["metadata"]["date"]] = f"{name} {record['text']}"
    return found


def squeezed(text: str) -> str:
    """The text without white space, in compatibility form, for finding words in it."""
    return re.sub(r"\s", "", normalize("NFKC", text))
