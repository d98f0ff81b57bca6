"""Published cases as documents of the library, and out of it again."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from corpora.model import Document, Source, Tier
from corpora.model.document import document_id
from corpora.parse import parse
from corpora.readers.raw import RawDocument
from indexer.viewer import LOCAL_OWNER
from indexer.workspace import Workspace
from search_api.releases.editions import EditionContent
from search_api.releases.layout import numeral
from search_api.releases.model import CaseContent

SUPREME = "最高人民法院"
SOURCE = "release:"


def documents(made: EditionContent, day: dt.date) -> list[Document]:
    """One document a case, parsed from the text that is published.

    Its authority is the Supreme Court's where that court is among the issuers; mediation is practice, and what others
    release has no tier of its own.
    """
    form, practice = made.made_in, made.form == "mediation"
    tier = Tier.PRACTICE if practice else Tier.SUPREME if SUPREME in made.issuers else Tier.NONE
    found = []
    for at, case in enumerate(made.cases, 1):
        raw = RawDocument(
            text=_text(made, case), path=f"{SOURCE}{made.number}", record=str(at), kind=form.kind,
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
                identifiers=(f"{made.number}案例{numeral(at)}",),
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


def _id(made: EditionContent, at: int) -> str:
    return document_id(made.made_in.kind, f"{SOURCE}{made.number}#{at}")


def _text(made: EditionContent, case: CaseContent) -> str:
    mark = "（虚构示例）" if case.fictional else ""
    head = f"{case.title}{mark}\n" + (f"——{case.subtitle}\n" if case.subtitle.strip() else "")
    sections = made.made_in.sections
    parts = [f"【{s.heading}】\n{case.section(s.key).text}" for s in sections if case.section(s.key).text]
    foot = f"【来源】\n{'、'.join(made.issuers)}《{made.title}》（{made.number}）"
    return head + "\n" + "\n\n".join([*parts, foot]) + "\n"
