"""Tables and distributions over mediation cases."""

import re
from collections.abc import Callable, Sequence

import numpy as np

from corpora.model import Document
from search_api.reference.guarding import LEAST, SMALL, cells, shown_count, too_few
from search_api.reference.models import Distribution, MethodResult, Table

SETTLED = ("达成协议", "和解撤回")
UNKNOWN = "未记载"
_SPLIT = re.compile(r"[、，,；;/＋+和及]|\s+")
_BRACKETS = re.compile(r"[（(][^）)]*[）)]")
_SHARES = (
    (0.2, "两成以下"),
    (0.4, "两成至四成"),
    (0.6, "四成至六成"),
    (0.8, "六成至八成"),
    (1.0001, "八成至全额"),
)
_OVER = "超过请求金额"
_DAYS = ((7, "7天以内"), (15, "8至15天"), (30, "16至30天"), (60, "31至60天"))
_LONGER = "60天以上"


def settled(document: Document) -> bool:
    """Whether the parties came to terms."""
    return document.outcome in SETTLED


def settled_share(document: Document) -> float | None:
    """Settled sum by claimed sum of a settled case that states both, 0 or more; ``None`` otherwise."""
    facts = document.mediation
    if facts is None or not settled(document) or not facts.claimed or facts.agreed is None:
        return None
    return facts.agreed / facts.claimed if facts.claimed > 0 and facts.agreed >= 0 else None


def settled_days(document: Document) -> float | None:
    """Days to the settlement; ``None`` when it was not settled or the days are not known."""
    facts = document.mediation
    if facts is None or not settled(document) or facts.days is None or facts.days < 0:
        return None
    return float(facts.days)


def outcome_table(cases: Sequence[Document], *, guarded: bool) -> Table:
    """How the cases ended."""
    return _table("outcome", "结案方式", cases, lambda d: [d.outcome or UNKNOWN], guarded=guarded)


def procedure_table(cases: Sequence[Document], *, guarded: bool) -> Table:
    """Procedures, of the cases that state one."""
    stated = [d for d in cases if d.mediation and d.mediation.procedure]
    return _table(
        "procedure",
        "调解程序",
        stated,
        lambda d: [d.mediation.procedure if d.mediation else ""],
        guarded=guarded,
    )


def share_distribution(cases: Sequence[Document], *, guarded: bool) -> Distribution:
    """Settled sum as a share of the claimed sum."""
    return _distribution(
        "share", "达成金额占请求金额", "比例", cases, settled_share, (_SHARES, _OVER), guarded=guarded
    )


def days_distribution(cases: Sequence[Document], *, guarded: bool) -> Distribution:
    """Days from acceptance to settlement."""
    return _distribution("days", "达成协议用时", "天", cases, settled_days, (_DAYS, _LONGER), guarded=guarded)


def methods(cases: Sequence[Document], *, guarded: bool) -> list[MethodResult]:
    """Every method with how often it was used and led to terms; a case may have used several."""
    used: dict[str, list[Document]] = {}
    for document in cases:
        for method in methods_of(document):
            used.setdefault(method, []).append(document)
    rows = []
    for label, held in used.items():
        worked = [d.id for d in held if settled(d)]
        failed = len(held) - len(worked)
        hide = guarded and any(0 < n < SMALL for n in (len(held), len(worked), failed))
        rows.append(
            (
                len(worked),
                MethodResult(
                    label=label,
                    used=None if hide else len(held),
                    settled=None if hide else len(worked),
                    rate=round(len(worked) / len(held), 4) if len(held) >= LEAST and not hide else None,
                    withheld=hide,
                    ids=[] if hide else worked,
                ),
            )
        )
    # What is withheld stands last and by name: its place would tell of its count.
    rows.sort(key=lambda row: (row[1].withheld, 0 if row[1].withheld else -row[0], row[1].label))
    return [row for _, row in rows]


def methods_of(document: Document) -> list[str]:
    """The methods that a record states: 现场, 电话 …"""
    stated = _BRACKETS.sub("", document.mediation.method) if document.mediation else ""
    return list(dict.fromkeys(part for part in _SPLIT.split(stated) if 1 < len(part) <= 12))


def _table(
    name: str,
    label: str,
    cases: Sequence[Document],
    values: Callable[[Document], Sequence[str]],
    *,
    guarded: bool,
) -> Table:
    groups: dict[str, list[str]] = {}
    for document in cases:
        for value in values(document):
            groups.setdefault(value, []).append(document.id)
    ordered = dict(sorted(groups.items(), key=lambda g: (-len(g[1]), g[0])))
    made = cells(ordered, total=len(cases), guarded=guarded)
    return Table(
        name=name,
        label=label,
        cases=shown_count(len(cases), guarded),
        sufficient=len(cases) >= LEAST,
        note=too_few(len(cases), guarded),
        cells=sorted(made, key=lambda c: (c.withheld, c.label if c.withheld else "")) if guarded else made,
    )


def _distribution(
    name: str,
    label: str,
    unit: str,
    cases: Sequence[Document],
    value: Callable[[Document], float | None],
    bands: tuple[Sequence[tuple[float, str]], str],
    *,
    guarded: bool,
) -> Distribution:
    known = [(found, d.id) for d in cases if (found := value(d)) is not None]
    enough = len(known) >= LEAST
    quartiles: list[float | None] = [None, None, None]
    groups: dict[str, list[str]] = {}
    if enough:
        numbers = np.array([number for number, _ in known])
        digits = 4 if name == "share" else 1
        quartiles = [round(float(q), digits) for q in np.quantile(numbers, (0.25, 0.5, 0.75))]
        groups = {band: [] for band in (*(name for _, name in bands[0]), bands[1])}
        for number, id in known:
            groups[next((band for most, band in bands[0] if number <= most), bands[1])].append(id)
    low, middle, high = quartiles
    return Distribution(
        name=name,
        label=label,
        unit=unit,
        cases=shown_count(len(known), guarded),
        sufficient=enough,
        note=too_few(len(known), guarded),
        low=low,
        middle=middle,
        high=high,
        bands=cells(groups, total=len(known), guarded=guarded),
    )
