"""What in a case would tell who somebody is: proposed replacements, shown in place and decided one by one."""

import re
from collections.abc import Mapping

from pydantic import BaseModel, Field

from corpora.identifiers import find_case_numbers
from corpora.model import Document
from corpora.redact import redact
from corpora.redact.everyday import meant
from search_api.releases.model import Block, CaseContent, Kept

POLICY = "release"
NUMBER = "（案号略）"
"""What stands for a case number."""
_SHORTEST = 2
_PEOPLE = ("person", "agent", "mediator", "judge")


class Proposal(BaseModel):
    """A span that should be replaced before publication."""

    place: str = Field(description="title, subtitle, or SECTION/BLOCK.")
    start: int = Field(description="Code point in that text.")
    end: int = Field(description="Code point in that text, exclusive.")
    text: str = Field(description="What stands there.")
    kind: str = Field(description="person, organisation, phone …")
    replacement: str = Field(description="What would stand there.")
    why: str = Field(description="How it was recognised.")


def proposals(content: CaseContent, source: Document | None) -> list[Proposal]:
    """Everything undecided: neither replaced in the text nor allowed to stay.

    Names that the source introduces are looked for everywhere in the case, with the pseudonym they have in the
    whole source, so that one person keeps one pseudonym; the redactor finds the rest in each text by itself.

    Args:
        content: The case as it stands.
        source: The document it was drafted from; ``None`` for a text of one's own.
    """
    names: dict[str, str] = {}
    known = _known(source, names) if source is not None else {}
    kept = {item.value for item in content.kept}
    found = []
    for place, text in content.places().items():
        spans = _literal(place, text, known)
        for made in redact(text, POLICY, names).replacements:
            if not any(s.start < made.end and made.start < s.end for s in spans):
                value = text[made.start : made.end]
                spans.append(
                    Proposal(place=place, start=made.start, end=made.end, text=value, kind=made.kind,
                             replacement=made.replacement, why=made.recogniser)
                )  # fmt: skip
        for number in find_case_numbers(text):
            if not any(s.start < number.end and number.start < s.end for s in spans):
                value = text[number.start : number.end]
                spans.append(
                    Proposal(place=place, start=number.start, end=number.end, text=value, kind="case_number",
                             replacement=NUMBER, why="案号")
                )  # fmt: skip
        changing = (
            s for s in spans if s.replacement != s.text and s.text not in kept and _is_meant(s, text, source)
        )
        found += sorted(changing, key=lambda s: s.start)
    return found


def replaced(content: CaseContent, accepted: list[Proposal]) -> CaseContent:
    """The case with these proposals carried out; each has to stand where it was proposed.

    Raises:
        ValueError: the text changed since.
    """
    texts = content.places()
    for proposal in sorted(accepted, key=lambda p: (p.place, -p.start)):
        text = texts.get(proposal.place, "")
        if text[proposal.start : proposal.end] != proposal.text:
            raise ValueError("文字已有改动，请刷新后再处理。")
        texts[proposal.place] = text[: proposal.start] + proposal.replacement + text[proposal.end :]
    return with_texts(content, texts)


def with_texts(content: CaseContent, texts: Mapping[str, str]) -> CaseContent:
    """The case with other texts at the same places."""
    sections = []
    for section in content.sections:
        blocks: list[Block] = [
            block.model_copy(update={"text": texts[f"{section.key}/{block.id}"]}) for block in section.blocks
        ]
        sections.append(section.model_copy(update={"blocks": blocks}))
    return content.model_copy(
        update={"title": texts["title"], "subtitle": texts["subtitle"], "sections": sections}
    )


def keeping(content: CaseContent, value: str, kind: str, reason: str) -> CaseContent:
    """The case in which these words may stay."""
    others = [item for item in content.kept if item.value != value]
    return content.model_copy(update={"kept": [*others, Kept(value=value, kind=kind, reason=reason)]})


def _is_meant(proposal: Proposal, text: str, source: Document | None) -> bool:
    """Whether a name of the source is one here too; names that nobody knew before the redactor judges by itself."""
    if source is None or proposal.kind not in _PEOPLE:
        return True
    whole = f"{source.title}\n{source.text}"
    return proposal.text not in whole or meant(text, proposal.start, proposal.end, (whole,))


def _known(source: Document, names: dict[str, str]) -> dict[str, tuple[str, str]]:
    """What the source hides, with (kind, replacement), the longest first."""
    made = redact(source.text, POLICY, names).replacements
    known = {source.text[m.start : m.end]: (m.kind, m.replacement) for m in made}
    own = {
        *source.identifiers,
        source.case_number,
        source.mediation.record_number if source.mediation else "",
    }
    known |= dict.fromkeys(own, ("case_number", NUMBER))
    plain = {value.strip(): found for value, found in known.items() if len(value.strip()) >= _SHORTEST}
    return dict(sorted(plain.items(), key=lambda item: -len(item[0])))


def _literal(place: str, text: str, known: Mapping[str, tuple[str, str]]) -> list[Proposal]:
    if not known:
        return []
    spans = []
    for match in re.finditer("|".join(map(re.escape, known)), text):
        kind, replacement = known[match.group()]
        if replacement != match.group():
            spans.append(
                Proposal(place=place, start=match.start(), end=match.end(), text=match.group(), kind=kind,
                         replacement=replacement, why="来源文书中的同一内容")
            )  # fmt: skip
    return spans
