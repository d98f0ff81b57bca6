"""What of a source must not show in anything made from it: names in every form, numbers, and facts that single it out."""

import re
from dataclasses import dataclass
from enum import StrEnum

from corpora.identifiers import find_case_numbers
from corpora.model import Document
from corpora.redact import find
from corpora.redact import organisations as orgs
from corpora.redact.found import Sensitive
from corpora.redact.recognisers.aliases import familiar_names
from corpora.redact.recognisers.bodies import named_bodies
from corpora.redact.recognisers.masked import is_masked
from corpora.redact.recognisers.person import named, same_person
from corpora.redact.recognisers.shapes import HAN, surname_of
from corpora.text.dictionary import dictionary

_OFFICES = (Sensitive.JUDGE,)
_NUMBERS = frozenset(Sensitive) - {
    Sensitive.PERSON,
    Sensitive.AGENT,
    Sensitive.MEDIATOR,
    Sensitive.JUDGE,
    Sensitive.ORGANISATION,
    Sensitive.ADDRESS,
    Sensitive.BIRTH_DATE,
}


_TELLING_SERIAL = 100
"""From this serial on kind and serial alone (民初9071号) tell the case to whoever knows the court."""
_LONGEST_CORE = 5
"""Characters of a core from which on it is no core but a name that nothing could be taken from (调解中心)."""


class Form(StrEnum):
    """In which form something is known."""

    FULL = "full"
    ALIAS = "alias"
    """曾用名, 绰号, 以下简称, 老李."""
    SHORT = "short"
    """A short form of an organisation: 晨岳证券, 晨岳公司."""
    GIVEN = "given"
    """A given name of two characters without its surname."""
    COVERED = "covered"
    """First and last character with a cover between: 柴*洁, 柴某洁."""
    CORE = "core"
    """A part of an organisation's name that is an everyday word or a place as well."""
    NUMBER = "number"
    """Identity, account, telephone and case numbers, plates, mail addresses."""
    ADDRESS = "address"


SURE = frozenset({Form.FULL, Form.ALIAS, Form.SHORT, Form.NUMBER, Form.ADDRESS})
"""Forms that are a leak wherever they stand; the others may be everyday words."""


@dataclass(frozen=True, slots=True)
class Secret:
    """One text that must not show, what it is a form of, and of whom."""

    text: str
    form: Form
    kind: str
    of: str
    """The full name or number."""


def secrets_of(source: Document, officials: bool = False) -> list[Secret]:
    """Names, short forms, aliases, numbers and addresses of a source, the certain forms first.

    Args:
        source: The document as it is, not redacted.
        officials: Judges and clerks too.
    """
    whole = f"{source.title}\n{source.text}"
    out: dict[str, Secret] = {}
    for name, kind, form, of in _people(source, whole, officials):
        _add(out, Secret(name, form, kind, of))
    for secret in _bodies(source, whole):
        _add(out, secret)
    numbers = {
        *source.identifiers,
        source.case_number,
        source.mediation.record_number if source.mediation else "",
    }
    for number in sorted(n for n in numbers if len(n) > 3):
        _add(out, Secret(number, Form.NUMBER, "case_number", number))
    for found in find_case_numbers(source.text):
        if found.serial >= _TELLING_SERIAL and found.type_code:
            short = f"{found.type_code}{found.serial}号"
            _add(out, Secret(short, Form.NUMBER, "case_number", found.canonical))
        _add(
            out,
            Secret(
                source.text[found.start : found.end],
                Form.NUMBER,
                "case_number",
                source.text[found.start : found.end],
            ),
        )
    for item in find(whole):
        text = whole[item.start : item.end]
        if item.kind in _NUMBERS and len(re.sub(r"\W", "", text)) > 4:
            _add(out, Secret(text, Form.NUMBER, item.kind.value, text))
        elif item.kind is Sensitive.ADDRESS and re.search(r"\d", text) and len(text) > 6:
            _add(out, Secret(text, Form.ADDRESS, "address", text))
    return sorted(out.values(), key=lambda s: (s.form not in SURE, -len(s.text), s.text))


def _add(out: dict[str, Secret], secret: Secret) -> None:
    held = out.get(secret.text)
    if held is None or (held.form not in SURE and secret.form in SURE):
        out[secret.text] = secret


def _people(source: Document, whole: str, officials: bool) -> list[tuple[str, str, Form, str]]:
    names = {n: k.kind for n, k in named(whole)[0].items() if not is_masked(n, whole)}
    for party in source.parties:
        if party.is_person and not is_masked(party.name, whole):
            names.setdefault(party.name, Sensitive.PERSON)
    names |= {name: Sensitive.AGENT for name in source.agents if name not in names and len(name) < 13}
    names |= {
        n: Sensitive.MEDIATOR
        for n in (source.mediation.mediators if source.mediation else ())
        if n not in names
    }
    names |= {name: Sensitive.JUDGE for name in source.judges if name not in names}
    same = same_person(whole)
    out: list[tuple[str, str, Form, str]] = []
    for name, kind in names.items():
        if kind in _OFFICES and not officials:
            continue
        of = same.get(name, name)
        out.append((name, kind.value, Form.ALIAS if name in same else Form.FULL, of))
        given = name[len(surname_of(name)) :]
        if re.fullmatch(f"[{HAN}]{{2}}", given) and name not in same:
            out.append((given, kind.value, Form.GIVEN, name))
            out += [
                (f"{name[: -len(given)]}{cover}{given[-1]}", kind.value, Form.COVERED, name)
                for cover in "*×某○xX"
            ]
    of_name = [name for name in names if name not in same]
    out += [(whole[s:e], names[n].value, Form.ALIAS, n) for s, e, n in familiar_names(whole, of_name)]
    return out


def _bodies(source: Document, whole: str) -> list[Secret]:
    kind = Sensitive.ORGANISATION.value
    out = [
        Secret(name, Form.FULL if name == full else Form.SHORT, kind, full)
        for name, (full, _) in named_bodies(whole).items()
    ]
    full_names = {full for full, _ in named_bodies(whole).values()}
    full_names |= {p.name for p in source.parties if orgs.is_organisation(p.name)}
    own = {source.owner, source.mediation.organisation if source.mediation else ""}
    for full in sorted(full_names | {name for name in own if len(name) > 3}):
        part = orgs.take_apart(full)
        out.append(Secret(full, Form.FULL, kind, full))
        if len(part.core) > _LONGEST_CORE:
            continue
        is_word = dictionary()
        for form in orgs.replacements([full], whole):
            everyday = form in part.distinctive and (is_word(form) or len(form) < len(part.core))
            out.append(Secret(form, Form.CORE if everyday else Form.SHORT, kind, full))
    return out
