"""What is understood of the box, as it is shown."""

from search_api.browse.asking_back import AskBack
from search_api.frozen import Frozen
from search_api.query.cutting import Cut


class Likely(Frozen):
    """A way to read the box."""

    reading: str
    """case_number, statute, title, words or case."""
    label: str
    """In Chinese."""
    share: float
    """How plainly the signs speak for it, in [0, 1]; by rule, not a calibrated probability."""


class Found(Frozen):
    """Something found in the text."""

    text: str
    """As written."""
    start: int
    """Code-point offset; -1 where it stands nowhere in particular."""
    end: int
    """End, exclusive."""


class FoundIdentifier(Found):
    """A case number or the number of a case."""

    canonical: str
    """In its canonical form."""
    documents: list[str]
    """Ids of the documents that it leads to; empty when the library holds none."""


class FoundStatute(Found):
    """An article cited."""

    key: str
    """law#article."""
    label: str
    """The article for people."""
    law: str
    """Full name of the law."""
    article: str
    """Number of the article as addresses take it."""


class FoundAmount(Found):
    """A sum of money."""

    yuan: float
    """In yuan."""
    label: str
    """For people, such as 12.5万元."""
    section: str
    """Section in Chinese; empty outside of sections."""


class FoundDay(Found):
    """A day."""

    name: str
    """揭露日 and the like for a named day of a false-statement case; empty for any other."""
    value: str
    """ISO."""


class LikelyType(Frozen):
    """A dispute type that the text may be of."""

    code: str
    """Code such as S07."""
    label: str
    """In Chinese."""
    confidence: float
    """Calibrated probability in [0, 1]."""


class Expanded(Frozen):
    """A lay word with the legal words looked for beside it."""

    word: str
    """As the query has it."""
    terms: list[str]
    """Legal words."""
    weight: float
    """Their weight; a word of the query itself has 1."""


class NextStep(Frozen):
    """The request that goes with the reading."""

    action: str
    """search (GET /v1/search), similar (POST /v1/similar), document (GET /v1/documents/{id}) or statute
    (GET /v1/statutes/{law}/{article})."""
    query: str
    """Words for search, text for similar; empty otherwise."""
    document_id: str
    """Document to open; empty for the other actions."""
    law: str
    """Law to open; empty for the other actions."""
    article: str
    """Article to open; empty for the other actions."""


class Understood(Frozen):
    """Everything understood of the box."""

    reading: str
    """The likeliest reading, or the one that was asked for."""
    label: str
    """In Chinese."""
    confidence: float
    """Its share, in [0, 1]."""
    alternatives: list[Likely]
    """Other readings, likeliest first; send one back as `reading` to change it."""
    text: str
    """The text that was understood; of an uploaded file what was read of it."""
    kind: str
    """What kind of document the text is; other for no particular kind."""
    kind_label: str
    """In Chinese."""
    identifiers: list[FoundIdentifier]
    """Case numbers and numbers of cases."""
    statutes: list[FoundStatute]
    """Articles cited."""
    cause: str
    """Cause of action stated or proposed; empty when unknown."""
    dispute_types: list[LikelyType]
    """Dispute types, likeliest first."""
    parties: dict[str, list[str]]
    """Kinds of parties by side (claiming, answering, third), without names."""
    amounts: list[FoundAmount]
    """Sums, largest first."""
    days: list[FoundDay]
    """Named days first, then the others in order."""
    focus: list[Found]
    """Phrases that say what is in dispute."""
    terms: list[str]
    """Legal terms of the vocabulary that the text uses."""
    expansions: list[Expanded]
    """Legal words looked for beside lay ones."""
    did_you_mean: list[AskBack]
    """Words that may be meant instead; offered, never merged."""
    kept: list[Cut]
    """What of the text is looked for."""
    dropped: list[Cut]
    """What of the text is left out, with why."""
    notes: list[str]
    """What a person should know, in Chinese: pages that could not be read, misplaced quotes."""
    next: NextStep
    """The request to send next for this reading."""
