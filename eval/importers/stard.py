"""STARD (Su et al., 2024), lay questions and statute articles, the repository oneal2000/STARD as published.

``data/queries.json`` is a list (``query_id``, ``问题``, ``match_id``, ``match_name``, ``相关法规`` with the texts of the gold),
``data/corpus.jsonl`` has the articles (``id``, ``name``, ``content``), ``data/example/qrels.*.tsv`` the parts.
"""

from pathlib import Path

from eval.about import About
from eval.importers.published import Published, Row, first_of, maybe_first_of, need, read_rows

ABOUT = About(
    source="https://github.com/oneal2000/STARD",
    citation="Su et al., STARD: A Chinese Statute Retrieval Dataset with Real Queries Issued by Non-professionals, 2024",
    licence="MIT",
    relevant_from=1,
)


def read_stard(root: Path) -> Published:
    """Read the published folder.

    Raises:
        EvalError: a file is missing or of another form.
    """
    rows = read_rows(first_of(root, "queries.json"))
    queries: dict[str, Row] = {}
    judged: dict[str, dict[str, int]] = {}
    quoted: dict[str, Row] = {}
    blank = 0
    for place, row in rows:
        id = str(need(row, "query_id", place))
        text = row.get("问题")
        if not isinstance(text, str) or not text.strip():
            blank += 1
            continue
        queries[id] = {"text": text.strip(), "metadata": {"kind": "lay"}}
        judged[id] = {str(match): 1 for match in need(row, "match_id", place)}
        texts = row.get("相关法规") or {}
        for match, name in zip(row["match_id"], row.get("match_name") or (), strict=False):
            if name in texts:
                quoted[str(match)] = {"title": name, "text": str(texts[name]).strip(), "metadata": {}}
    notes = [f"{blank} queries have no text"] if blank else []
    corpus = maybe_first_of(root, "corpus.jsonl")
    if corpus is None:
        documents = quoted
        notes.append(
            f"corpus.jsonl is missing: only the {len(quoted)} articles quoted with the queries are searched, "
            "so figures are far above printed ones"
        )
    else:
        documents = {
            str(need(row, "id", place)): {
                "title": str(row.get("name") or ""),
                "text": str(row.get("content") or "").replace("\\n", "\n").strip(),
                "metadata": {},
            }
            for place, row in read_rows(corpus)
        }
    return Published(documents, queries, _splits(root, judged), ABOUT, notes)


def _splits(root: Path, judged: dict[str, dict[str, int]]) -> dict[str, dict[str, dict[str, int]]]:
    splits = {"all": judged}
    for part in ("train", "dev"):
        path = maybe_first_of(root, f"example/qrels.{part}.tsv")
        if path is not None:
            ids = dict.fromkeys(
                line.split()[0] for line in path.read_text("utf-8").splitlines() if line.strip()
            )
            splits[part] = {id: judged[id] for id in ids if id in judged}
    return splits
