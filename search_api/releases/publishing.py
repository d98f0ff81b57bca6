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
from search_api.releases.forms import Form
from search_api.releases.layout import numeral
from search_api.releases.model import CaseContent

SUPREME = "最高人民法院"
SOURCE = "release:"


def documents(
    title: str, number: str, issuers: Sequence[str], form: Form, cases: Sequence[CaseContent], day: dt.date
) -> list[Document]:
    """One document a case, parsed from the text that is published.

    Its authority is the Supreme Court's where that court is among the issuers; mediation is practice, and what others
    release has no tier of its own.
    """
    made = []
    for at, case in enumerate(cases, 1):
        raw = RawDocument(
            text=_text(title, number, issuers, form, case), path=f"{SOURCE}{number}", record=str(at), kind=form.kind,
            fields={"title": case.title},
        )  # fmt: skip
        parsed = parse(raw)[0]
        tier = Tier.PRACTICE if form.name == "mediation" else Tier.NONE
        if SUPREME in issuers and form.name != "mediation":
            tier = Tier.SUPREME
        made.append(
            replace(
                parsed,
                id=document_id(form.kind, f"{SOURCE}{number}#{at}"),
                title=case.title,
                date=day,
                tier=tier,
                identifiers=(f"{number}案例{numeral(at)}",),
                case_number="",
                fictional=case.fictional,
                source=Source(f"{SOURCE}{number}", str(at)),
                extra={**parsed.extra, "batch": number, "issuer": "、".join(issuers), "release": title},
            )
        )
    return made


def store(workspace: Workspace, made: Sequence[Document]) -> None:
    """Put published cases into library and index.

    Raises:
        EngineError: they are in the library, but the index cannot be written now; the next ingest brings them in.
        LibraryError: the library cannot be written.
    """
    workspace.library.put(made, LOCAL_OWNER)
    workspace.sync()


def remove(workspace: Workspace, number: str, cases: int, form: Form) -> None:
    """Take the cases of a batch out of library and index.

    Raises:
        EngineError, LibraryError: as :func:`store`.
    """
    workspace.library.delete([document_id(form.kind, f"{SOURCE}{number}#{at}") for at in range(1, cases + 1)])
    workspace.sync()


def _text(title: str, number: str, issuers: Sequence[str], form: Form, case: CaseContent) -> str:
    mark = "（虚构示例）" if case.fictional else ""
    head = f"{case.title}{mark}\n" + (f"——{case.subtitle}\n" if case.subtitle.strip() else "")
    parts = [
        f"【{s.heading}】\n{case.section(s.key).text}" for s in form.sections if case.section(s.key).text
    ]
    foot = f"【来源】\n{'、'.join(issuers)}《{title}》（{number}）"
    return head + "\n" + "\n\n".join([*parts, foot]) + "\n"
