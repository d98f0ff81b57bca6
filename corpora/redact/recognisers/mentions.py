"""People whom no role word introduces: named before a bracket that tells of a person, beside known names, as 某律师."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache

from corpora.redact.lexicon import lexicon
from corpora.redact.recognisers.shapes import DOTTED, END, HAN, dotted_at, has_name_shape, role_before
from corpora.redact.recognisers.statements import can_be_named, plausible

_BRACKET = re.compile(
    rf"(?P<run>[{HAN}·•・]{{2,30}}|[“\"](?P<nick>[{HAN}]{{2,4}})[”\"])[（(](?=(?P<inside>[^（）()\n]{{1,40}})[）)])"
)
_SIDE_BY_SIDE = re.compile(r"(?:[（(][^（）()\n]{1,60}[）)])?(?P<link>[、和与及])")
_CLAUSE = re.compile(rf"(?:^|(?<=[。；，：\n“（(]))(?:\d{{1,2}}[.、．])?(?=[{HAN}]{{4}})", re.M)
_AND_OTHERS = re.compile(
    rf"(?P<run>[{HAN}]{{2,12}})等(?:人|\d+人|[二两三四五六七八九十]+(?:名|人)|工作人员|员工|农民工|被告人|证人)"
)
_LAWYER = re.compile(rf"(?P<name>[{HAN}]{{2,4}})律师(?![事业协所函费集])")
_NICKNAME = re.compile(rf"[“\"](?P<nick>[老小阿大][{HAN}]|[{HAN}][哥姐叔嫂爷总])[”\"]")
_WEAK_ACT = re.compile("[在系以于将与向称因未]")
_PAUSE = re.compile(r"\Z|[、，,。；;（(\n]|等|和|与|及")
_RUN = re.compile(rf"[{HAN}]{{1,12}}\Z")
_MOST = 400
"""Names beyond which neighbours are no longer looked for: a hostile text, not a paper."""


def bracketed(text: str) -> Iterator[tuple[int, int, str]]:
    """Names straight before a bracket that tells of a person (``陈龙（同案被告人，已判刑）``)."""
    for match in _BRACKET.finditer(text):
        if not _tells_of_a_person().search(match["inside"]):
            continue
        if match["nick"]:
            yield match.start("nick"), match.end("nick"), "person.bracket"
        elif (start := _begin(text, match.start("run"), match.end("run"))) is not None:
            yield start, match.end("run"), "person.bracket"


def clause_heads(text: str) -> Iterator[tuple[int, int, str]]:
    """Names of three characters that open a clause and act in it (``，吕金祥代表公司承诺``)."""
    words = lexicon()
    for match in _CLAUSE.finditer(text):
        begin = match.end()
        name = text[begin : begin + 3]
        acts = words.acts.match(text, begin + 3) or _WEAK_ACT.match(text, begin + 3)
        if acts and plausible(name):
            yield begin, begin + 3, "person.clause"


def with_others(text: str) -> Iterator[tuple[int, int, str]]:
    """``…的杨建军等人``."""
    for match in _AND_OTHERS.finditer(text):
        start = _begin(text, match.start("run"), match.end("run"))
        if start is not None:
            yield start, match.end("run"), "person.others"


def lawyers(text: str) -> Iterator[tuple[int, int, str]]:
    """``张晓明律师`` in running text."""
    for match in _LAWYER.finditer(text):
        for length in (3, 2):
            name, begin = match["name"][-length:], match.end("name") - length
            if len(name) < length or not has_name_shape(name) or any(c in lexicon().function for c in name):
                continue
            if not re.match(f"[{HAN}]", text[begin - 1 : begin]) or _leads().search(
                text, max(0, begin - 6), begin
            ):
                yield begin, match.end("name"), "person.lawyer"
            break


def nicknames(text: str) -> Iterator[tuple[int, int, str]]:
    """``“老林”`` and ``“李哥”`` in quotation marks, of known surnames."""
    for match in _NICKNAME.finditer(text):
        if any(char in lexicon().single - lexicon().doubtful for char in match["nick"]):
            yield match.start("nick"), match.end("nick"), "person.nickname"


def neighbours(text: str, names: Iterable[str]) -> dict[str, str]:
    """Names that stand beside known ones (``李甲雄、和建雷、廖栋``), and beside those, each with its known neighbour."""
    known = [name for name in names if len(name) > 1]
    found: dict[str, str] = {}
    at = 0
    while at < len(known) < _MOST:
        batch = sorted(known[at:], key=lambda name: (-len(name), name))
        at = len(known)
        for match in re.finditer("|".join(map(re.escape, batch)), text):
            for name in (_right(text, match.end(), known), _left(text, match.start())):
                if name and name not in found and name not in known:
                    found[name] = match[0]
                    known.append(name)
    return found


def _right(text: str, end: int, known: Collection[str]) -> str | None:
    link = _SIDE_BY_SIDE.match(text, end)
    if link is None:
        return None
    begin = link.end()
    if dotted := dotted_at(text, begin):
        return dotted
    for length in (4, 3, 2):
        name = text[begin : begin + length]
        if len(name) < length or not has_name_shape(name, doubtful=link["link"] == "、"):
            continue
        after = begin + length
        if length == 3 and name[2] in lexicon().function and not _PAUSE.match(text, after):
            continue
        if _closes(text, after, strict=link["link"] != "、"):
            return name if name[:-1] not in known or END.match(text, after) else None
    return None


def _left(text: str, start: int) -> str | None:
    if text[start - 1 : start] != "、":
        return None
    end = start - 1
    if text[end - 1 : end] in "）)":
        opened = max(text.rfind("（", 0, end), text.rfind("(", 0, end))
        if opened < 0 or end - opened > 62:
            return None
        end = opened
    run = _RUN.search(text, max(0, end - 12), end)
    if run is None:
        return None
    begin = _begin(text, run.start(), end)
    return text[begin:end] if begin is not None else None


def _closes(text: str, end: int, *, strict: bool) -> bool:
    if END.match(text, end) or text.startswith(("等", "和", "与", "及"), end):
        return True
    return not strict and text[end - 1] not in lexicon().function and bool(lexicon().follows.match(text, end))


def _begin(text: str, start: int, end: int) -> int | None:
    """Where the name begins that ends at ``end``: the whole run, or what follows a word that leads to a name."""
    run = text[start:end]
    if "·" in run or "•" in run or "・" in run:
        dotted = list(DOTTED.finditer(text, start, end))
        return _after_lead(text, dotted[-1]) if dotted and dotted[-1].end() == end else None
    whole = len(run) <= 4 and not re.match(f"[{HAN}]", text[start - 1 : start])
    if whole and has_name_shape(run, doubtful=True):
        may_lead = run[0] in lexicon().doubtful and run[0] in lexicon().leads
        return start + 1 if may_lead and has_name_shape(run[1:]) else start
    for length in (3, 4, 2):
        begin = end - length
        if begin <= start or not (led := _leads().search(text, max(start, begin - 6), begin)):
            continue
        name = text[begin:end]
        related = bool(role_before(text, begin)) and not any(role_before(text, begin + n) for n in (1, 2))
        if has_name_shape(name, doubtful=len(led[0]) > 1) or (related and length < 4 and can_be_named(name)):
            return begin
    return None


def _after_lead(text: str, dotted: re.Match[str]) -> int:
    """Where a name of several parts begins that a role word (被告人) or 伙同 runs into."""
    first = dotted[0].partition("·")[0]
    for cut in range(len(first) - 1, 0, -1):
        led = _leads().search(text, max(0, dotted.start() - 6), dotted.start() + cut)
        if led and len(led[0]) > 1:
            return dotted.start() + cut
    return dotted.start()


@cache
def _leads() -> re.Pattern[str]:
    words = lexicon()
    roles = "|".join(
        map(re.escape, (*words.roles_longest_first, *sorted(words.leads, key=len, reverse=True)))
    )
    return re.compile(rf"(?:{roles})\Z")


@cache
def _tells_of_a_person() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(lexicon().person_notes, key=len, reverse=True))))
