"""What was published as documents of the library, and out of it again."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from corpora.model import Document, Kind, Source, Tier
from corpora.model.document import document_id
from corpora.parse import parse
from corpora.parse.court import court_named
from corpora.readers.raw import RawDocument
from indexer.viewer import LOCAL_OWNER
from indexer.workspace import Workspace
from search_api.releases.editions import EditionContent
from search_api.releases.layout import numeral
from search_api.releases.model import CaseContent

SUPREME, PROCURATORATE = "最高人民法院", "最高人民检察院"
SOURCE = "release:"
_OWN = (Kind.WHITE_PAPER, Kind.SUGGESTION)
"""Kinds that are no cases."""


def documents(made: EditionContent, day: dt.date) -> list[Document]:
    """One document a case, parsed from the text that is published.

    Guiding cases (指导性案例) are those of the two that can issue them; the same form by anybody else makes typical
    cases (典型案例).
    """
    kind, tier = _kind(made), _tier(made)
    found = []
    for at, case in enumerate(made.cases, 1):
        raw = RawDocument(
            text=_text(made, case), path=f"{SOURCE}{made.number}", record=str(at), kind=kind,
            fields={"title": case.title},
        )  # fmt: skip
        parsed = parse(raw)[0]
        found.append(
            replace(
                parsed,
                id=_id(made, at),
                title=case.title,
                date=day,
                tier=tier,
                identifiers=_identifiers(made, parsed, at),
                court=court_named(made.issuers[0]) if made.issuers and kind in _OWN else parsed.court,
                case_number="",
                fictional=case.fictional,
                source=Source(f"{SOURCE}{made.number}", str(at)),
                extra={
                    **parsed.extra,
                    "batch": made.number,
                    "issuer": "、".join(made.issuers),
                    "release": made.title,
                },
            )
        )
    return found


def store(workspace: Workspace, made: Sequence[Document]) -> None:
    """Put published cases into library and index.

    Raises:
        EngineError: they are in the library, but the index cannot be written now; the next ingest brings them in.
        LibraryError: the library cannot be written.
    """
    workspace.library.put(made, LOCAL_OWNER)
    workspace.sync()


def remove(workspace: Workspace, made: EditionContent) -> None:
    """Take the cases of a batch out of library and index.

    Raises:
        EngineError, LibraryError: as :func:`store`.
    """
    workspace.library.delete([_id(made, at) for at in range(1, len(made.cases) + 1)])
    workspace.sync()


def _identifiers(made: EditionContent, parsed: Document, at: int) -> tuple[str, ...]:
    """By the batch; a suggestion has a number of its own, of several white papers each its place."""
    if made.made_in.kind in _OWN:
        place = f"{made.title}（{made.number}）" + (f"之{numeral(at)}" if len(made.cases) > 1 else "")
        return parsed.identifiers or (place,)
    return (f"{made.number}案例{numeral(at)}",)


def _kind(made: EditionContent) -> Kind:
    kind = made.made_in.kind
    guides = SUPREME in made.issuers or PROCURATORATE in made.issuers
    return Kind.TYPICAL if kind is Kind.GUIDING and not guides else kind


def _tier(made: EditionContent) -> Tier:
    """By 法发〔2020〕24号 art. 4: mediation is practice, and what others than the Supreme Court release has none."""
    if made.form == "mediation":
        return Tier.PRACTICE
    if made.made_in.kind in _OWN:
        return Tier.NONE
    if SUPREME not in made.issuers:
        return Tier.NONE
    return Tier.GUIDING if _kind(made) is Kind.GUIDING else Tier.SUPREME


def _id(made: EditionContent, at: int) -> str:
    return document_id(_kind(made), f"{SOURCE}{made.number}#{at}")


def _text(made: EditionContent, case: CaseContent) -> str:
    mark = "（虚构示例）" if case.fictional else ""
    head = f"{case.title}{mark}\n" + (f"——{case.subtitle}\n" if case.subtitle.strip() else "")
    sections = made.made_in.sections
    parts = [f"【{s.heading}】\n{case.section(s.key).text}" for s in sections if case.section(s.key).text]
    foot = f"【来源】\n{'、'.join(made.issuers)}《{made.title}》（{made.number}）"
    return head + "\n" + "\n\n".join([*parts, foot]) + "\n"
