"""Statistics as they are shown."""

from search_api.frozen import Frozen


class Cell(Frozen):
    """One value of a table with the cases behind it."""

    label: str
    """The value in Chinese."""
    count: int | None
    """How many cases; null where it is withheld."""
    share: float | None
    """Share of the table's cases in [0, 1]; null where it is withheld or the cases are too few."""
    withheld: bool
    """Whether a small count is withheld because its cases belong to other organisations."""
    ids: list[str]
    """Cases behind the number, most alike first; empty where the count is withheld."""


class Table(Frozen):
    """Counts by value."""

    name: str
    """outcome, method, procedure, share or days."""
    label: str
    """In Chinese."""
    cases: int | None
    """Cases that say something of it; null where that is withheld."""
    sufficient: bool
    """Whether there are enough cases for shares and a distribution."""
    note: str
    """In Chinese: 样本不足 with the count, or what is left out; empty otherwise."""
    cells: list[Cell]
    """Values, commonest first; bands in their order."""


class Distribution(Frozen):
    """A spread of numbers; the figures are null while the cases are too few."""

    name: str
    """share (settled sum by claimed sum) or days."""
    label: str
    """In Chinese."""
    unit: str
    """比例 or 天."""
    cases: int | None
    """Cases with both figures; null where that is withheld."""
    sufficient: bool
    """Whether there are enough cases."""
    note: str
    """In Chinese: 样本不足 with the count; empty when sufficient."""
    low: float | None
    """First quartile."""
    middle: float | None
    """Median."""
    high: float | None
    """Third quartile."""
    bands: list[Cell]
    """Cases by band, in order; empty while the cases are too few."""


class MethodResult(Frozen):
    """A method of mediation and what it came to."""

    label: str
    """The method."""
    used: int | None
    """Cases in which it was used; null where that is withheld."""
    settled: int | None
    """Those of them that were settled; null where that is withheld."""
    rate: float | None
    """Share settled; null while the cases are too few."""
    withheld: bool
    """Whether a small count is withheld."""
    ids: list[str]
    """Settled cases in which it was used, most alike first; empty where withheld."""


class Reference(Frozen):
    """What similar mediations came to."""

    cases: int | None
    """Similar mediation cases that the viewer may see; null where that is withheld."""
    ids: list[str]
    """Those cases, most alike first; empty where withheld."""
    fictional: int
    """How many of them are made-up sample material."""
    dispute_types: list[str]
    """Labels of the dispute types that the cases were held to; empty when none was clear."""
    least: int
    """Cases from which on shares and distributions are shown."""
    withheld_below: int
    """Counts below this are withheld from those to whom some of the cases are shown redacted."""
    outcomes: Table
    """How they ended."""
    share: Distribution
    """Settled sum as a share of the claimed sum, of settled cases that state both."""
    days: Distribution
    """Days from acceptance to settlement, of settled cases."""
    methods: list[MethodResult]
    """Methods, those with most settled cases first."""
    procedures: Table
    """Procedures used."""
    notices: list[str]
    """What a reader must know, in Chinese."""
