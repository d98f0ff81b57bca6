"""The command that finds candidates for a dispute."""

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.cli.library import opened
from ui.cli.options import DEFAULT_HOME, AsJson, Home
from ui.cli.output import fail, print_json, read_text, say

if TYPE_CHECKING:
    from pathlib import Path

    from experts.matching.dispute import Dispute
    from experts.matching.expertise import Precedent
    from experts.matching.results import MatchResult


def register(group: typer.Typer) -> None:
    """Add ``match`` to the group of experts."""
    group.command("match")(match_dispute)


def match_dispute(
    text: Annotated[str, typer.Argument(help="The dispute in words, a file, or - for standard input.")] = "",
    type: Annotated[list[str] | None, typer.Option("--type", help="Dispute type code; repeatable.")] = None,
    region: Annotated[str, typer.Option(help="Province.")] = "",
    city: Annotated[str, typer.Option(help="City.")] = "",
    on_site: Annotated[bool, typer.Option("--on-site", help="The parties do not meet online.")] = False,
    language: Annotated[list[str] | None, typer.Option(help="A language that is needed; repeatable.")] = None,
    procedure: Annotated[str, typer.Option(help="简易, 普通, 小额速调, 疑难复杂 or 批量.")] = "",
    amount: Annotated[float | None, typer.Option(help="Amount in dispute, yuan.")] = None,
    party: Annotated[list[str] | None, typer.Option(help="An applicant; repeatable.")] = None,
    against: Annotated[list[str] | None, typer.Option(help="A respondent; repeatable.")] = None,
    agent: Annotated[list[str] | None, typer.Option(help="An agent, or agent@firm; repeatable.")] = None,
    wished: Annotated[str, typer.Option(help="Day wished for, such as 2026-01-31.")] = "",
    court: Annotated[str, typer.Option(help="The court that refers the case.")] = "",
    case_number: Annotated[str, typer.Option(help="案号 of the case.")] = "",
    purpose: Annotated[str, typer.Option(help="mediate, advise, evaluate or assess.")] = "mediate",
    organisation: Annotated[list[str] | None, typer.Option(help="Only people of it; repeatable.")] = None,
    count: Annotated[int, typer.Option(min=3, max=20, help="People listed at most.")] = 5,
    seed: Annotated[str, typer.Option(help="Of the lot; a new one by default.")] = "",
    keep: Annotated[bool, typer.Option("--keep", help="Keep the match as a matter.")] = False,
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Organisations and people for a dispute, with reasons; who has a conflict is left out."""
    given = {
        "text": _text(text), "types": tuple(type or ()), "region": region, "city": city, "online": not on_site,
        "languages": tuple(language or ()), "procedure": procedure, "amount": amount, "court": court,
        "parties": [{"name": n} for n in party or ()] + [{"name": n, "side": "respondent"} for n in against or ()],
        "agents": [_agent(name) for name in agent or ()], "wished": wished or None, "case_number": case_number,
        "purpose": purpose,
    }  # fmt: skip
    if not given["text"] and not type:
        fail("tell the dispute in words, or its type with --type")
    with opened(home) as desk:
        from experts.matching.appointing import open_matter
        from experts.matching.dispute import Dispute
        from experts.matching.matcher import match
        from experts.recusal import Recusals
        from experts.roster.agenda import AHEAD, Agenda
        from experts.roster.booking import LONGEST
        from experts.roster.keeping import load

        dispute = Dispute.model_validate(given)
        similar = _similar(dispute, home)
        with desk.office.session() as session:
            roster = load(session, desk.seal, private=True)
            if not roster.people:
                fail("the roster is empty: fengqiao experts import FILE, or fengqiao experts sample")
            today = dt.datetime.now().astimezone().date()
            agenda = Agenda.load(session, today, LONGEST if dispute.wished else AHEAD)
            found = match(
                dispute, roster, Recusals.load(session, roster.firm_facts), on=today, seed=seed,
                organisations=organisation or (), precedents=similar, count=count, agenda=agenda,
            )  # fmt: skip
            matter = open_matter(session, desk.seal, desk.actor, found).matter.id if keep else None
    if as_json:
        print_json({**found.model_dump(mode="json", by_alias=True), "matter": matter})
    else:
        _tell(found, matter)


def _text(given: str) -> str:
    from pathlib import Path

    if given == "-" or (given and len(given) < 200 and Path(given).is_file()):
        return read_text(given)
    return given


def _agent(written: str) -> dict[str, str]:
    name, _, firm = written.partition("@")
    return {"name": name, "firm": firm}


def _similar(dispute: "Dispute", home: "Path") -> tuple["Precedent", ...]:
    """Similar records of the library; none where there is no library."""
    from indexer.library import LibraryError
    from indexer.viewer import LOCAL_OWNER
    from indexer.workspace import Workspace
    from search_api.retrieval import Searcher
    from search_api.roster.precedents import precedents

    if not dispute.text.strip():
        return ()
    try:
        workspace = Workspace.open(home)
    except LibraryError:
        return ()
    with workspace:
        return precedents(Searcher(workspace), LOCAL_OWNER, dispute)


def _tell(found: "MatchResult", matter: int | None) -> None:
    from experts.roster.fields import field_labels

    say(f"纠纷类型：{'、'.join(field_labels(found.dispute.types)) or '未能确定'}；抽签种子：{found.seed}")
    for title, rows in (("机构", found.organisations[:5]), ("人员", found.people)):
        say(f"— {title} —")
        for row in rows:
            name: Any = f"{row.name}（{row.organisation}）" if row.organisation else row.name
            say(f"[{row.grade}] {row.id} {name}：{'；'.join(reason.text for reason in row.reasons)}")
    for panel in found.panels:
        say(f"组合：{panel.text}")
    left_out = [
        f"{b.name}（{b.bar.value}{'：' + '、'.join(b.grounds) if b.grounds else ''}）" for b in found.barred
    ]
    if left_out:
        say(f"未列入：{'、'.join(left_out[:15])}")
    for note in (found.shortfall, *found.notes):
        if note:
            say(f"说明：{note}")
    if matter:
        say(f"已登记为第 {matter} 号，下一步：征求各方当事人同意")
