"""A small collection for tests."""

import json
from pathlib import Path

TEXTS = {
    "d1": ("期货强行平仓", "期货公司未通知客户追加保证金即强行平仓，客户要求赔偿损失。"),
    "d2": ("保险理赔", "保险公司以未如实告知既往症为由拒绝给付保险金。"),
    "d3": ("银行卡盗刷", "持卡人的借记卡被伪卡盗刷，银行应当承担赔付责任。"),
}
QUERIES = {"q1": ("期货公司没通知就强行平仓", "lay"), "q2": ("借记卡被伪卡盗刷", "element")}


def make_collection(folder: Path) -> Path:
    """Three documents, two queries with kinds, one judgment each in ``dev``."""
    (folder / "qrels").mkdir(parents=True)
    corpus = [{"_id": id, "title": title, "text": text} for id, (title, text) in TEXTS.items()]
    queries = [{"_id": id, "text": text, "metadata": {"kind": kind}} for id, (text, kind) in QUERIES.items()]
    for name, rows in (("corpus", corpus), ("queries", queries)):
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        (folder / f"{name}.jsonl").write_text("\n".join(lines), "utf-8")
    (folder / "qrels" / "dev.tsv").write_text("q1 0 d1 1\nq2 0 d3 1\n", "utf-8")
    return folder
