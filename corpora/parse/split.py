"""Sections of a court document, with the parts it quotes from lower instances nested."""

import re
from dataclasses import dataclass

from corpora.model import Section, SectionRole
from corpora.parse import cues
from corpora.parse.roles import party_of
from corpora.parse.units import Unit, trimmed, units

_R = SectionRole
_SECOND = re.compile(rf"^.{{0,16}}(?:{cues.QUOTED_SECOND})")
_FIRST = re.compile(rf"^.{{0,16}}(?:{cues.QUOTED_FIRST})(?!被告|原告|第三人|诉讼|上诉人)")
_OTHER_COURT = re.compile(
    r"^[^，。：:“”]{0,16}?(?!本院)(?:[\u4e00-\u9fa5]{2,18}法院|该院|[\u4e00-\u9fa5]{1,4}(?:高院|中院))[^。]{0,60}(?:查明|认为|认定|判决|裁定)"
)
_TO_OTHER = re.compile(
    r"(?:向|诉至)[^，。]{0,24}(?:法院|该院|[高中]院)[^。]{0,12}?(?:起诉|提起|提出|请求|诉称|申请|上诉)"
)
_TO_OWN = re.compile(r"向(?:本院|最高人民法院).{0,12}(?:上诉|申请|提出|申诉|抗诉)")
_APPEAL = re.compile(r"上诉")
_GOES_ON = re.compile(
    r"^(?:[（(]?(?:[一二三四五六七八九十]+|\d{1,2})[）)]?[、.．，）)]|[（(][一二三四五六七八九十\d]+[）)]|第[一二三四五六七八九十][，,、]|[①-⑳]|首先|其次|再次|最后|关于|综上|因此|此外|同时|故"
    r"|其(?:主要)?理由|主要理由|其中)"
)
_SAME_SPEAKER = re.compile(r"^(?:另|又|再|还|同时|此外)(?:经)?(?:审理)?查明|^(?:上述|以上)")
_ACTOR = re.compile(r"[：:，,。；]|称|认为")
_COVER = 60
_CONFIRMS = re.compile(
    r"^(?:.{0,12}(?:一审|二审|原审|原判|本院)[^，。]{0,24}(?:查明|认定)的(?:其他|其它)?(?:案件)?事实[^。]{0,60}(?:确认|一致|相同|佐证|属实))"
)
"""The own court's confirmation of what a lower one found; counts where 本院 stands in it too."""
_ISSUES = re.compile(r"^.{0,100}(?:争议|审理|讼争)(?:的)?(?:主要)?(?:焦点|问题)")
_OPENING = re.compile(r"(?:因与|为与|与).{4,900}一案[，,].{0,80}(?:不服|立案|受理|提起)")
_SETTLED = re.compile(r"^[^，。：]{0,12}本院[^，。：]{0,12}查明")
_SPOKEN = re.compile(r"(?:称|认为|主张|请求)[：:，,]")
_PARTY_HOLDS = re.compile(
    r"^(?:再审申请人|被申请人|上诉人|被上诉人|申诉人|被申诉人|原告|被告|第三人|[^，。：]{2,24}公司)(?:(?!法院|本院|该院|合议庭)[^，。：])"
    r"{0,24}(?<!法院)(?<!本院)认为[，,：:]"
)
_AGREES = re.compile(r"协议(?:如下)?[：:]?$")
_SAYS = re.compile(r"^(?!证人|本院|经)[^，。：:；（(]{2,30}(?<![名简])称[，,：:]")
_OWN_CLAIM = re.compile(
    r"本院|申请再审|再审(?:申请|请求|称)|上诉(?:请求|称|人|理由|认为)|申诉|抗诉|提交(?:书面)?意见|二审|再审"
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A unit with the role it plays and the instance whose words it gives (0 = the document's own)."""

    unit: Unit
    role: SectionRole
    instance: int


@dataclass(slots=True)
class _State:
    role: SectionRole
    instance: int = 0
    settled: bool = False
    """The own court of an appeal or retrial has begun to tell what it found: nothing but its reasoning follows."""


def split(text: str, *, lower: int) -> tuple[Section, ...]:
    """Sections of a court document in order.

    Args:
        text: The whole document.
        lower: How many lower instances it may quote: 0 for a first instance, 1 for an appeal, 2 for a retrial.

    Returns:
        Outer sections (instance 0) without overlap; after each, the quoted ones (instance 1, 2) that lie in it.
    """
    return assemble(label(units(text), text, lower=lower))


def label(found: list[Unit], text: str, *, lower: int) -> list[Labelled]:
    """Each unit with its role; a unit that ends a reasoning with the ruling in the same line is cut in two."""
    if not found:
        return []
    head_end = _head_end(found)
    party_end = _party_end(found, head_end)
    mark = _ruling_unit(found, party_end)
    closing = _closing_unit(found, mark if mark is not None else party_end, mark is not None)
    labelled = [Labelled(u, _R.HEADER, 0) for u in found[:head_end]]
    labelled += [Labelled(u, _R.PARTIES, 0) for u in found[head_end:party_end]]
    body_end = closing if mark is None else mark + 1
    labelled += _body(found[party_end:body_end], text, lower)
    labelled += [Labelled(u, _R.RULING, 0) for u in found[body_end:closing]]
    labelled += [Labelled(u, _R.CLOSING, 0) for u in found[closing:]]
    return labelled


def _head_end(found: list[Unit]) -> int:
    end = 0
    for index, unit in enumerate(found[:8]):
        squeezed = unit.squeezed
        if party_of(unit) or len(squeezed) > 90 or cues.PROCEEDINGS.search(squeezed):
            break
        is_head = (
            cues.COURT_LINE.match(squeezed)
            and len(squeezed) <= 60
            or cues.DOCUMENT_TITLE.match(squeezed)
            or re.search(r"[（(〔\[]\s*[\d×xX*]{4}\s*[）)〕\]].{1,30}号", squeezed)
            or unit.text.startswith("#")
            or (index == 0 and re.search(r"书$|案$|(?:判决书|裁定书|调解书)[（(]", squeezed))
        )
        if is_head:
            end = index + 1
    return end


def _party_end(found: list[Unit], start: int) -> int:
    end = start
    for index in range(start, len(found)):
        unit = found[index]
        plain = unit.plain
        if index > start and _OPENING.search(plain):
            break
        if party_of(unit) or cues.BESIDE_PARTY.match(plain):
            end = index + 1
        elif index - end >= 3 or cues.PROCEEDINGS.search(plain) or cues.OWN_REASONING.match(plain):
            break
    return end


def _ruling_unit(found: list[Unit], start: int) -> int | None:
    """Index of the last unit that ends with 判决如下 or the like; the ruling follows it."""
    for index in range(len(found) - 1, start - 1, -1):
        ending = found[index].text[-30:]
        bare = re.search(r"(?:判决|裁定|决定)[：:]$", ending) and cues.BASIS.search(found[index].text[-300:])
        if bare and index + 1 < len(found):
            return index
        if cues.RULING_MARK.search(ending):
            tail = found[index].text[-30:].rstrip("：:。，,；; ")
            if re.search(r"(?:如下|协议)$", tail) and index + 1 < len(found):
                return index
    return None


def _closing_unit(found: list[Unit], start: int, has_ruling: bool) -> int:
    floor = start + 2 if has_ruling else start
    for index in range(min(floor, len(found)), len(found)):
        squeezed = found[index].squeezed
        if not cues.CLOSING.match(squeezed):
            continue
        if (
            has_ruling
            or index >= len(found) - 12
            and re.match(r"审判长|审判员|代理审判员|二[〇○ＯO零]|本裁定|本判决|院长|[12]\d{3}年", squeezed)
        ):
            return index
    return len(found)


def _body(body: list[Unit], text: str, lower: int) -> list[Labelled]:
    turn = _with_issues(body, _own_turn(body))
    state = _State(_R.PROCEEDINGS)
    labelled: list[Labelled] = []
    for index, unit in enumerate(body):
        plain = unit.plain
        if index >= turn:
            state.role, state.instance = _R.REASONING, 0
            if index == len(body) - 1:
                labelled += _bare_ruling(unit, text)
                continue
        elif unit.inner and turn < len(body) and cues.OWN_REASONING.match(plain):
            is_remark = (state.role, state.instance) == (_R.CLAIMS, 0)  # on evidence
            state.role = _R.PROCEEDINGS if is_remark else state.role
        elif index == len(body) - 1 and _AGREES.search(unit.text[-30:]):
            state.role, state.instance = _R.PROCEEDINGS, 0
        else:
            _advance(state, plain, lower, first=index == 0)
        labelled += _quoted_ruling(Labelled(unit, state.role, state.instance), text)
    return _claims_below(labelled) if lower else labelled


def _claims_below(labelled: list[Labelled]) -> list[Labelled]:
    """Claims before the first instance's own words are the first instance's where this court's follow after them."""
    told = [i for i, item in enumerate(labelled) if item.instance and item.role is not _R.CLAIMS]
    if not told or not any(i.role is _R.CLAIMS and not i.instance for i in labelled[told[0] + 1 :]):
        return labelled
    result = list(labelled)
    for index, item in enumerate(labelled[: told[0]]):
        is_own = item.instance == 0 and item.role is _R.CLAIMS
        if is_own and not _OWN_CLAIM.search(item.unit.plain[:_COVER]):
            result[index] = Labelled(item.unit, _R.CLAIMS, 1)
        elif is_own:
            break
    return result


def _own_turn(body: list[Unit]) -> int:
    """Index at which the court's own final reasoning begins; ``len(body)`` when there is none."""
    last_facts = -1
    for index, unit in enumerate(body):
        plain = unit.plain
        if unit.inner and len(body) > 12:
            continue
        if cues.OWN_FACTS.match(plain[:_COVER]) and re.search(r"查明", plain[:_COVER]) or _confirms(plain):
            last_facts = index
    if turns := [i for i in range(last_facts + 1, len(body)) if cues.OWN_REASONING.match(body[i].plain)]:
        return next((i for i in turns if not body[i].inner), turns[0])
    for index in range(len(body) - 1, -1, -1):
        if index > last_facts and cues.OWN_REASONING.match(body[index].plain):
            return index
    if body and re.match(r"(?:综上|据此|依照|根据)", body[-1].plain):
        return len(body) - 1
    return len(body)


def _with_issues(body: list[Unit], turn: int) -> int:
    """The turn, moved up to the own paragraph that states the issues where that comes right before it."""
    for index in range(turn - 1, max(turn - 4, 0), -1):
        plain = body[index].plain
        if turn < len(body) and _ISSUES.match(plain[:160]) and re.match(r"根据|综合|结合|归纳|本案", plain):
            return index
    return turn


def _confirms(plain: str) -> bool:
    return bool(_CONFIRMS.match(plain)) and "本院" in plain[:120]


def _advance(state: _State, plain: str, lower: int, *, first: bool) -> None:
    head = plain[:_COVER]
    if lower and _confirms(plain):
        state.role, state.instance = _R.FACTS, 0
        return
    if lower and cues.PROTEST.match(head) and not state.settled:
        state.role, state.instance = _R.CLAIMS, 0
        return
    if state.settled:
        return
    if first and cues.PROCEEDINGS.search(plain) and not cues.FACTS_START.match(plain):
        return
    if part := cues.PART_HEADING.match(plain):
        state.role = _R.CLAIMS if part["claims"] else _R.FACTS
        return
    criticises = state.role is _R.CLAIMS and not state.instance and cues.CRITICISES.match(head)
    if criticises or _GOES_ON.match(head) and not cues.OWN_FACTS.match(head):
        return
    instance = state.instance if _SAME_SPEAKER.match(head) else _instance(state, plain, lower)
    role = _role(state, head, plain)
    if lower and role is _R.REASONING and instance == 0 and (state.role, state.instance) == (_R.FACTS, 0):
        return  # a word on evidence: the court's own reasoning begins at its turn
    if role is not None:
        state.role = role
        state.instance = instance
        state.settled = bool(lower and not instance and role is _R.FACTS and _SETTLED.match(head))
    elif instance and not state.instance and _TO_OTHER.search(_lead(plain)):
        state.role, state.instance = _R.CLAIMS, instance  # a suit told without 诉称
    elif instance != state.instance and instance == 0:
        state.role, state.instance = _R.FACTS, 0  # back to the own court: what was newly filed or heard


def _lead(plain: str) -> str:
    """A paragraph up to where the words of its speaker begin: which court it turns to stands there."""
    spoken = _SPOKEN.search(plain[:120])
    return plain[: spoken.end()] if spoken else plain[:120]


def _instance(state: _State, plain: str, lower: int) -> int:
    if lower == 0:
        return 0
    head = plain[:_COVER]
    actor = _ACTOR.split(head, maxsplit=1)[0]
    if re.match(
        r"^(?:经)?本院|^.{0,30}本院(?:二审|再审|经|另|又|予以|查明|审理)", head
    ) and not _TO_OTHER.search(head[:40]):
        return 0
    if _TO_OWN.search(plain[:120]) or (
        lower == 1
        and re.search(r"上诉(?:请求|称|人.{0,20}上诉)|不服.{0,20}上诉", head)
        and not _TO_OTHER.search(head)
    ):
        return 0
    if lower == 2 and re.search(r"再审(?:请求|称|申请|主张|理由)|申请再审|申诉称|抗诉", head):
        return 2 if _TO_OTHER.search(_lead(plain)) else 0
    if lower == 2 and re.search(r"提交(?:书面)?意见(?:称|认为)?[：:，,]", head):
        return 0
    if (
        lower == 2
        and re.search(r"不服(?:上述|该|前述)?(?:二审|终审|生效)", head)
        and not _TO_OTHER.search(_lead(plain))
    ):
        return 0
    if lower == 2 and (
        _SECOND.match(actor)
        or re.search(r"作出.{0,40}二审(?:判决|裁定)", plain[:100])
        or _APPEAL.search(head)
        and re.search(r"上诉(?:称|请求|认为)|提起上诉|提出上诉", plain[:90])
    ):
        return 2
    if lower == 1 and re.match(r"^.{0,20}二审", actor):
        return 0
    if _FIRST.match(actor) and not re.match(r"^.{0,12}不服", head):
        return 1
    if _TO_OTHER.search(_lead(plain)):
        return min(2, lower) if _APPEAL.search(plain[:140]) and lower == 2 else 1
    if _OTHER_COURT.match(plain[:100]):
        return state.instance or 1
    return state.instance


def _role(state: _State, head: str, plain: str) -> SectionRole | None:
    if state.role is _R.PROCEEDINGS and cues.WITHDRAWS.match(plain):
        return _R.CLAIMS
    if state.role is _R.CLAIMS and _PARTY_HOLDS.match(head):
        return _R.CLAIMS
    if state.role in {_R.PROCEEDINGS, _R.CLAIMS} and _SAYS.match(head):
        return _R.CLAIMS
    if cues.FACTS_START.match(head) and not re.search(r"认为[，：]", head[:24]):
        return _R.FACTS
    claims = cues.CLAIMS.search(head)
    facts = cues.FACTS.search(head)
    reasoning = cues.REASONING.match(head)
    if (
        re.search(r"本院.{0,40}查明.{0,12}(?:事实)?(?:如下)?[：:]$", plain)
        or re.search(r"[：:]$", plain)
        and facts
        and "本院" in head
    ):
        return _R.FACTS
    if claims and reasoning and claims.start() < reasoning.end() and re.search(r"称|上诉|再审", claims[0]):
        return _R.CLAIMS
    if (
        reasoning
        and re.search(r"法院|该院|本院|合议庭|^(?:一审|二审|原审)", reasoning[0])
        and not (facts and facts.start() < reasoning.end())
    ):
        return _R.REASONING
    if (
        facts
        and (not claims or facts.start() < claims.start())
        and re.search(r"法院|本院|[一二再原]审|^审理|^经|该院|对.{0,20}事实", head)
    ):
        return _R.FACTS
    if claims and not (
        state.role is _R.REASONING and not re.search(r"称|请求|上诉|申请再审|答辩", claims[0])
    ):
        return _R.CLAIMS
    if cues.OWN_FACTS.match(head) and state.role is not _R.PROCEEDINGS and facts:
        return _R.FACTS
    if state.role is _R.PROCEEDINGS and re.search(r"认为[，：]", head[:30]):
        return _R.CLAIMS
    return None


def _quoted_ruling(item: Labelled, text: str) -> list[Labelled]:
    """Cut a quoted reasoning where its ruling begins."""
    if item.instance == 0 or item.role is not _R.REASONING:
        return [item]
    matches = [*cues.RULING_MARK.finditer(item.unit.text), *cues.RULING_BARE.finditer(item.unit.text)]
    if not matches:
        return [item]
    at = item.unit.start + matches[-1].end()
    before, after = trimmed(text, item.unit.start, at), trimmed(text, at, item.unit.end)
    parts = [Labelled(before, _R.REASONING, item.instance)] if before else []
    return parts + ([Labelled(after, _R.RULING, item.instance)] if after else [])


def _bare_ruling(unit: Unit, text: str) -> list[Labelled]:
    """The last own unit: its ruling may follow 裁定： in the same line."""
    is_marked = cues.RULING_MARK.search(unit.text[-30:])
    match = None if is_marked else next(reversed([*cues.RULING_BARE.finditer(unit.text)]), None)
    if match is None or not cues.BASIS.search(unit.text[max(0, match.start() - 200) : match.start()]):
        return [Labelled(unit, _R.REASONING, 0)]
    before = trimmed(text, unit.start, unit.start + match.end())
    after = trimmed(text, unit.start + match.end(), unit.end)
    parts = [Labelled(before, _R.REASONING, 0)] if before else []
    return parts + ([Labelled(after, _R.RULING, 0)] if after else [])


def assemble(labelled: list[Labelled]) -> tuple[Section, ...]:
    """Runs of equal labels as sections: quoted runs nest in an outer 审理经过 section."""
    outer: list[list[Labelled]] = []
    for item in labelled:
        role = _R.PROCEEDINGS if item.instance else item.role
        last = outer[-1][-1] if outer else None
        last_role = None if last is None else (_R.PROCEEDINGS if last.instance else last.role)
        if last_role is role:
            outer[-1].append(item)
        else:
            outer.append([item])
    sections: list[Section] = []
    for run in outer:
        role = _R.PROCEEDINGS if run[0].instance else run[0].role
        sections.append(Section(role, run[0].unit.start, run[-1].unit.end))
        inner: list[list[Labelled]] = []
        for item in run:
            if not item.instance:
                continue
            if inner and (inner[-1][-1].role, inner[-1][-1].instance) == (item.role, item.instance):
                inner[-1].append(item)
            else:
                inner.append([item])
        sections += [Section(r[0].role, r[0].unit.start, r[-1].unit.end, "", r[0].instance) for r in inner]
    return tuple(sections)
