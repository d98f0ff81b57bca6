"""Names in a question that matter for recusal: the interests on the roster, letter by letter, and whatever ends as firms do.

The redactor finds names by how they are written and misses some, such as a firm after 称被申请人; for the check it is better to
look at too many. Nothing of it is kept.
"""

import re
from collections.abc import Iterator

from corpora.text.normalize import fold
from experts.recusal.check import interest_names
from experts.roster.roster import Roster

LEAST = 3
"""Shorter names stand in too many other words."""
_FIRM = re.compile(r"[\u3400-\u9fff·（）()]{2,40}?(?:公司|银行|事务所|合伙企业|基金|信托|交易所|协会|中心)")
_FORM = re.compile(r"(?:股份|有限|责任|公司|集团|[（()）])+$")
_CUE = re.compile(
    r"申请人|原告|被告|第三人|上诉人|委托人|代理人|单位|[称诉向与和及在对由从是经找把被让给至于为]"
)
_BODY = 3
"""Characters that the rest of a name must have before its legal form."""


def mentioned(roster: Roster, *texts: str) -> tuple[str, ...]:
    """Names of interests and of related firms that stand in texts, each once.

    Args:
        roster: With private fields, for relatives and where they work.
        texts: As written, before redaction.
    """
    whole = "\n".join(map(_plain, texts))
    return tuple(
        name for name in dict.fromkeys(_names(roster)) if len(name) >= LEAST and _plain(name) in whole
    )


def firms(*texts: str) -> tuple[str, ...]:
    """What may be a firm's name in texts, each once: up to where firms' names end, from every place where one may begin."""
    found: dict[str, None] = {}
    for text in map(_plain, texts):
        for match in _FIRM.finditer(text):
            span = match[0]
            starts = (0, *(cue.end() for cue in _CUE.finditer(span)))
            found.update((span[at:], None) for at in starts if len(_FORM.sub("", span[at:])) >= _BODY)
    return tuple(found)


def _names(roster: Roster) -> Iterator[str]:
    for person in roster.people:
        yield from interest_names(person)
    for fact in roster.firm_facts:
        yield from fact.values()


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", fold(text))
