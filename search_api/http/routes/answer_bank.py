"""Keeping the bank: drafts, review, publishing, questions without an answer, changed laws."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query

from corpora.vocab import laws
from corpora.vocab.disputes import dispute_types
from office.answers import records, versions
from office.answers.affected import AffectedEntry, citing, outdated
from office.answers.counsel import lawyer_review
from office.answers.errors import AnswerError
from office.answers.listing import ListedEntry, listing
from office.answers.models import AnswerVersion
from office.answers.verified import unverified
from search_api.answers.grouping import QuestionGroup, group
from search_api.http.answer_views import (
    HandleBody,
    LawyerBody,
    NoteBody,
    ProposeBody,
    RecordView,
    ShownPart,
    VersionContent,
    VersionView,
)
from search_api.http.answering import AnsweringAnew, LibraryNow
from search_api.http.routes.answers import EntryId
from search_api.http.routes.desk_rows import Cursor, Limit, MemberNow, page_of
from search_api.http.state import OfficeNow, SearcherNow
from search_api.http.views import Page

router = APIRouter(tags=["answers"])
VersionNumber = Annotated[
    int, Path(ge=1, le=99_999, description="Number of the version; 1 is the shipped one.")
]


@router.get("/answers/bank", summary="Every entry with version and state")
def bank(
    office: OfficeNow,
    actor: MemberNow,
    state: Annotated[
        Literal["all", "draft", "reviewed", "published", "withdrawn"],
        Query(description="Only in this state."),
    ] = "all",
    words: Annotated[str, Query(max_length=200, description="Only with these words in question or id.")] = "",
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Page[ListedEntry]:
    """Drafts too: for editors."""
    with office.reading() as session:
        rows = [row for row in listing(session) if state in ("all", row.state)]
    wanted = words.casefold().split()
    rows = [row for row in rows if all(word in f"{row.id} {row.question}".casefold() for word in wanted)]
    return page_of(rows, cursor, limit, lambda row: row)


@router.post("/answers/bank", summary="Put in a draft", status_code=201)
def propose(office: OfficeNow, actor: MemberNow, body: ProposeBody) -> VersionView:
    """A new entry, which gets an id where it has none, or the next version of one."""
    with office.session() as session:
        return _view(versions.propose(session, actor, body.entry, body.note))


@router.get("/answers/bank/{id}/versions", summary="Versions of an entry")
def history(office: OfficeNow, actor: MemberNow, id: EntryId) -> list[VersionView]:
    """Those that people wrote, newest first; the shipped file is version 1."""
    with office.reading() as session:
        return [_view(row) for row in versions.versions(session, id)]


@router.get("/answers/bank/{id}/versions/{number}", summary="An entry as it was in a version")
def content(
    office: OfficeNow, actor: MemberNow, library: LibraryNow, id: EntryId, number: VersionNumber
) -> VersionContent:
    """With what could not be verified of its articles in the texts at hand."""
    with office.reading() as session:
        entry = versions.version(session, id, number)
    labels = {code: kind.label for code in entry.dispute_types if (kind := dispute_types().get(code))}
    return VersionContent(
        version=number, labels=labels, basis=[basis.label for basis in entry.basis], entry=entry,
        unverified=unverified(entry, library),
    )  # fmt: skip


@router.post("/answers/bank/{id}/review", summary="Find the newest draft right")
def review(office: OfficeNow, actor: MemberNow, id: EntryId) -> VersionView:
    """By another person than its author."""
    with office.session() as session:
        return _view(versions.review(session, actor, id))


@router.post(
    "/answers/bank/{id}/publish", summary="Show the newest reviewed version", dependencies=[AnsweringAnew]
)
def publish(office: OfficeNow, actor: MemberNow, library: LibraryNow, id: EntryId) -> VersionView:
    """By another person than its author; refused where an article of it cannot be verified in the texts at hand."""
    with office.session() as session:
        return _view(versions.publish(session, actor, id, library))


@router.post(
    "/answers/bank/{id}/lawyer-review", summary="Enter a lawyer's review of the published version",
    status_code=201, dependencies=[AnsweringAnew],
)  # fmt: skip
def enter_lawyer_review(office: OfficeNow, actor: MemberNow, id: EntryId, body: LawyerBody) -> VersionView:
    """The same text as a version of its own that says who reviewed it; refused while a later version is not published."""
    with office.session() as session:
        return _view(lawyer_review(session, actor, id, body.lawyer, body.note, body.day))


@router.post("/answers/bank/{id}/withdraw", summary="Show an entry no longer", dependencies=[AnsweringAnew])
def withdraw(office: OfficeNow, actor: MemberNow, id: EntryId, body: NoteBody) -> VersionView:
    """With a reason."""
    with office.session() as session:
        return _view(versions.withdraw(session, actor, id, body.note))


@router.get("/answers/unanswered", summary="Questions without a standard answer")
def unanswered(
    office: OfficeNow, actor: MemberNow, limit: Limit = 100, cursor: Cursor = None
) -> Page[QuestionGroup]:
    """Redacted, those that are alike in one group, the most asked first."""
    with office.reading() as session:
        groups = group(records.open_questions(session))
    return page_of(groups, cursor, limit, lambda one: one)


@router.post("/answers/unanswered", summary="Mark questions as dealt with")
def handle(office: OfficeNow, actor: MemberNow, body: HandleBody) -> dict[str, int]:
    """`handled`: how many were open."""
    with office.session() as session:
        return {"handled": records.handle(session, actor, body.ids, body.how, body.made)}


@router.get("/answers/affected", summary="Entries to look at again because a law changed")
def affected(
    office: OfficeNow,
    searcher: SearcherNow,
    actor: MemberNow,
    law: Annotated[str, Query(max_length=200, description="A law, full or short name; empty: compare the library.")]
    = "",
    article: Annotated[int | None, Query(ge=1, le=9999, description="Only this article.")] = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Page[AffectedEntry]:  # fmt: skip
    """Entries that cite the law, or whose articles the library holds in a newer version."""
    name = laws().resolve(law) if law else None
    if law and name is None:
        raise AnswerError("unknown_law", f"the vocabulary has no law {law}", f"没有名为“{law}”的法律")
    with office.reading() as session:
        rows = citing(session, name, article) if name else outdated(session, searcher)
    return page_of(rows, cursor, limit, lambda row: row)


@router.get("/answers/records/{number}", summary="What was answered")
def record(
    office: OfficeNow,
    actor: MemberNow,
    number: Annotated[str, Path(max_length=32, description="`record_id` of the answer.")],
) -> RecordView:
    """The entries as they were then; only for the one who asked, and for editors."""
    with office.reading() as session:
        row = records.record_of(session, number)
        if row.asked_by != actor.name and not actor.has(*versions.EDITORS):
            raise AnswerError("record_not_found", f"there is no record {number}", "没有这条问答记录")
        shown = []
        for part in row.shown:
            text = ""
            if part["entry_id"]:
                text = versions.version(session, part["entry_id"], part["version"]).short_answer
            shown.append(ShownPart(**part, short_answer=text))
    return RecordView(id=row.id, at=row.at.isoformat(), question=row.question, day=row.day, shown=shown)


def _view(row: AnswerVersion) -> VersionView:
    return VersionView(
        id=row.entry_id,
        version=row.version,
        state=row.state,
        author=row.author,
        reviewer=row.reviewer,
        publisher=row.publisher,
        note=row.note,
        changed=row.changed.isoformat(),
    )
