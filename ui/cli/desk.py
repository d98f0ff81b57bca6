"""Commands of the search desk: understand, suggest, compare, statute, reference, document."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.options import DEFAULT_HOME, AsJson, EngineName, Filters, Home, Limit, Urls
from ui.cli.output import plain_errors, print_json, read_text, say

if TYPE_CHECKING:
    from search_api.retrieval import Searcher

File = Annotated[str, typer.Argument(help="A file with the text of a case, or - for standard input.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    for command in (understand, suggest, compare, statute, reference, document):
        app.command()(command)


@contextmanager
def _searcher(home: Path, engine: str | None, url: list[str] | None) -> Iterator["Searcher"]:
    with plain_errors():
        from indexer.engine.choice import EngineChoice
        from indexer.workspace import Workspace
        from search_api.retrieval import Searcher

        with Workspace.open(home, engine=EngineChoice.make(engine, url or ())) as workspace:
            yield Searcher(workspace)


def understand(
    text: Annotated[str, typer.Argument(help="Words, a case number, an article; a file name; or - .")],
    home: Home = DEFAULT_HOME,
    engine: EngineName = None,
    url: Urls = None,
    as_json: AsJson = False,
) -> None:
    """Say what something put into the search box is, and what is understood of it."""
    with _searcher(home, engine, url) as searcher:
        from indexer.viewer import LOCAL_OWNER
        from search_api.query.box import understand_box

        given = read_text(text) if text == "-" or (len(text) < 300 and Path(text).is_file()) else text
        found = understand_box(searcher.context, given, LOCAL_OWNER)
    if as_json:
        print_json(found.model_dump(mode="json"))
        return
    others = "，".join(f"{a.label} {a.share:.0%}" for a in found.alternatives)
    say(f"理解为：{found.label}（{found.confidence:.0%}）" + (f"；也可能是：{others}" if others else ""))
    types = "，".join(f"{t.label} {t.confidence:.0%}" for t in found.dispute_types[:3])
    for label, value in (
        ("案由", found.cause),
        ("纠纷类型", types),
        ("当事人", "；".join("、".join(kinds) for kinds in found.parties.values())),
        ("法条", "、".join(s.label for s in found.statutes)),
        ("金额", "、".join(a.label for a in found.amounts)),
        ("争点", "；".join(f.text for f in found.focus)),
        ("同义扩展", "；".join(f"{e.word}→{'、'.join(e.terms)}" for e in found.expansions)),
        ("您是否要找", "、".join(a.other for a in found.did_you_mean)),
        ("未用于检索", "、".join(f"{c.label}（{c.why}）" for c in found.dropped)),
    ):
        if value:
            say(f"  {label}：{value}")


def suggest(
    words: Annotated[str, typer.Argument(help="What is typed so far; Chinese or pinyin.")],
    home: Home = DEFAULT_HOME,
    limit: Limit = 10,
    engine: EngineName = None,
    url: Urls = None,
    as_json: AsJson = False,
) -> None:
    """Suggest causes, courts, institutions, statutes and terms."""
    with _searcher(home, engine, url) as searcher:
        from indexer.viewer import LOCAL_OWNER
        from search_api.browse.suggesting import suggest as suggestions

        found = suggestions(searcher.context, words, LOCAL_OWNER, limit=limit)
    if as_json:
        print_json([s.model_dump() for s in found])
        return
    for s in found:
        count = f" {s.count}" if s.count is not None else ""
        say(f"{s.kind:<12}{s.text}{count}  {s.hint}".rstrip())


def compare(
    file: File,
    document_id: Annotated[str, typer.Argument(help="Id of the document to compare with.")],
    home: Home = DEFAULT_HOME,
    engine: EngineName = None,
    url: Urls = None,
    as_json: AsJson = False,
) -> None:
    """Compare a case with a document: matching passages, what both share, where they differ."""
    with _searcher(home, engine, url) as searcher:
        from indexer.viewer import LOCAL_OWNER
        from search_api.explain.comparing import compare_pair

        found = compare_pair(
            searcher.context, text=read_text(file), document_id="", with_id=document_id, viewer=LOCAL_OWNER
        )
    if as_json:
        print_json(found.model_dump(mode="json"))
        return
    from ui.cli.results import show_evidence

    scores = found.similarity
    for name, value in (("事实", scores.facts), ("焦点", scores.focus), ("法律适用", scores.law)):
        say(f"{name} {'—' if value is None else f'{value:.2f}'}")
    show_evidence(found.evidence)
    for row in found.differences:
        say(f"  {'＝' if row.same else '≠'} {row.label}：{row.query or '—'} | {row.document or '—'}")


def statute(
    law: Annotated[str, typer.Argument(help="Name of the law, full or short.")],
    article: Annotated[str, typer.Argument(help="Number: 85, 85-1, 第八十五条.")],
    home: Home = DEFAULT_HOME,
    limit: Limit = 10,
    engine: EngineName = None,
    url: Urls = None,
    as_json: AsJson = False,
) -> None:
    """Show an article and the cases that cite it."""
    with _searcher(home, engine, url) as searcher:
        from indexer.viewer import LOCAL_OWNER
        from office.answers.current import current_bank
        from search_api.browse.statutes import statute_key, statute_page

        page = statute_page(
            searcher.context,
            statute_key(law, article),
            LOCAL_OWNER,
            entries=current_bank(home).entries,
            limit=limit,
        )
    if as_json:
        print_json(page.model_dump(mode="json"))
        return
    say(f"{page.rule.label}{'（要点，非条文原文）' if page.rule.gist else ''} {page.rule.version}".rstrip())
    say(page.full_text or "（本库没有条文）")
    for answer in page.answers:
        say(f"  问答 {answer.id} {answer.question}")
    say(f"援引 {page.total} 件")
    for item in page.items:
        say(f"  {item.date or '—'} {item.title} {item.outcome} {item.id}")


def reference(
    file: File,
    home: Home = DEFAULT_HOME,
    filter: Filters = None,
    engine: EngineName = None,
    url: Urls = None,
    as_json: AsJson = False,
) -> None:
    """Tell what similar mediations came to; no shares from fewer than 30 cases."""
    with _searcher(home, engine, url) as searcher:
        from indexer.viewer import LOCAL_OWNER
        from search_api.reference.service import reference as statistics

        found = statistics(
            searcher.context, text=read_text(file), filters=tuple(filter or ()), viewer=LOCAL_OWNER
        )
    if as_json:
        print_json(found.model_dump(mode="json"))
        return
    say(f"相似调解案例 {found.cases} 件（示例 {found.fictional} 件）")
    say("结案方式：" + "，".join(f"{c.label} {c.count}" for c in found.outcomes.cells))
    for spread in (found.share, found.days):
        told = f"{spread.low} / {spread.middle} / {spread.high} {spread.unit}（四分位）"
        say(f"{spread.label}：{told if spread.sufficient else spread.note}")
    say("方式：" + "，".join(f"{m.label} {m.settled}/{m.used}" for m in found.methods))
    for notice in found.notices:
        say(notice)


def document(
    id: Annotated[str, typer.Argument(help="Id of the document.")],
    home: Home = DEFAULT_HOME,
    for_parties: Annotated[
        bool, typer.Option("--for-parties", help="The redacted page in plain words.")
    ] = False,
    docx: Annotated[Path | None, typer.Option("--docx", help="Write it as a Word file.")] = None,
    engine: EngineName = None,
    url: Urls = None,
    as_json: AsJson = False,
) -> None:
    """Show how a document is cited, with its linked instances and key dates; or write it as a file."""
    with _searcher(home, engine, url) as searcher:
        from indexer.viewer import LOCAL_OWNER
        from search_api.browse.instances import instances
        from search_api.documents.citation import citation
        from search_api.documents.for_parties import parties_page, parties_paper
        from search_api.documents.timeline import timeline
        from search_api.documents.word import document_paper
        from search_api.papers import to_docx
        from search_api.retrieval.asked import document_of

        found = document_of(searcher.context, id, LOCAL_OWNER)
        page = parties_page(searcher.context, found, LOCAL_OWNER) if for_parties else None
        linked, line = instances(searcher.context, found, LOCAL_OWNER), timeline(found)
        value = {
            "id": found.id,
            "title": found.title,
            "citation": citation(found),
            "instances": [i.model_dump() for i in linked],
            "timeline": line.model_dump(mode="json"),
        }
        if docx is not None:
            docx.write_bytes(to_docx(parties_paper(page) if page else document_paper(found)))
    if as_json:
        print_json(page.model_dump() if page else value)
    elif page is not None:
        for part in (page.title, page.happened, page.outcome, page.result, page.why, *page.notices):
            say(part)
    else:
        say(citation(found))
        for event in line.events:
            say(f"  {event.date} {event.name}")
        for other in linked:
            say(f"  {other.relation}：{other.title} {other.id}")
