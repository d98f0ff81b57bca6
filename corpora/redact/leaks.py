"""Leaks: what of a source still shows in texts made from it (title, file name, properties, alternative texts, cells)."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpora.model import Document
from corpora.redact.everyday import meant
from corpora.redact.known import SURE, Form, Secret, secrets_of
from corpora.redact.rare import rare_facts
from corpora.text.normalize import normalize

_APART = frozenset(" \t\r\n\u00a0·•・‧.．_-－—–‐/\\|~～,，'’`")
"""Characters with which a name is pulled apart; they are passed over inside a name, and nowhere else."""

_HAN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_PEOPLE = frozenset({"person", "agent", "mediator", "judge"})

_OPENING = ("（", "(", "〔", "[", "［")
"""A case number begins with its bracket."""


@dataclass(frozen=True, slots=True)
class Leak:
    """One place where something of the source shows."""

    where: str
    """Name of the text, as given."""
    start: int
    end: int
    """Code points of that text."""
    text: str
    """What stands there."""
    form: str
    """A :class:`Form`, or ``rare_fact``."""
    kind: str
    """person, agent, mediator, organisation, id_number …; of rare facts what meets: ``date+amount``."""
    of: str
    """The full name or number in the source; empty for rare facts."""
    sure: bool
    """False: a hint to look at; it may be an everyday word or a coincidence."""


def find_leaks(
    source_document: Document | Iterable[Document], texts: Mapping[str, str], *, officials: bool = False
) -> list[Leak]:
    """Everything of one source, or of the sources of a compilation, that shows in any of the texts.

    Names are found whole, in every short form and alias, pulled apart by spaces, dots or hyphens, in full width, in
    compatibility characters, with invisible characters between, and in any case of letters; not in Pinyin.

    Args:
        source_document: The documents as they are, not redacted.
        texts: Name of a place to its text: the body, the title, the file name, every property, alternative text
            and table cell.
        officials: Judges and clerks count too.

    Returns:
        Sure ones first, then by place; where forms overlap only the longest.
    """
    sources = [source_document] if isinstance(source_document, Document) else list(source_document)
    known = list(dict.fromkeys(s for source in sources for s in secrets_of(source, officials)))
    sought = _Sought(known, [f"{source.title}\n{source.text}" for source in sources])
    out: list[Leak] = []
    for where, text in texts.items():
        out += _longest(sought.places(where, text))
        for source in sources:
            out += [
                Leak(where, start, end, text[start:end], "rare_fact", "+".join(kinds), "", sure=False)
                for start, end, kinds in rare_facts(source, text)
            ]
    order = {where: at for at, where in enumerate(texts)}
    return sorted(
        dict.fromkeys(out), key=lambda leak: (not leak.sure, order[leak.where], leak.start, leak.end)
    )


class _Sought:
    """All secrets in one pattern over texts without what pulls names apart."""

    def __init__(self, secrets: Iterable[Secret], sources: Sequence[str]) -> None:
        self._sources = sources
        self._by_text: dict[str, Secret] = {}
        for secret in secrets:
            squeezed = _squeeze(secret.text, numbers=secret.form is Form.NUMBER)[0]
            if len(squeezed) > 1:
                self._by_text.setdefault(squeezed, secret)
        longest = sorted(self._by_text, key=lambda text: (-len(text), text))
        self._pattern = re.compile("(?=(" + "|".join(map(re.escape, longest)) + "))") if longest else None

    def places(self, where: str, text: str) -> Iterator[Leak]:
        if self._pattern is None:
            return
        for numbers in (False, True):
            squeezed, starts = _squeeze(text, numbers=numbers)
            for match in self._pattern.finditer(squeezed):
                secret = self._by_text[match[1]]
                if (secret.form is Form.NUMBER) is not numbers:
                    continue
                start, end = starts[match.start()], starts[match.start() + len(match[1]) - 1] + 1
                if (
                    secret.form is Form.NUMBER
                    and secret.text[0] in _OPENING
                    and text[:start].endswith(_OPENING)
                ):
                    start -= 1
                is_sure = secret.form in SURE and (
                    secret.kind not in _PEOPLE or meant(text, start, end, self._sources)
                )
                if _plain_text(text[start:end]) or is_sure:
                    yield Leak(
                        where,
                        start,
                        end,
                        text[start:end],
                        secret.form,
                        secret.kind,
                        secret.of,
                        is_sure,
                    )


def _squeeze(text: str, *, numbers: bool) -> tuple[str, list[int]]:
    """A text in normal form without separators, and for each character where it stands in the text.

    Of numbers everything is dropped that is no letter, digit or Han character, brackets of case numbers among it;
    Chinese digits count as their Arabic ones.
    """
    normal = normalize(text)
    chars, starts = [], []
    for at, char in enumerate(normal.text):
        dropped = char in _APART or unicodedata.category(char) in ("Cf", "Mn", "Cc")
        if not dropped and not (numbers and not char.isalnum()):
            chars.append(char.translate(_HAN_DIGITS) if numbers else char)
            starts.append(normal.starts[at])
    return "".join(chars), starts


def _plain_text(found: str) -> bool:
    """Whether nothing stands between the characters: hints are not looked for across sentences."""
    return not any(char in _APART for char in found)


def _longest(leaks: Iterable[Leak]) -> list[Leak]:
    kept: list[Leak] = []
    for leak in sorted(leaks, key=lambda leak: (leak.start - leak.end, not leak.sure, leak.start)):
        if not any(k.start <= leak.start and leak.end <= k.end for k in kept):
            kept.append(leak)
    return kept
