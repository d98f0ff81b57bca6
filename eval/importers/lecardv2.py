"""LeCaRDv2 (Li et al., SIGIR 2024), criminal cases, the repository THUIR/LeCaRDv2 with its candidates.

``query/*.json`` has a query a line (``id``, ``query``, ``fact``), ``label/*.trec`` grades 0-3 in four columns,
``candidate`` one JSON a case (``pid``, ``qw``, ``fact``, ``reason``, ``charge``), downloaded apart from the rest.
"""

from pathlib import Path

from eval.about import About
from eval.collection import read_qrels
from eval.errors import EvalError
from eval.importers.published import Published, Row, first_of, json_members, need, read_rows

ABOUT = About(
    source="https://github.com/THUIR/LeCaRDv2",
    citation="Li et al., LeCaRDv2: A Large-Scale Chinese Legal Case Retrieval Dataset, SIGIR 2024",
    licence="MIT",
    relevant_from=2,
    notes=("the authors' recall counts grades from 2 on, over 55,192 candidates",),
)
_KINDS = ("controversial", "procedural")


def read_lecardv2(root: Path) -> Published:
    """Read the published folder.

    Raises:
        EvalError: a file is missing or of another form.
    """
    queries, test = _queries(first_of(root, "query"))
    judged = _labels(first_of(root, "label"))
    documents: dict[str, Row] = {}
    for path, row in _candidates(first_of(root, "candidate", "candidates", "corpus")):
        charges = row.get("charge") or ()
        text = row.get("qw") or "\n".join(
            str(row[part]) for part in ("fact", "reason", "result") if row.get(part)
        )
        metadata: Row = {"kind": "judgment"}
        if charges:
            metadata["cause"] = "、".join(map(str, charges if isinstance(charges, list) else [charges]))
        documents[str(row.get("pid", path.stem))] = {"title": "", "text": str(text), "metadata": metadata}
    splits: dict[str, dict[str, dict[str, int]]] = {"all": judged, "train": {}, "test": {}}
    for query, grades in judged.items():
        splits["test" if query in test else "train"][query] = grades
    absent = judged.keys() - queries.keys()
    notes = [f"the texts of {len(absent)} judged queries are not in query/"] if absent else []
    return Published(documents, queries, splits, ABOUT, notes)


def _queries(folder: Path) -> tuple[dict[str, Row], set[str]]:
    queries: dict[str, Row] = {}
    kinds: dict[str, str] = {}
    test: set[str] = set()
    for file in sorted(folder.glob("*.json")):
        for place, row in read_rows(file):
            id = str(need(row, "id", place))
            queries.setdefault(id, {"text": str(need(row, "query", place))})
            if file.stem == "test_query":
                test.add(id)
            for kind in _KINDS:
                if file.stem.startswith(kind):
                    kinds[id] = kind
    if not queries:
        raise EvalError(f"{folder}: no queries in *.json")
    for id, query in queries.items():
        query["metadata"] = {"kind": kinds.get(id, "common")}
    return queries, test


def _labels(folder: Path) -> dict[str, dict[str, int]]:
    judged: dict[str, dict[str, int]] = {}
    for file in sorted(folder.glob("*.trec")):
        if "gold" in file.stem:
            continue  # the same pairs from grade 2 on
        for query, grades in read_qrels(file).items():
            judged.setdefault(query, {}).update(grades)
    if not judged:
        raise EvalError(f"{folder}: no judgments in *.trec")
    return judged


def _candidates(folder: Path) -> list[tuple[Path, Row]]:
    lines = sorted(folder.glob("*.jsonl"))
    if lines:
        return [(file, row) for file in lines for _, row in read_rows(file)]
    return list(json_members(folder))
