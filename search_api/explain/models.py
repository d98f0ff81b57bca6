"""An explanation as it is shown; every offset counts code points of the text it is of."""

from search_api.frozen import Frozen


class Place(Frozen):
    """A range of a text."""

    start: int
    """Code-point offset."""
    end: int
    """End, exclusive."""
    text: str
    """The words there, as written."""


class Evidence(Frozen):
    """A passage of the document that raises one likeness, with the passage of the query that it answers to."""

    query: Place | None
    """In the query; null where it answers to the query as a whole."""
    document: Place
    """In the document."""
    also: list[Place] = []
    """Other places of the document that say the same; without them all the likeness would be lower."""
    also_query: list[Place] = []
    """Other places of the query that say the same."""
    drop: float
    """By how much this likeness is lower when the document's places are taken out; above 0."""
    terms: list[str] = []
    """Words that both passages share, those that say most first."""


class Explanation(Frozen):
    """Evidence for each of the three likenesses, best first."""

    facts: list[Evidence] = []
    """For the likeness of the basic facts."""
    focus: list[Evidence] = []
    """For the likeness of the focus of dispute."""
    law: list[Evidence] = []
    """For the likeness of the applicable law."""
    notes: list[str] = []
    """In Chinese: why a likeness has no passage to show."""


class SharedStatute(Frozen):
    """An article that both cases cite."""

    key: str
    """law#article."""
    label: str
    """The article for people."""


class Shared(Frozen):
    """What both cases have."""

    cause: str = ""
    """Cause of action, when both state the same."""
    dispute_type: str = ""
    """Label of the dispute type, when both are of it."""
    statutes: list[SharedStatute] = []
    """Articles that both cite."""
    laws: list[str] = []
    """Laws that both cite, whatever the articles."""
    terms: list[str] = []
    """Words that say most among those that both use."""


class Difference(Frozen):
    """A row of the table of differences."""

    aspect: str
    """amount, date, party, outcome, court or law."""
    label: str
    """What is compared, in Chinese."""
    query: str
    """As the query has it; empty where it says nothing."""
    document: str
    """As the document has it; empty where it says nothing."""
    same: bool
    """Whether both say the same."""
