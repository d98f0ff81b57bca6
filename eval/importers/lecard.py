"""LeCaRD (Ma et al., SIGIR 2021), criminal cases, the repository myx666/LeCaRD as published.

``data/query/query.json`` has a query a line (``ridx``, ``q``, ``crime``), ``data/label/label_top30_dict.json`` grades
0-3 by query and candidate, ``data/candidates`` a folder a query with one JSON a candidate (in two archives as
downloaded).
"""

from pathlib import Path

from eval.about import About
from eval.errors import EvalError
from eval.importers.published import (
    Published,
    Row,
    first_of,
    json_members,
    maybe_first_of,
    need,
    read_json,
    read_rows,
)

ABOUT = About(
    source="https://github.com/myx666/LeCaRD",
    citation="Ma et al., LeCaRD: A Legal Case Retrieval Dataset for Chinese Law System, SIGIR 2021",
    licence="MIT",
    relevant_from=2,
    notes=(
        "the authors rank each query's own 100 candidates; here every query searches the candidates of all",
        "the README's P@5 counts grade 3 alone, SAILER's counts grades from 1 on",
        "every fifth query is the authors' test part",
    ),
)
_PARTS = ("ajjbqk", "cpfxgc", "pjjg")


def read_lecard(root: Path) -> Published:
    """Read the published folder.

    Raises:
        EvalError: a file is missing or of another form.
    """
    queries, order = _queries(root)
    labels = _labels(root)
    candidates = first_of(root, "candidates")
    documents: dict[str, Row] = {}
    for path, row in json_members(candidates):
        if path.parent.name in queries:
            documents.setdefault(path.stem, candidate_row(row))
    splits: dict[str, dict[str, dict[str, int]]] = {"all": labels, "train": {}, "test": {}}
    for place, query in enumerate(labels):
        splits["test" if place % 5 == 0 else "train"][query] = labels[query]
    strange = labels.keys() - set(order)
    notes = [f"{len(strange)} labelled queries are not in query.json"] if strange else []
    return Published(documents, queries, splits, ABOUT, notes)


def candidate_row(row: Row) -> Row:
    """A judgment of the LeCaRD sets: whole text, else its parts."""
    text = row.get("qw") or "\n".join(str(row[part]) for part in _PARTS if row.get(part))
    return {
        "title": str(row.get("writName") or row.get("ajName") or ""),
        "text": str(text),
        "metadata": {"kind": "judgment"},
    }


def _queries(root: Path) -> tuple[dict[str, Row], list[str]]:
    controversial = maybe_first_of(root, "query/controversial_query.json")
    hard = {str(row.get("ridx")) for _, row in read_rows(controversial)} if controversial else set()
    queries: dict[str, Row] = {}
    for place, row in read_rows(first_of(root, "query/query.json", "query.json")):
        id = str(need(row, "ridx", place))
        metadata: Row = {"cause": "、".join(map(str, row.get("crime") or ()))}
        if controversial:
            metadata["kind"] = "controversial" if id in hard else "common"
        queries[id] = {"text": str(need(row, "q", place)), "metadata": metadata}
    return queries, list(queries)


def _labels(root: Path) -> dict[str, dict[str, int]]:
    path = maybe_first_of(root, "label/label_top30_dict.json", "label_top30_dict.json")
    if path is not None:
        return {q: {str(d): int(grade) for d, grade in row.items()} for q, row in read_json(path).items()}
    golden = maybe_first_of(root, "label/golden_labels.json")
    if golden is None:
        raise EvalError(
            f"{root}: label/label_top30_dict.json is missing; give the folder as it was published"
        )
    return {q: {str(document): 3 for document in row} for q, row in read_json(golden).items()}
