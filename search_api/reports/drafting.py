"""Drafting a report from a folder: what can be known is filled in, what needs judgment stays open."""

import datetime as dt
from collections.abc import Sequence

from indexer.profiles import facts_text
from indexer.viewer import Viewer
from office.folders.models import Folder, FolderItem, SavedSearch, SearchWatch, Verdict
from office.identity import Actor
from search_api.reports import excerpts
from search_api.reports.excerpts import FACTS, report_case, short
from search_api.reports.model import (
    Collection,
    Method,
    Pending,
    ReportCase,
    ReportContent,
)
from search_api.reports.model import Searcher as Person
from search_api.retrieval import Searcher
from search_api.retrieval.fields import field_names
from search_api.retrieval.models import SearchRequest

BEIJING = dt.timezone(dt.timedelta(hours=8))
ORDERS = {
    "relevance": "相关度",
    "date": "时间从近到远",
    "date_asc": "时间从远到近",
    "authority": "法发〔2020〕24号第四条的效力层级",
}
CASE_SHOWN = 200
_RANK = {tier: at for at, tier in enumerate(("guiding", "supreme", "high", "court", "library", "practice"))}


def beijing(moment: dt.datetime) -> str:
    """A moment as reports show it, such as ``2026-11-21 09:30``."""
    return moment.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")


def draft(
    searcher: Searcher,
    actor: Actor,
    folder: Folder | None,
    items: Sequence[FolderItem],
    searches: Sequence[tuple[SavedSearch, SearchWatch]],
    verdicts: Sequence[Verdict],
    at: dt.datetime,
    unusable: Sequence[str] = (),
) -> ReportContent:
    """A report with everything that folder and library tell.

    Args:
        searcher: Over the library.
        actor: Who searched; documents that they may not see are left out.
        folder: The folder; ``None`` for a report without one.
        items: Documents in it.
        searches: Saved searches that belong to it, with what they found for who searched.
        verdicts: Those that count, on documents of the folder.
        at: The moment.
        unusable: Names of saved searches that could not be run.
    """
    viewer = actor.viewer
    held = searcher.holdings(viewer)
    documents = searcher.documents([item.document_id for item in items], viewer)
    decided = {verdict.document_id: verdict for verdict in reversed(verdicts)}
    cases = [
        _decided(report_case(documents[item.document_id], item.note), decided.get(item.document_id))
        for item in items
        if item.document_id in documents
    ]
    own = folder is None or folder.owner == actor.name
    gone = [item.title if own else "" for item in items if item.document_id not in documents]
    return ReportContent(
        searcher=Person(name=actor.label or actor.name, organisation=actor.organisation),
        searched_at=beijing(max((watch.checked for _, watch in searches), default=at)),
        platform="枫桥类案与调解先例检索（本机构部署）",
        collections=[
            Collection(
                label=field_names().value_label("kind", kind),
                count=count,
                newest=_newest(searcher, viewer, kind),
            )
            for kind, count in held.kinds.items()
        ],
        law_checked=held.law_checked,
        methods=[method(*pair) for pair in sorted(searches, key=lambda pair: pair[0].id)],
        pending=_pending(folder),
        cases=sorted(cases, key=lambda case: _RANK.get(case.tier, len(_RANK))),
        limits=_limits(gone, any(case.fictional for case in cases), unusable),
    )


def refreshed(content: ReportContent, fresh: ReportContent) -> ReportContent:
    """An edited report with what came into the folder since: new cases and searches, verdicts where none was given."""
    held = {case.document_id for case in content.cases}
    given = {case.document_id: case for case in fresh.cases}
    cases = [
        case.model_copy(
            update={"similar": given[case.document_id].similar, "reason": given[case.document_id].reason}
        )
        if case.similar is None and not case.reason and case.document_id in given
        else case
        for case in content.cases
    ]
    cases += [case for case in fresh.cases if case.document_id not in held]
    methods = content.methods + [method for method in fresh.methods if method not in content.methods]
    return content.model_copy(
        update={
            "cases": sorted(cases, key=lambda case: _RANK.get(case.tier, len(_RANK))),
            "methods": methods,
            "collections": fresh.collections,
            "law_checked": fresh.law_checked,
            "searched_at": fresh.searched_at,
        }
    )


def method(search: SavedSearch, watch: SearchWatch) -> Method:
    """A saved search as the report's method (art. 5 names the three ways)."""
    statute = any(spec.startswith("statute=") for spec in search.filters)
    way = "案例关联检索" if search.case_text else "法条关联案件检索" if statute else "关键词检索"
    asked = search.query or "（未输入词语，按筛选浏览）"
    if search.case_text:
        asked = f"以案情全文检索（{len(search.case_text)}字）：{short(search.case_text, CASE_SHOWN)}"
    order = (
        "事实、争议焦点、法律适用的相似程度" if search.case_text else ORDERS.get(search.order, search.order)
    )
    if search.home_court:
        order += f"（审理法院：{search.home_court}）"
    return Method(
        way=way,
        asked=asked,
        filters=[*map(filter_words, search.filters), *(f"结果中含“{words}”" for words in search.within)],
        order=order,
        total=watch.total,
        at=beijing(watch.checked),
    )


def filter_words(spec: str) -> str:
    """A filter such as ``kind=judgment,typical`` in Chinese words."""
    names = field_names()
    field, _, values = spec.partition("=")
    negated = field.endswith("!")
    field = field.rstrip("!")
    labels = "、".join(names.value_label(field, value) for value in values.split(","))
    return f"{names.labels.get(field, field)}{'不是' if negated else '：'}{labels}"


def _newest(searcher: Searcher, viewer: Viewer, kind: str) -> str:
    request = SearchRequest(filters=(f"kind={kind}",), sort="date", limit=1, group=False)
    hits = searcher.search(request, viewer).hits
    return hits[0].date.isoformat() if hits and hits[0].date else ""


def _decided(case: ReportCase, verdict: Verdict | None) -> ReportCase:
    if verdict is None:
        return case
    return case.model_copy(update={"similar": verdict.similar, "reason": verdict.reason})


def _pending(folder: Folder | None) -> Pending:
    if folder is None:
        return Pending()
    focus, facts, law, number = folder.focus, "", "", ""
    if folder.pending_case.strip():
        from corpora.parse import parse_text

        document = parse_text(folder.pending_case)
        facts = short(facts_text(document) or document.text, FACTS)
        focus, law, number = focus or excerpts.focus(document), excerpts.laws(document), document.case_number
    return Pending(title=folder.title, case_number=number, facts=facts, focus=focus, law=law)


def _limits(gone: Sequence[str], fictional: bool, unusable: Sequence[str]) -> str:
    lines = ["本次检索限于上列数据范围；范围之外的案例未检索，未检索到不等于不存在。"]
    if gone:
        named = f"：{'；'.join(gone)}" if all(gone) else ""
        lines.append(f"卷宗夹中有{len(gone)}件文书现已不在库中或无权查看，未列入{named}。")
    if unusable:
        lines.append(f"保存的检索“{'”“'.join(unusable)}”的筛选条件现已无法运行，未列入检索方法。")
    if fictional:
        lines.append("标明“示例”的案例为虚构示例，不是真实案件，不得引用。")
    return "\n".join(lines)
