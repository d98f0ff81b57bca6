"""MUSER (Li et al., CIKM 2023), loans between persons (民间借贷), the repository THUlawtech/MUSER with its case pool.

``data/cases/cases_pool.json`` has the cases by id (本院查明, 本院认为, 法条), ``data/labels/top30_dict.json`` scores 0-9 of
the thirty best candidates a query, ``data/cases/train_test.json`` the parts. Queries are cases of the pool.
"""

from pathlib import Path
from typing import Any

from eval.about import About
from eval.errors import EvalError
from eval.importers.published import Published, Row, first_of, maybe_first_of, read_json

ABOUT = About(
    source="https://github.com/THUlawtech/MUSER",
    citation="Li et al., MUSER: A Multi-View Similar Case Retrieval Dataset, CIKM 2023",
    licence="MIT",
    relevant_from=5,
    notes=("grades are the authors' scores over three views; P and MAP count those from 5 on",),
)
_SECTIONS = ("本院查明", "本院认为")


def read_muser(root: Path) -> Published:
    """Read the published folder.

    Raises:
        EvalError: a file is missing or of another form; without the case pool there is no text at all.
    """
    pool_path = maybe_first_of(root, "cases/cases_pool.json", "cases/case_pool.json", "cases_pool.json")
    if pool_path is None:
        raise EvalError(
            f"{root}: cases/cases_pool.json is missing; it holds every text and is published apart from the rest"
        )
    pool = _pool(read_json(pool_path))
    labels = read_json(first_of(root, "labels/top30_dict.json"))
    parts = read_json(first_of(root, "cases/train_test.json"))
    judged = {str(q): {str(d): int(score) for d, score in row.items()} for q, row in labels.items()}
    documents = {id: _document(case) for id, case in pool.items()}
    queries = {
        id: {"text": documents[id]["text"], "metadata": {"kind": "judgment", "exclude": [id]}}
        for id in judged
        if id in documents
    }
    splits = {"all": judged} | {
        part: {str(q): judged[str(q)] for q in ids if str(q) in judged} for part, ids in parts.items()
    }
    absent = judged.keys() - queries.keys()
    notes = [f"the texts of {len(absent)} queries are not in the pool"] if absent else []
    return Published(documents, queries, splits, ABOUT, notes)


def _pool(value: Any) -> dict[str, Row]:
    if isinstance(value, dict):
        return {str(id): case for id, case in value.items()}
    return {str(case["uid"]): case for case in value}


def _document(case: Row) -> Row:
    content = case.get("content") or {}
    parts = ["".join(map(str, content.get(section) or ())) for section in _SECTIONS]
    text = "\n".join(f"{section}：{part}" for section, part in zip(_SECTIONS, parts, strict=True) if part)
    articles = content.get("法条") or ()
    if articles:
        text += "\n" + "".join(map(str, articles))
    return {"title": str(case.get("caseID") or ""), "text": text, "metadata": {"cause": "民间借贷纠纷"}}
