"""axe-core over every screen: no serious or critical finding; and one whole search without a mouse."""

from urllib.parse import quote

import httpx
import pytest

from tests.browsing import Running, browser_tests, still

pytestmark = browser_tests
axe = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
)
CASE = (
    "期货公司在保证金不足时以短信通知追加保证金，半小时后即强行平仓，申请人请求赔偿超量平仓的损失十二万元。"
)
STREAMLIT = {
    "meta-viewport",  # the page's frame is Streamlit's; it does not let the page change its own head
    "region",
    "landmark-one-main",
}
"""Rules about the frame that Streamlit draws around every page."""


@pytest.fixture(scope="module")
def things(program: Running) -> dict[str, str]:
    """One of everything that screens show."""
    with httpx.Client(base_url=program.api, trust_env=False, timeout=60) as service:
        hit = service.post("/v1/similar", json={"text": CASE, "limit": 1}).json()["hits"][0]["id"]
        folder = service.post("/v1/folders", json={"title": "可及性", "pending_case": CASE}).json()["id"]
        service.post(f"/v1/folders/{folder}/items", json={"document_id": hit, "note": "备注"})
        service.post("/v1/saved-searches", json={"name": "可及性", "query": "强行平仓", "folder_id": folder})
        report = service.post("/v1/reports", json={"folder_id": folder}).json()["id"]
        number = service.post(f"/v1/reports/{report}/snapshots", params={"incomplete": True}).json()["number"]
        service.delete(f"/v1/folders/{service.post('/v1/folders', json={'title': '已删'}).json()['id']}")
    return {"hit": hit, "folder": str(folder), "report": str(report), "number": number}


ADDRESSES = {
    "browse": "",
    "words": f"?q={quote('强行平仓 通知')}",
    "authority": f"?q={quote('强行平仓')}&sort=authority&court={quote('上海金融法院')}",
    "case": f"?case={quote(CASE)}",
    "nothing": f"?q={quote(chr(34) + '绝无此词语组合' + chr(34))}",
    "group": "?page=browse&by=issuer",
    "document": f"?doc={{hit}}&find={quote('平仓')}&q={quote('平仓')}",
    "compare": "?page=compare&id={hit}&to={hit}",
    "parties": "?page=parties&id={hit}",
    "mediation": "?page=mediation&id={hit}",
    "folders": "?page=folders",
    "folder": "?page=folders&id={folder}",
    "searches": "?page=folders&tab=searches",
    "alerts": "?page=folders&tab=alerts",
    "bin": "?page=folders&tab=bin",
    "reports": "?page=reports",
    "report": "?page=reports&id={report}",
    "snapshot": "?page=reports&id={report}&snapshot={number}",
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_screen_has_no_serious_finding(site: str, page, things: dict[str, str], name: str) -> None:
    page.goto(site + ADDRESSES[name].format(**things))
    still(page)
    page.wait_for_timeout(500)
    found = axe.Axe().run(page).response["violations"]
    serious = [
        f"{rule['id']}: {rule['help']}: {node['html'][:200]}"
        for rule in found
        if rule["impact"] in ("serious", "critical") and rule["id"] not in STREAMLIT
        for node in rule["nodes"]
    ]
    assert serious == []


def test_a_search_needs_no_mouse(site: str, page) -> None:
    page.goto(site)
    still(page)
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.fq-box') !== null"):
            break
    page.keyboard.type("强行平")
    page.wait_for_selector("#fq-suggestions li")
    page.keyboard.press("ArrowDown")
    assert page.locator("#fq-suggestions li[aria-selected=true]").count() == 1
    page.keyboard.press("Enter")
    page.wait_for_selector(".fq-card h3 a")
    still(page)
    title = page.locator(".fq-card h3 a").first.inner_text()
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.fq-card h3 a')"):
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none", (
        "focus can be seen"
    )
    page.keyboard.press("Enter")
    page.wait_for_function("text => document.querySelector('.fq-head h2')?.innerText === text", arg=title)
