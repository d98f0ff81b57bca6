"""Organisations for a dispute: expertise, capacity and area of work (法办〔2021〕313号 asks for these three)."""

import datetime
from collections.abc import Sequence

from experts.matching.dispute import Dispute
from experts.matching.expertise import field_reason
from experts.matching.results import Bar, Barred, Candidate, Reason
from experts.matching.rules import rules
from experts.roster.organisation import Organisation
from experts.roster.person import Person

NATIONWIDE, OWN_CITY = "全国", "本市"


def weigh_organisation(
    organisation: Organisation, people: Sequence[Person], dispute: Dispute, on: datetime.date
) -> Candidate | Barred:
    """An organisation as candidate for a dispute, or barred.

    Args:
        organisation: One of the list.
        people: Its people, whose open cases are its load.
        dispute: With its types.
        on: The day.
    """
    field = field_reason(dispute.types, organisation.fields, rules().organisations)
    capacity = _capacity(organisation, people)
    place = _place(organisation, dispute)
    bar = _bar(organisation, dispute, on, field, capacity, place)
    if bar is not None:
        return Barred(kind="organisation", id=organisation.id, name=organisation.name, bar=bar)
    found = (field, capacity, place, _procedure(organisation, dispute), _court(organisation, dispute, on))
    reasons = tuple(reason for reason in found if reason is not None)
    points = sum(reason.points for reason in reasons)
    return Candidate(
        id=organisation.id,
        name=organisation.name,
        points=points,
        grade=rules().grade(points),
        reasons=reasons,
        mark=organisation.mark,
    )


def _bar(
    organisation: Organisation,
    dispute: Dispute,
    on: datetime.date,
    field: Reason | None,
    capacity: Reason | None,
    place: Reason | None,
) -> Bar | None:
    if organisation.state.state != "on_list":
        return Bar.STATE
    if dispute.court and _court(organisation, dispute, on) is None:
        return Bar.COURT
    if dispute.procedure and organisation.procedures and dispute.procedure not in organisation.procedures:
        return Bar.PROCEDURE
    if dispute.types and field is None:
        return Bar.FIELD
    if capacity is None:
        return Bar.LOAD
    return Bar.PLACE if place is None else None


def _capacity(organisation: Organisation, people: Sequence[Person]) -> Reason | None:
    limit = organisation.capacity.open_cases
    opened = sum(person.load.open for person in people)
    if limit <= opened:
        return None
    table, limits = rules().organisations, rules().limits
    share = (limit - opened) / limit
    step = "light" if share >= limits["light"] else "middle" if share >= limits["middle"] else "heavy"
    text = f"在办{opened}件，容量{limit}件"
    return Reason(kind="load", text=text, points=table[f"capacity_{step}"])


def _place(organisation: Organisation, dispute: Dispute) -> Reason | None:
    table, area = rules().organisations, organisation.area
    if not dispute.region and not dispute.city:
        return Reason(kind="place", text="未限定地区", points=table["place_region"])
    nearest = next((s for s in organisation.stations if dispute.city and s.city == dispute.city), None)
    if nearest is not None:
        return Reason(
            kind="place", text=f"{dispute.city}设有站点“{nearest.name}”", points=table["place_city"]
        )
    if dispute.city and dispute.city in area.cities:
        return Reason(kind="place", text=f"办理范围含{dispute.city}", points=table["place_region"])
    if dispute.region and dispute.region in area.regions:
        return Reason(kind="place", text=f"办理范围含{dispute.region}", points=table["place_region"])
    home = {dispute.city} & set(area.cities) if area.online == OWN_CITY else set()
    if dispute.online and area.online and (area.online in (NATIONWIDE, dispute.region) or home):
        return Reason(kind="place", text=f"可在线办理（范围：{area.online}）", points=table["place_online"])
    return None


def _procedure(organisation: Organisation, dispute: Dispute) -> Reason | None:
    if not dispute.procedure or dispute.procedure not in organisation.procedures:
        return None
    return Reason(
        kind="procedure", text=f"受理{dispute.procedure}程序", points=rules().organisations["procedure"]
    )


def _court(organisation: Organisation, dispute: Dispute, on: datetime.date) -> Reason | None:
    listed = next((c for c in organisation.courts if c.name == dispute.court and c.covers(on)), None)
    if not dispute.court or listed is None:
        return None
    until = f"，至{listed.end}" if listed.end else ""
    return Reason(
        kind="court",
        text=f"已列入{listed.name}{listed.list}名册{until}",
        points=rules().organisations["court"],
    )
