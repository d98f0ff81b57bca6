"""The judging page: blind, resumed where it was left, deaf to other sites."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from eval.collection import open_collection
from eval.judging.pool import Pool, make_pool, open_pool
from eval.judging.store import Store
from tests.eval.collections_made import make_collection
from ui.judging import make_app

RUNS = {
    "secret-system": {"q1": {"d1": 3.0, "d2": 2.0}, "q2": {"d3": 1.0}},
    "other-system": {"q1": {"d2": 1.0}},
}
GRADES = {"facts": "3", "focus": "2", "law": "0", "note": " 理由 "}


@pytest.fixture
def pool(tmp_path: Path) -> Pool:
    collection = open_collection(make_collection(tmp_path / "small"))
    make_pool(collection, RUNS, tmp_path / "pool", depth=5)
    return open_pool(tmp_path / "pool")


def client(pool: Pool, annotator: str = "甲") -> TestClient:
    return TestClient(make_app(pool, Store(pool.folder, annotator)))


def test_a_pair_is_shown_without_its_origin(pool: Pool) -> None:
    page = client(pool).get("/").text
    first = pool.order_for("甲")[0]
    assert pool.queries[first[0]].text in page and pool.documents[first[1]].text in page
    assert "基本事实" in page and "争议焦点" in page and "法律适用" in page
    assert "system" not in page and "checked" not in page
    assert first[1] not in page.replace(pool.documents[first[1]].text, "")


def test_judgments_are_saved_at_once_and_the_next_pair_comes(pool: Pool) -> None:
    browser = client(pool)
    order = pool.order_for("甲")
    answer = browser.post("/pair/0", data=GRADES, follow_redirects=False)
    assert answer.headers["location"] == "/pair/1"
    kept = Store(pool.folder, "甲").judged[order[0]]
    assert (kept.facts, kept.focus, kept.law, kept.note, kept.grade) == (3, 2, 0, "理由", 2)
    shown = browser.get("/pair/0").text
    assert shown.count("checked") == 3 and "更正" in shown


def test_work_goes_on_where_it_was_left_and_ends(pool: Pool) -> None:
    client(pool).post("/pair/1", data=GRADES)
    again = client(pool)
    assert again.get("/", follow_redirects=False).headers["location"] == "/pair/0"
    again.post("/pair/0", data=GRADES)
    assert again.get("/", follow_redirects=False).headers["location"] == "/pair/2"
    done = again.post("/pair/2", data=GRADES)
    assert "全部评完" in done.text and len(Store(pool.folder, "甲").judged) == 3


def test_skipped_pairs_are_not_forgotten(pool: Pool) -> None:
    browser = client(pool)
    assert "还有 3 对" in browser.get("/pair/3").text
    assert browser.post("/pair/2", data=GRADES, follow_redirects=False).headers["location"] == "/pair/0"


def test_annotators_do_not_see_each_other(pool: Pool) -> None:
    one, two = client(pool, "one"), client(pool, "two")
    for place in range(3):
        one.post(f"/pair/{place}", data=GRADES)
    assert "checked" not in two.get("/pair/0").text
    assert "已评 0 / 3" in two.get("/pair/0").text


@pytest.mark.parametrize("change", [{"facts": "4"}, {"law": ""}, {"focus": "-1"}])
def test_grades_outside_of_the_scale_are_refused(pool: Pool, change: dict[str, str]) -> None:
    assert client(pool).post("/pair/0", data=GRADES | change).status_code == 422
    assert Store(pool.folder, "甲").judged == {}


def test_other_sites_and_hosts_are_refused(pool: Pool) -> None:
    browser = client(pool)
    answer = browser.post("/pair/0", data=GRADES, headers={"origin": "http://evil.example"})
    assert answer.status_code == 403
    assert browser.get("/pair/0", headers={"host": "evil.example"}).status_code == 400
    assert Store(pool.folder, "甲").judged == {}
    same = browser.post("/pair/0", data=GRADES, headers={"origin": "http://testserver"})
    assert same.status_code == 200 and len(Store(pool.folder, "甲").judged) == 1


def test_the_page_needs_nothing_from_elsewhere_and_escapes_texts(pool: Pool) -> None:
    path = pool.folder / "documents.jsonl"
    path.write_text(path.read_text("utf-8").replace("持卡人", "<script>"), "utf-8")
    browser = client(open_pool(pool.folder))
    for place in range(3):
        answer = browser.get(f"/pair/{place}")
        assert "<script" not in answer.text and "http" not in answer.text
        assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert browser.get("/pair/99").status_code == 404
