"""Commands of appointments: experts matters, matter, step."""

import datetime as dt
import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.cli.library import opened
from ui.cli.options import DEFAULT_HOME, AsJson, Home
from ui.cli.output import fail, print_json, say

if TYPE_CHECKING:
    from search_api.roster.views import MatterView

Number = Annotated[int, typer.Argument(min=1, help="Number of the matter.")]


def register(group: typer.Typer) -> None:
    """Add these commands to the group of experts."""
    group.command("matters")(matters)
    group.command("matter")(matter)
    group.command("step")(step)


def matters(
    state: Annotated[str, typer.Option(help="consent, refused, referred, selected or closed.")] = "",
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Appointments, newest first; parties are not named."""
    with opened(home) as desk:
        from experts.matching.matter import STATES
        from office.roster import matters as stored
        from search_api.roster.rows import matter_row

        if state and state not in STATES:
            fail(f"--state {state}: choose one of {', '.join(STATES)}")
        with desk.office.reading() as session:
            rows = [matter_row(row) for row in stored.matters(session, "", state, 1000, 0)[0]]
    if as_json:
        print_json([row.model_dump() for row in rows])
        return
    for row in rows:
        say(f"{row.id:4} {row.state_label} {'、'.join(row.types)} {row.at:%Y-%m-%d}")
    say(f"{len(rows)} matters")


def matter(number: Number, home: Home = DEFAULT_HOME, as_json: AsJson = False) -> None:
    """One appointment: parties, candidates, who serves, meetings, every step."""
    with opened(home) as desk:
        from experts.matching.appointing import read_matter
        from experts.roster.agenda import Agenda
        from experts.roster.keeping import load
        from search_api.roster.rows import matter_view

        today = dt.datetime.now().astimezone().date()
        with desk.office.reading() as session:
            held = read_matter(session, desk.seal, desk.actor, number)
            view = matter_view(held, load(session, desk.seal), Agenda.load(session, today), today)
    _tell(view, as_json)


def step(
    number: Number,
    name: Annotated[
        str,
        typer.Argument(help="consent, refer, pick, ballot, appoint, meet, cancel, object, replace or close."),
    ],
    values: Annotated[
        list[str],
        typer.Argument(
            help="What the step needs, as name=value: consent party=1 given=true form=书面; refer organisation=O01; "
            "pick party=1 person=P001; ballot party=1 struck=P002 ranked=P001,P003; appoint people=P001,P002 "
            "presiding=P001 reason=…; meet day=2026-01-31 half=am; object party=1 reason=…; replace person=P001 "
            "reason=…; close outcome=agreed on=2026-01-31. Parties count from 1."
        ),
    ],
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Take a step of an appointment; whoever it puts in charge is checked at that moment."""
    detail = dict(_value(text) for text in values)
    with opened(home) as desk:
        from experts.matching.appointing import take_step
        from experts.roster.agenda import Agenda
        from experts.roster.keeping import load
        from search_api.roster.rows import matter_view
        from search_api.roster.views import StepBody

        StepBody.model_validate({"step": name, "detail": detail})
        today = dt.datetime.now().astimezone().date()
        with desk.office.session() as session:
            held = take_step(session, desk.seal, desk.actor, number, name, detail, today)
            view = matter_view(held, load(session, desk.seal), Agenda.load(session, today), today)
    _tell(view, as_json)


LISTS = ("people", "struck", "ranked")


def _value(text: str) -> tuple[str, Any]:
    name, mark, value = text.partition("=")
    if not mark or not name:
        fail(f"{text}: write NAME=VALUE, such as party=1")
    if name in LISTS:
        return name, [one for one in value.split(",") if one]
    if name == "party":
        if not value.isdigit() or int(value) < 1:
            fail(f"{text}: parties are numbered from 1")
        return name, int(value) - 1
    if name == "given":
        if value not in ("true", "false"):
            fail(f"{text}: write given=true or given=false")
        return name, json.loads(value)
    return name, value


def _tell(view: "MatterView", as_json: bool) -> None:
    if as_json:
        print_json(view.model_dump(mode="json", by_alias=True))
        return
    course, named = view.course, view.names
    say(f"第{view.id}号 {view.state_label} {'、'.join(view.types)}；抽签种子：{view.result.seed}")
    said = {None: "尚未征求", True: "同意", False: "不同意"}
    for number, party in enumerate(view.result.dispute.parties):
        say(f"当事人{number + 1} {party.name}：{said[course.consents.get(number)]}")
    if view.state == "referred":
        left = "、".join(f"{named.get(id, id)}（{id}）" for id in course.open_list)
        say(f"候选：{left}；每方最多划去{view.strikes}人")
    if course.selection:
        people = "、".join(named.get(id, id) for id in course.selection.people)
        say(f"承办：{people}；主持：{named.get(course.selection.presiding, '')}（{course.selection.way}）")
    for meeting in course.meetings:
        say(f"约定时间：{meeting.day}{'上午' if meeting.half == 'am' else '下午'}")
    for one in view.steps:
        say(f"{one.at:%Y-%m-%d %H:%M} {one.who} {one.step} {json.dumps(one.detail, ensure_ascii=False)}")
