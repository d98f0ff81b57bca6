"""Where two cases differ: sums, dates, parties, outcome, court, articles."""

from corpora.model import Document
from search_api.cases.parties import SIDE_LABELS, kinds_by_side, told
from search_api.cases.sums import claimed, granted, yuan
from search_api.explain.models import Difference
from search_api.retrieval.fields import field_names
from search_api.retrieval.similarity import dispute_label, statute_label

ARTICLES = 8
"""Articles of one side that are named."""


def differences(query: Document, document: Document) -> list[Difference]:
    """Rows in a fixed order; a row that neither side fills is left out."""
    both = (query, document)
    rows = [
        _row("amount", "请求金额", *(yuan(claimed(d)) for d in both)),
        _row("amount", "判决或达成金额", *(yuan(granted(d)) for d in both)),
        *_dates(query, document),
        *_parties(query, document),
        _row("outcome", "处理结果", query.outcome, document.outcome),
        _row("court", "审理法院或机构", *(d.court.name if d.court else "" for d in both)),
        _row(
            "court",
            "法院级别",
            *(_label("court_level", d.court.level.value if d.court and d.court.level else "") for d in both),
        ),
        _row(
            "court",
            "审理程序",
            *(_label("procedure", d.procedure.value if d.procedure else "") for d in both),
        ),
        _row("law", "案由", query.cause, document.cause),
        _row("law", "纠纷类型", *("、".join(map(dispute_label, d.dispute_types[:2])) for d in both)),
        _row("law", "仅一方引用的法条", _only(query, document), _only(document, query), same=False),
    ]
    return [row for row in rows if row.query or row.document]


def _row(aspect: str, label: str, query: str, document: str, *, same: bool | None = None) -> Difference:
    return Difference(
        aspect=aspect,
        label=label,
        query=query,
        document=document,
        same=query == document if same is None else same,
    )


def _label(field: str, value: str) -> str:
    return field_names().value_label(field, value) if value else ""


def _dates(query: Document, document: Document) -> list[Difference]:
    rows = [
        _row("date", "裁判或结案日期", *(d.date.isoformat() if d.date else "" for d in (query, document)))
    ]
    named = [{k.name: k.value.isoformat() for k in d.key_dates} for d in (query, document)]
    named = [
        dates | {v.name: str(v.value) for v in d.key_values}
        for dates, d in zip(named, (query, document), strict=True)
    ]
    for name in dict.fromkeys([*named[0], *named[1]]):
        rows.append(_row("date", name, named[0].get(name, ""), named[1].get(name, "")))
    return rows


def _parties(query: Document, document: Document) -> list[Difference]:
    kinds = [kinds_by_side(d.parties) for d in (query, document)]
    return [
        _row("party", label, *(told(k.get(side, {})) for k in kinds)) for side, label in SIDE_LABELS.items()
    ]


def _only(one: Document, other: Document) -> str:
    """Articles that only the first cites."""
    others = {s.key for s in other.statutes}
    keys = list(dict.fromkeys(s.key for s in one.statutes if s.article is not None and s.key not in others))
    more = f"等{len(keys)}条" if len(keys) > ARTICLES else ""
    return "、".join(map(statute_label, keys[:ARTICLES])) + more
