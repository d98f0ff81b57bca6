"""Calls of the screen of standard answers."""

from typing import Any

import streamlit as st

from search_api.answers.grouping import QuestionGroup
from search_api.answers.models import Answer
from search_api.http.answer_views import EntryView, FormView, GuideView, Topic
from search_api.knowledge import Found
from ui.web.client import call

PAGE = 20


def ask(question: str) -> Answer:
    """The answer to a question; asked once for each visit to it, so that a redraw is not another question."""
    kept: dict[str, Answer] = st.session_state.setdefault("answers", {})
    if question not in kept:
        kept.clear()
        kept[question] = Answer.model_validate(call("GET", "/v1/answers", params={"q": question}).json())
    return kept[question]


def topics() -> list[Topic]:
    """Dispute types with their entries counted."""
    return [Topic.model_validate(one) for one in call("GET", "/v1/answers/topics").json()]


def entries(code: str, at: int) -> tuple[list[EntryView], int]:
    """A page of the entries of a dispute type, and how many there are."""
    params: dict[str, Any] = {"type": code, "limit": PAGE, "cursor": str(at)}
    page = call("GET", "/v1/answers/entries", params=params).json()
    return [EntryView.model_validate(one) for one in page["items"]], page["total"]


def entry(id: str) -> EntryView:
    """An entry."""
    return EntryView.model_validate(call("GET", f"/v1/answers/entries/{id}").json())


def find(words: str) -> list[Found]:
    """Bank, guides and model documents for some words."""
    return [
        Found.model_validate(one) for one in call("GET", "/v1/answers/search", params={"q": words}).json()
    ]


def guides() -> list[GuideView]:
    """The guides."""
    return [GuideView.model_validate(one) for one in call("GET", "/v1/guides").json()]


def forms() -> list[FormView]:
    """The model documents."""
    return [FormView.model_validate(one) for one in call("GET", "/v1/forms").json()]


def filled(form: str, values: dict[str, str], draft: bool) -> bytes:
    """A model document filled in, as .docx."""
    return call("POST", f"/v1/forms/{form}", json={"values": values, "draft": draft}).content


def feedback(record: str, entry: str, helpful: bool, comment: str = "") -> None:
    """Say whether an answer helped."""
    body = {"record_id": record, "entry_id": entry, "helpful": helpful, "comment": comment}
    call("POST", "/v1/answers/feedback", json=body)


def unanswered(at: int) -> tuple[list[QuestionGroup], int]:
    """Groups of questions without an answer, and how many there are."""
    page = call("GET", "/v1/answers/unanswered", params={"limit": PAGE, "cursor": str(at)}).json()
    return [QuestionGroup.model_validate(one) for one in page["items"]], page["total"]


def handle(ids: list[int], how: str) -> None:
    """Mark questions as dealt with."""
    call("POST", "/v1/answers/unanswered", json={"ids": ids, "how": how})
