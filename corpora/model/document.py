"""The document: what every reader and parser produces and every index consumes."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

from corpora.model.kinds import AccessLevel, DocumentType, Kind, Procedure, SectionRole, Tier
from corpora.model.parts import (
    Amount,
    Court,
    KeyDate,
    KeyValue,
    MediationFacts,
    Party,
    Section,
    Span,
    Statute,
)

GIST = "要点（非条文原文）"
"""How a gist is called on every screen: what an article says in our own words, not its text."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document came from: the file as named by the user, and the record within it."""

    path: str
    record: str = ""
    """Line, sheet row, archive member or collection id within the file; empty for a whole file."""
    page_offsets: tuple[int, ...] = ()
    """Code-point offset at which each page begins, for paged formats."""


@dataclass(frozen=True, slots=True)
class Document:
    """One judgment, case, record, penalty, statute or policy as the program understands it."""

    id: str
    kind: Kind
    title: str
    text: str
    """The extracted text; every offset in this document counts its code points."""
    sections: tuple[Section, ...] = ()
    identifiers: tuple[str, ...] = ()
    """Canonical identifiers, its own first: 案号 such as ``(2020)沪74民初1号``, ``指导案例68号``."""
    case_number: str = ""
    """案号, canonical; empty when there is none."""
    court: Court | None = None
    document_type: DocumentType | None = None
    procedure: Procedure | None = None
    cause: str = ""
    """案由 by name; numbers per version are in the vocabulary."""
    dispute_types: tuple[str, ...] = ()
    """纠纷类型 codes, such as ``L01``; most likely first."""
    date: dt.date | None = None
    """Date of decision, release, close of mediation, or version of a statute."""
    parties: tuple[Party, ...] = ()
    agents: tuple[str, ...] = ()
    """代理人."""
    judges: tuple[str, ...] = ()
    statutes: tuple[Statute, ...] = ()
    amounts: tuple[Amount, ...] = ()
    cited_cases: tuple[str, ...] = ()
    """Canonical identifiers of other cases named in the text, this case's lower instances among them."""
    keywords: tuple[str, ...] = ()
    focus: tuple[Span, ...] = ()
    """争议焦点."""
    outcome: str = ""
    """Normalised outcome, such as 支持, 部分支持, 驳回, 维持, 改判, 达成协议, 未达成."""
    key_dates: tuple[KeyDate, ...] = ()
    key_values: tuple[KeyValue, ...] = ()
    mediation: MediationFacts | None = None
    tier: Tier = Tier.NONE
    effective: bool | None = None
    """生效: True, False (appealable), or unknown."""
    access: AccessLevel = AccessLevel.PUBLIC
    owner: str = ""
    """Organisation that a restricted document belongs to."""
    fictional: bool = False
    """示例: shipped or made-up material; marked on every screen."""
    source: Source = field(default_factory=lambda: Source(""))
    warnings: tuple[str, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def content_hash(self) -> str:
        """SHA-256 of the kind, title and text without whitespace: equal for re-wrapped copies."""
        return content_hash(self.kind, self.title, self.text)

    @property
    def is_gist(self) -> bool:
        """Whether this is the gist of an article (:data:`GIST`) instead of its official text."""
        return self.extra.get("form") == "gist"

    def section_text(self, *roles: SectionRole) -> str:
        """Text of the sections with these roles in document order, joined by line breaks."""
        return "\n".join(self.text[s.start : s.end] for s in self.sections if s.role in roles)

    def with_access(self, access: AccessLevel, owner: str) -> "Document":
        """The same document under another access level."""
        return replace(self, access=access, owner=owner)


def content_hash(kind: str, title: str, text: str) -> str:
    """Hash that ignores whitespace, so that a re-wrapped copy is the same document.

    Returns:
        64 hexadecimal digits.
    """
    squeezed = "\x00".join("".join(part.split()) for part in (str(kind), title, text))
    return sha256(squeezed.encode("utf-8", "surrogatepass")).hexdigest()


def document_id(kind: Kind, key: str) -> str:
    """Stable id from the strongest key a document has (identifier, source record id, or content hash).

    Returns:
        ``{kind}-{16 hex digits}``; the same key always gives the same id.
    """
    return f"{kind.value}-{sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
