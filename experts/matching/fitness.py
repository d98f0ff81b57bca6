"""What a person has to offer a dispute beside expertise: place, load, time, procedure."""

import datetime

from experts.matching.dispute import Dispute
from experts.matching.results import Reason
from experts.matching.rules import rules
from experts.roster.agenda import Agenda, day_name, told
from experts.roster.person import Load, Person
from experts.roster.terms import labels

TWO_WEEKS = 14
ONLINE = frozenset({"音视频", "在线文字", "电话"})


def place_reason(dispute: Dispute, person: Person) -> Reason | None:
    """How the person can be met; ``None`` where there is no way."""
    points = rules().people
    online = dispute.online and not ONLINE.isdisjoint(person.modes)
    if not dispute.region and not dispute.city:
        return Reason(kind="place", text="未限定地区", points=points["place_region"])
    on_site = "现场" in person.modes or not person.modes
    if on_site and dispute.city and dispute.city == person.region.city:
        return Reason(kind="place", text=f"常驻{dispute.city}，可现场", points=points["place_city"])
    if on_site and dispute.region and dispute.region == person.region.region:
        return Reason(kind="place", text=f"常驻{dispute.region}，可现场", points=points["place_region"])
    if on_site and dispute.region in person.areas:
        return Reason(kind="place", text=f"可到{dispute.region}现场", points=points["place_served"])
    if online:
        modes = "、".join(mode for mode in person.modes if mode in ONLINE)
        return Reason(kind="place", text=f"可在线（{modes}）", points=points["place_online"])
    return None


def load_reason(load: Load) -> Reason | None:
    """How much room the load leaves; ``None`` where there is none. No limit set is no room known."""
    if load.free == 0:
        return None
    table, limits = rules().people, rules().limits
    share = load.free / load.limit
    step = "light" if share >= limits["light"] else "middle" if share >= limits["middle"] else "heavy"
    text = f"在办{load.open}件，上限{load.limit}件，还可接{load.free}件"
    return Reason(kind="load", text=text, points=table[f"load_{step}"])


def slot_reason(dispute: Dispute, person: Person, agenda: Agenda, on: datetime.date) -> Reason | None:
    """Half days that fit; ``None`` where there is none on the day wished for, or in the two weeks to come."""
    points = rules().people
    if dispute.wished is None:
        coming = agenda.coming([person], on + datetime.timedelta(days=1), TWO_WEEKS)
        if not coming:
            return None
        step = "slot_open" if len(coming) >= 2 * rules().limits["slots_several"] else "slot_few"
        text = f"两周内可约{len(coming)}个半天，最早{told(*coming[0])}"
        return Reason(kind="slot", text=text, points=points[step])
    free = agenda.free(person, dispute.wished)
    if not free:
        return None
    day = day_name(dispute.wished)
    if dispute.half is None or dispute.half in free:
        halves = (dispute.half,) if dispute.half else free
        text = f"{day}{'、'.join(labels('halves')[half] for half in halves)}可约"
        return Reason(kind="slot", text=text, points=points["slot_wished"])
    text = f"{day}只有{labels('halves')[free[0]]}可约"
    return Reason(kind="slot", text=text, points=points["slot_same_day"])


def procedure_reason(dispute: Dispute, person: Person) -> Reason | None:
    """Whether the procedure is among those the person is good at."""
    if not dispute.procedure or dispute.procedure not in person.procedures:
        return None
    return Reason(kind="procedure", text=f"擅长{dispute.procedure}程序", points=rules().people["procedure"])
