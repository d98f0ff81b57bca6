"""The form in which an entry is written, and its fields as lines of text."""

import re
from typing import Any

import streamlit as st

from corpora.citations import find_statutes
from corpora.text.numerals import int_to_chinese
from corpora.vocab.disputes import dispute_types
from ui.web.markup import plain
from ui.web.texts import t

LISTS = ("variants", "steps", "evidence")
_BAR = re.compile(r"[|｜]")
_WORDS = re.compile(r"[;；]")


class UnreadableBasis(ValueError):
    """A line of the basis that names no article; the message is the line."""


def lines(entry: dict[str, Any]) -> dict[str, str]:
    """The fields of an entry as they stand in the form: lists one a line."""
    found = {name: "\n".join(entry.get(name) or ()) for name in LISTS}
    for name in ("question", "short_answer", "full_answer", "risk_note", "valid_from", "valid_to", "checked"):
        found[name] = str(entry.get(name) or "")
    found["basis"] = "\n".join(map(_basis_line, entry.get("basis") or ()))
    codes = entry.get("dispute_types") or ()
    found["dispute_types"] = "、".join(kind.label if (kind := dispute_types().get(c)) else c for c in codes)
    return found


def read_basis(text: str) -> list[dict[str, Any]]:
    """The basis of an entry from its lines: article, version and keywords, or a policy paper with its section.

    Raises:
        UnreadableBasis: a line has not three parts, or names no article of a known law.
    """
    found: list[dict[str, Any]] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        parts = [part.strip() for part in _BAR.split(line)]
        if len(parts) != 3:
            raise UnreadableBasis(line)
        words = [word.strip() for word in _WORDS.split(parts[2]) if word.strip()]
        if parts[0].endswith(".txt"):
            found.append({"policy": parts[0], "section": parts[1], "keywords": words})
            continue
        cited = find_statutes(parts[0])
        if len(cited) != 1 or not cited[0].article:
            raise UnreadableBasis(line)
        one = {"law": cited[0].law, "article": cited[0].article, "version": parts[1], "keywords": words}
        found.append(one | ({"suffix": cited[0].suffix} if cited[0].suffix else {}))
    return found


def form(key: str, entry: dict[str, Any]) -> dict[str, Any] | None:
    """Draw the form; the entry as the service takes it, with ``note``, once it was sent."""
    shown = lines(entry)
    codes = [kind.code for kind in dispute_types().all()]
    with st.form(f"write-{key}"):
        values = {
            name: st.text_area(t(f"answers.field_{name}"), shown[name], height=height, max_chars=5000, key=f"{key}-{name}")
            for name, height in (
                ("question", 68), ("variants", 150), ("short_answer", 90), ("full_answer", 200), ("steps", 120),
                ("evidence", 120), ("risk_note", 80), ("basis", 120),
            )
        }  # fmt: skip
        st.caption(t("answers.basis_form"))
        types = st.multiselect(
            t("answers.field_dispute_types"), codes, [c for c in entry.get("dispute_types") or () if c in codes],
            format_func=lambda code: plain(f"{code} {kind.label if (kind := dispute_types().get(code)) else ''}"),
            key=f"{key}-types",
        )  # fmt: skip
        days = {}
        names = ("valid_from", "valid_to", "checked")
        for column, name in zip(st.columns(3), names, strict=True):
            days[name] = column.text_input(
                t(f"answers.field_{name}"),
                shown[name],
                max_chars=10,
                placeholder="2026-01-31",
                key=f"{key}-{name}",
            )
        note = st.text_input(t("answers.version_note"), max_chars=1000, key=f"{key}-note")
        if not st.form_submit_button(t("answers.bank_send"), type="primary"):
            return None
    try:
        basis = read_basis(values.pop("basis"))
    except UnreadableBasis as error:
        st.error(t("answers.basis_bad", line=plain(str(error))))
        return None
    made: dict[str, Any] = {name: text.strip() for name, text in values.items()}
    for name in LISTS:
        made[name] = [line.strip() for line in made[name].splitlines() if line.strip()]
    made |= {name: text.strip() for name, text in days.items() if text.strip()}
    return made | {"basis": basis, "dispute_types": types, "note": note.strip()}


def _basis_line(basis: dict[str, Any]) -> str:
    words = "；".join(basis["keywords"])
    if "policy" in basis:
        return f"{basis['policy']}｜{basis['section']}｜{words}"
    tail = f"之{int_to_chinese(basis['suffix'])}" if basis.get("suffix") else ""
    return f"《{basis['law']}》第{int_to_chinese(basis['article'])}条{tail}｜{basis['version']}｜{words}"
