"""CAIL2019-SCM (Xiao et al., 2019), loans between persons, the archive as published.

``train.json``, ``dev.json`` (or ``valid.json``) and ``test.json`` have a triple a line: ``A``, ``B``, ``C`` and, in ``label``,
which of B and C is closer to A.
"""

import hashlib
from pathlib import Path

from eval.about import About
from eval.errors import EvalError
from eval.importers.published import Published, Row, need, read_rows

ABOUT = About(
    source="https://github.com/china-ai-law-challenge/CAIL2019",
    citation="Xiao et al., CAIL2019-SCM: A Dataset of Similar Case Matching in Legal Domain, arXiv:1911.08962",
    licence="as published by CAIL; research use",
    relevant_from=1,
    notes=(
        "the task was a choice between two cases; here A searches the B and C of all triples, so figures "
        "are not the authors' accuracy; RR of the condensed ranking is 1 where the closer case comes first",
    ),
)
_SPLITS = {"valid": "dev", "val": "dev"}


def read_cail_scm(root: Path) -> Published:
    """Read the published folder.

    Raises:
        EvalError: there is no file of triples, or a line of another form.
    """
    files = sorted(path for path in root.rglob("*.json") if path.is_file())
    if not files:
        raise EvalError(f"{root}: no train.json, dev.json or test.json; give the folder as it was published")
    documents: dict[str, Row] = {}
    queries: dict[str, Row] = {}
    splits: dict[str, dict[str, dict[str, int]]] = {}
    unlabelled = same = 0
    for file in files:
        split = _SPLITS.get(file.stem, file.stem)
        for number, (place, row) in enumerate(read_rows(file), 1):
            texts = {key: str(need(row, key, place)) for key in "ABC"}
            label = str(row.get("label", "B"))
            unlabelled += "label" not in row
            if label not in ("B", "C"):
                raise EvalError(f"{place}: label {label!r} is neither B nor C")
            ids = {key: _id(text) for key, text in texts.items()}
            if ids["B"] == ids["C"]:
                same += 1
                continue
            query = f"{split}-{number:05d}"
            queries[query] = {"text": texts["A"], "metadata": {"kind": "judgment", "exclude": [ids["A"]]}}
            for key in "BC":
                documents[ids[key]] = {"title": "", "text": texts[key], "metadata": {"cause": "民间借贷纠纷"}}
            splits.setdefault(split, {})[query] = {ids[key]: int(key == label) for key in "BC"}
    notes = []
    if unlabelled:
        notes.append(
            f"{unlabelled} triples have no label: B is taken as the closer one, as the authors say of theirs"
        )
    if same:
        notes.append(f"{same} triples have the same text as B and C and are left out")
    return Published(documents, queries, splits, ABOUT, notes)


def _id(text: str) -> str:
    return "scm-" + hashlib.sha256("".join(text.split()).encode()).hexdigest()[:16]
