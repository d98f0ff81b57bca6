"""Questions without an answer, those that are alike put together and counted."""

from collections.abc import Sequence

import numpy as np
from pydantic import BaseModel, Field

from indexer.encoder.static import StaticEncoder
from office.answers.models import UnansweredQuestion

ALIKE = 0.6
"""Cosine from which two questions are taken to ask for the same."""


class QuestionGroup(BaseModel):
    """Questions that ask for the same."""

    question: str = Field(description="The question nearest to the middle of the group, redacted.")
    count: int = Field(description="How often it was asked.")
    ids: list[int] = Field(description="Numbers of the questions.")
    nearest: str = Field(description="The entry that came nearest most often; empty when none did.")
    dispute_type: str = Field(description="Dispute type told most often; empty when none was.")
    last: str = Field(description="ISO moment when it was last asked.")
    examples: list[str] = Field(description="Up to five wordings, redacted.")


def group(questions: Sequence[UnansweredQuestion]) -> list[QuestionGroup]:
    """Groups, the most asked first: each question joins the nearest group whose middle is alike, else begins one."""
    vectors = StaticEncoder.load().encode([question.question for question in questions])
    members: list[list[int]] = []
    middles: list[np.ndarray] = []
    for number, vector in enumerate(vectors):
        near = [float(middle @ vector) / float(np.linalg.norm(middle) or 1.0) for middle in middles]
        best = int(np.argmax(near)) if near else -1
        if best >= 0 and near[best] >= ALIKE:
            members[best].append(number)
            middles[best] = middles[best] + vector
        else:
            members.append([number])
            middles.append(vector.copy())
    made = [
        _group([questions[n] for n in rows], vectors[rows] @ middle)
        for rows, middle in zip(members, middles, strict=True)
    ]
    return sorted(made, key=lambda g: (-g.count, g.last), reverse=False)


def _group(rows: Sequence[UnansweredQuestion], likeness: np.ndarray) -> QuestionGroup:
    return QuestionGroup(
        question=rows[int(likeness.argmax())].question,
        count=len(rows),
        ids=[row.id for row in rows],
        nearest=_most([row.nearest for row in rows]),
        dispute_type=_most([row.dispute_type for row in rows]),
        last=max(row.at for row in rows).isoformat(),
        examples=list(dict.fromkeys(row.question for row in rows))[:5],
    )


def _most(values: Sequence[str]) -> str:
    named = [value for value in values if value]
    return max(sorted(set(named)), key=named.count) if named else ""
