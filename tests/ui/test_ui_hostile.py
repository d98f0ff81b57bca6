"""A hostile document on every screen: nothing of it runs, loads, or breaks the page; it is shown as written."""

from dataclasses import replace
from urllib.parse import quote, urlparse

import httpx
import pytest

from corpora.model import Kind
from corpora.parse import parse_text
from indexer.viewer import LOCAL_OWNER
from indexer.workspace import Workspace
from tests.browsing import Running, browser_tests, still
from ui.web.state import packed

pytestmark = browser_tests
SCRIPT = '<script>window.hacked=1</script><img src="http://evil.example/x.png" onerror="window.hacked=2">'
MARKDOWN = "![图](http://evil.example/y.png) [点我](javascript:window.hacked=3) **粗** `码` $x^2$ :material/lock: <b>甲</b>"
LONG = "无断行" * 3_400
TITLE = f"敌意文书{SCRIPT}{MARKDOWN}"
TEXT = f"""东海市中级人民法院
民 事 判 决 书
（2026）沪02民初7777号
原告：钱某{SCRIPT}。
被告：敌意期货有限公司{MARKDOWN}。
本院经审理认定事实如下：敌意文书强行平仓{SCRIPT}。{LONG}
# 标题 {MARKDOWN}
本院认为，本案争议焦点为强行平仓是否适当{MARKDOWN}。依照《中华人民共和国期货和衍生品法》第四十一条，判决如下：
驳回原告的诉讼请求{SCRIPT}。
二〇二六年三月一日
"""


@pytest.fixture(scope="module")
def planted(program: Running) -> dict[str, str]:
    """The document in the library, in a folder with a hostile note, in a report, with a verdict."""
    with Workspace.open(program.home) as workspace:
        document = replace(parse_text(TEXT, Kind.JUDGMENT), id="judgment-hostile", title=TITLE)
        workspace.library.put([document], LOCAL_OWNER)
        workspace.sync()
    with httpx.Client(base_url=program.api, trust_env=False, timeout=60) as service:
        made = service.post(
            "/v1/folders",
            json={"title": TITLE[:180], "note": SCRIPT, "tags": ["<b>标</b>"], "pending_case": TEXT},
        )
        folder = made.json()["id"]
        item = {"document_id": "judgment-hostile", "note": MARKDOWN + SCRIPT}
        assert service.post(f"/v1/folders/{folder}/items", json=item).status_code == 201
        verdict = {
            "folder_id": folder,
            "document_id": "judgment-hostile",
            "similar": True,
            "reason": SCRIPT + MARKDOWN,
        }
        assert service.post("/v1/verdicts", json=verdict).status_code == 201
        search = {"name": SCRIPT, "query": "敌意文书", "folder_id": folder}
        assert service.post("/v1/saved-searches", json=search).status_code == 201
        report = service.post("/v1/reports", json={"folder_id": folder}).json()["id"]
        number = service.post(f"/v1/reports/{report}/snapshots", params={"incomplete": True}).json()["number"]
        gone = service.post("/v1/folders", json={"title": TITLE[:180]}).json()["id"]
        service.delete(f"/v1/folders/{gone}")
    return {"folder": str(folder), "report": str(report), "number": number}


ADDRESSES = {
    "hits": f"?q={quote('敌意文书')}",
    "document": f"?doc=judgment-hostile&q={quote('强行平仓')}&find=script",
    "compare": f"?page=compare&to=judgment-hostile&casez={packed(TEXT[:900])}",
    "compare itself": "?page=compare&to=judgment-hostile&id=judgment-hostile",
    "parties": "?page=parties&id=judgment-hostile",
    "mediation": "?page=mediation&id=judgment-hostile",
    "folders": "?page=folders",
    "folder": "?page=folders&id={folder}",
    "searches": "?page=folders&tab=searches",
    "bin": "?page=folders&tab=bin",
    "report": "?page=reports&id={report}",
    "preview": "?page=reports&id={report}&preview=1",
    "snapshot": "?page=reports&id={report}&snapshot={number}",
    "query": f"?q={quote(SCRIPT + MARKDOWN)}",
    "case": f"?case={quote(SCRIPT * 3 + MARKDOWN)}",
    "filter": f"?f={quote('cause=' + SCRIPT)}",
    "group": f"?page=browse&by=topic&value={quote(SCRIPT)}",
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_nothing_of_a_hostile_document_runs_or_loads(
    program: Running, page, planted: dict[str, str], name: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(program.web + ADDRESSES[name].format(**planted))
    still(page)
    page.wait_for_timeout(400)
    assert page.evaluate("window.hacked") is None
    hosts = {urlparse(url).hostname for url in asked if url.startswith(("http", "ws"))}
    assert hosts <= {"127.0.0.1"}, hosts
    main = page.locator("[data-testid=stMain]")
    assert main.locator("script:not([src])", has_text="hacked").count() == 0
    assert main.locator("[onerror], a[href^=javascript], img[src*=evil]").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "wider than the page"
    assert "Traceback" not in page.inner_text("body")


def test_the_document_is_shown_as_written(site: str, page, planted: dict[str, str]) -> None:
    page.goto(f"{site}?doc=judgment-hostile")
    still(page)
    assert page.locator(".fq-head h2").inner_text() == TITLE
    text = page.locator(".fq-text").all_inner_texts()
    assert any(SCRIPT in part for part in text) and any(MARKDOWN in part for part in text)
