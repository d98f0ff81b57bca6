"""Names of organisations, whole and shortened, and what stands for them (``organisations.yaml``)."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict

_HAN = "\u3400-\u9fff"
_BORDER = "，。；：、！？\\s（(《“”\"'》）)与和及向由被对将在是经请为从让跟给到称因自把"
_LETTERS = "甲乙丙丁戊己庚辛壬癸"
LEAST = 2
"""Characters of the shortest distinctive name that is looked for by itself."""


class Words(BaseModel):
    """What is known of the names of organisations."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    forms: list[str]
    branches: list[str]
    business: list[str]
    categories: dict[str, list[str]]
    nouns: list[str]
    ends: list[str]
    generic: list[str]
    before: list[str]
    mediation_body: str

    def category(self, name: str) -> str:
        """What kind of organisation a name is of."""
        found = (c for c, words in self.categories.items() if any(word in name for word in words))
        return next(found, "公司")


@cache
def words() -> Words:
    """The shipped words.

    Raises:
        pydantic.ValidationError: the file does not have its shape.
    """
    return Words.model_validate(
        yaml.safe_load((files(__package__) / "organisations.yaml").read_text("utf-8"))
    )


@dataclass(frozen=True, slots=True)
class Name:
    """A full name taken apart: 晨岳证券股份有限公司潮汀路营业部."""

    full: str
    base: str
    """Without branch: 晨岳证券股份有限公司."""
    branch: str
    """潮汀路营业部; empty for none."""
    short: str
    """Without legal form: 晨岳证券."""
    core: str
    """Without words of the trade: 晨岳."""

    @property
    def distinctive(self) -> tuple[str, ...]:
        """The core, and of a long one (澄江穗丰, 沐川精铸) each half: people shorten to either."""
        return (self.core,) if len(self.core) < 4 else (self.core, self.core[-2:], self.core[:2])


def take_apart(full: str) -> Name:
    """The parts of a full name."""
    known = words()
    base, branch = full, ""
    ends = "|".join(map(re.escape, sorted(known.branches, key=len, reverse=True)))
    if match := re.fullmatch(rf"(.{{2,}}?(?:公司|银行|集团|信用社))(.{{0,12}}?(?:{ends}))", full):
        base, branch = match[1], match[2]
    short = _without(base, known.forms, once=True)
    core = _without(short, known.business, once=False)
    return Name(full, base, branch, short, core if len(core) >= LEAST else short)


def is_organisation(name: str) -> bool:
    """Whether a name ends or is built as those of organisations are."""
    known = words()
    ends = (
        *known.forms,
        *known.branches,
        *known.business,
        "委员会",
        "中心",
        "协会",
        "工作室",
        "部",
        "站",
        "局",
        "院",
    )
    return name.endswith(tuple(ends)) and len(name) > 3


def full_names(text: str) -> list[str]:
    """Full names of companies and firms that stand in a text after a border, each once."""
    pattern = (
        rf"(?:^|(?<=[{_BORDER}]))([{_HAN}]{{2,18}}?(?:有限责任公司|股份有限公司|有限公司|合伙企业|[{_HAN}]师事务所)"
        rf"(?:[{_HAN}]{{2,8}}?(?:分公司|营业部|支公司|分部))?)"
    )
    return list(dict.fromkeys(re.findall(pattern, text)))


def replacements(names: Iterable[str], text: str = "", kept: str = "") -> dict[str, str]:
    """What stands for each form under which these organisations occur.

    Organisations of one category are told apart by 甲, 乙 …; a branch is named after its organisation.

    Args:
        names: Full names.
        text: Where they occur; what is a place there (澄江市) does not stand for an organisation by itself.
        kept: Names in which a part means something else.

    Returns:
        Text to be replaced → what stands for it; longer texts are meant to be replaced first.
    """
    known = words()
    parts = [take_apart(name) for name in dict.fromkeys(names)]
    by_category: defaultdict[str, list[str]] = defaultdict(list)
    for part in parts:
        bearers = by_category[known.category(part.base)]
        if part.core not in bearers:
            bearers.append(part.core)
    out: dict[str, str] = {}
    for part in parts:
        for form, stands in _forms(part, by_category, known).items():
            if not (len(form) == LEAST and (form in kept or re.search(rf"{form}[省市区县州镇乡路]", text))):
                out.setdefault(form, stands)
    return {form: stands for form, stands in out.items() if "某" not in form}


def labels(names: Iterable[str], known: MutableMapping[str, str]) -> None:
    """Give every new full name what stands for it (某甲证券公司), kept apart from what ``known`` holds already.

    Args:
        names: Full names in the order of the text.
        known: Full name to what stands for it; extended in place, so that a series of documents agrees.
    """
    new = [take_apart(name) for name in dict.fromkeys(names) if name not in known]
    of_core = {take_apart(name).core: _without_branch(stands) for name, stands in known.items()}
    bearers = Counter(
        words().category(part.base) for part in {p.core: p for p in new}.values() if part.core not in of_core
    )
    used = set(of_core.values())
    for part in new:
        category = words().category(part.base)
        if part.core not in of_core:
            alone = bearers[category] == 1
            choices = ([f"某{category}"] if alone else []) + [f"某{letter}{category}" for letter in _LETTERS]
            choices += [
                f"某{number}{category}" for number in range(len(_LETTERS) + 1, len(used) + len(_LETTERS) + 3)
            ]
            of_core[part.core] = next(choice for choice in choices if choice not in used)
            used.add(of_core[part.core])
        end = next(
            (e for e in sorted(words().branches, key=len, reverse=True) if part.branch.endswith(e)), ""
        )
        known[part.full] = of_core[part.core] + (f"某{end}" if end else "")


def _without_branch(stands: str) -> str:
    return re.sub(rf"某(?:{'|'.join(words().branches)})$", "", stands)


def _forms(part: Name, by_category: Mapping[str, list[str]], known: Words) -> dict[str, str]:
    category = known.category(part.base)
    bearers = by_category[category]
    at = bearers.index(part.core)
    letter = "" if len(bearers) == 1 else _LETTERS[at] if at < len(_LETTERS) else str(at + 1)
    stands = f"某{letter}{category}"
    out = {part.full: stands, part.base: stands, part.short: stands}
    if part.branch:
        end = next(e for e in sorted(known.branches, key=len, reverse=True) if part.branch.endswith(e))
        out |= {part.full: f"{stands}某{end}"}
        if part.branch != end:
            out[part.branch] = f"某{end}"
    if len(part.core) >= LEAST:
        pieces = {part.core, *part.distinctive, part.core[:2], part.core[-2:], part.core[:3]}
        out |= {piece + noun: stands for piece in pieces if len(piece) >= LEAST for noun in known.nouns}
        out |= dict.fromkeys(part.distinctive, stands)
    return out


def _without(name: str, endings: list[str], *, once: bool) -> str:
    ordered = sorted(endings, key=len, reverse=True)
    while (
        end := next((e for e in ordered if name.endswith(e) and len(name) - len(e) >= LEAST), None)
    ) is not None:
        name = name[: -len(end)]
        if once:
            break
    return name
