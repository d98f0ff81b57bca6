"""What a reader hands to a parser: decoded text and what the layout itself says."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from corpora.model import Kind


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One record of a file, decoded but not yet understood."""

    text: str
    path: str
    """The file as the user named it."""
    record: str = ""
    """Line, row, member or id within the file; empty for a whole file."""
    layout: str = "plain"
    """Known layout: plain, lecard, crawl, cjrc, beir, official, statute, ledger, front-matter."""
    kind: Kind | None = None
    """What the user or the layout says it is; ``None`` leaves it to the parser."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """What the layout states outright (``title``, ``publictime``, ``category``, ledger columns, front matter)."""
    page_offsets: tuple[int, ...] = ()
    """Code-point offset at which each page begins."""
