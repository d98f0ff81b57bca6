"""fengqiao-sample as a collection: the shipped sample corpus, keyed by file name, with grades on three axes."""

import hashlib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpora.model.errors import CorpusError
from corpora.readers import read
from corpora.sample import sample_path
from eval.collection import read_records
from eval.errors import EvalError
from eval.prepare.folder import Judgments, empty_folder, write_lines, write_qrels
from eval.prepare.shipped import SAMPLE, shipped_folder

AXES = ("facts", "focus", "law")
ALIKE = 2
"""Value of an axis from which it is alike; the grade is the number of axes that are."""
STAMP = "stamp"


class JudgedPair(BaseModel):
    """A query and a document with the three likenesses of 法发〔2020〕24号 art. 1, 0-3 each."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    query: str
    document: str
    facts: int = Field(ge=0, le=3)
    focus: int = Field(ge=0, le=3)
    law: int = Field(ge=0, le=3)


class Judgment(JudgedPair):
    """A judged pair with its grade, 0-3."""

    grade: int = Field(ge=0, le=3)


def grade_of(facts: int, focus: int, law: int) -> int:
    """How many of the three likenesses of 法发〔2020〕24号 art. 1 hold: 3 is a similar case (类案)."""
    return sum(value >= ALIKE for value in (facts, focus, law))


def read_judgments(path: Path) -> list[Judgment]:
    """Graded pairs.

    Raises:
        EvalError: a line of another form, a grade that its axes do not give, or a pair judged twice.
    """
    found: list[Judgment] = []
    seen: set[tuple[str, str]] = set()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            judgment = Judgment.model_validate_json(line)
        except ValidationError as error:
            raise EvalError(f"{path}, line {number}: {error.errors()[0]['msg']}") from error
        if judgment.grade != grade_of(judgment.facts, judgment.focus, judgment.law):
            raise EvalError(f"{path}, line {number}: the grade is not the number of axes at {ALIKE} or more")
        if (pair := (judgment.query, judgment.document)) in seen:
            raise EvalError(f"{path}, line {number}: {pair[0]} {pair[1]} is judged twice")
        seen.add(pair)
        found.append(judgment)
    return found


def prepare_sample(out: Path) -> dict[str, Any]:
    """Write the collection; ``qrels/test.tsv`` has the grade, ``facts``, ``focus`` and ``law`` their axis.

    Raises:
        EvalError: the shipped files do not fit each other, or ``out`` holds other files.
    """
    folder = shipped_folder(SAMPLE)
    queries = list(read_records(folder / "queries.jsonl"))
    judgments = read_judgments(folder / "judgments.jsonl")
    documents = _documents()
    known = {query.id for query in queries}
    for judgment in judgments:
        if judgment.query not in known or judgment.document not in documents:
            raise EvalError(f"{SAMPLE}: judged, but not there: {judgment.query} {judgment.document}")
    empty_folder(out)
    write_lines(out / "corpus.jsonl", documents.values())
    write_lines(
        out / "queries.jsonl", ({"_id": q.id, "text": q.text, "metadata": q.metadata or {}} for q in queries)
    )
    for name, axis in (("test", "grade"), *((axis, axis) for axis in AXES)):
        write_qrels(out / "qrels" / f"{name}.tsv", _by_query(judgments, axis))
    (out / STAMP).write_text(stamp(), "utf-8")
    return {
        "collection": SAMPLE,
        "out": str(out),
        "documents": len(documents),
        "queries": len(queries),
        "pairs": len(judgments),
        "splits": {"test": len({judgment.query for judgment in judgments})},
    }


def stamp() -> str:
    """Changes whenever the shipped material does."""
    digest = hashlib.sha256()
    sources = [*shipped_folder(SAMPLE).glob("*.jsonl"), *sample_path().iterdir(), Path(__file__)]
    for path in sorted(sources, key=lambda path: path.name):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _documents() -> dict[str, dict[str, Any]]:
    documents: dict[str, dict[str, Any]] = {}
    for raw in read(sample_path()):
        if isinstance(raw, CorpusError):
            raise EvalError(str(raw)) from raw
        name = Path(raw.path).stem
        fields = dict(raw.fields)
        title = fields.pop("title", name)
        documents[name] = {"_id": name, "title": title, "text": raw.text, "metadata": fields}
    return dict(sorted(documents.items()))


def _by_query(judgments: list[Judgment], axis: str) -> Judgments:
    found: dict[str, dict[str, int]] = {}
    for judgment in judgments:
        found.setdefault(judgment.query, {})[judgment.document] = int(getattr(judgment, axis))
    return found
