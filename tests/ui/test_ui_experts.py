"""The expert library in the browser: directory, roster, import with preview, from a match to an appointment."""

import io
import re
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import httpx
import openpyxl
import pytest

from experts.exchange.export import to_xlsx
from experts.roster.roster import sample_roster
from experts.roster.sample import load_sample
from office.identity import LOCAL_ACTOR
from office.sealing import Seal
from office.store import Office
from tests.browsing import Running, browser_tests, pick, still

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = [*browser_tests, pytest.mark.slow]


STREAMLIT = {"meta-viewport", "region", "landmark-one-main"}
"""Rules about the frame that Streamlit draws around every page."""


@pytest.fixture(scope="module")
def staffed(program: Running) -> Running:
    """The running program with the sample roster."""
    with Office.open(program.home, "") as office, office.session() as session:
        load_sample(session, Seal.of(program.home), LOCAL_ACTOR)
    return program


def press(page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def choose(page, label: str, option: str) -> None:
    """Choose in a list by typing: a long one holds only the options in sight."""
    field = page.get_by_label(label, exact=True).first
    pick(page, field, option, page.get_by_role("option", name=option, exact=True))


def test_the_directory_is_searched_and_leads_to_person_and_organisation(staffed: Running, page) -> None:
    page.goto(f"{staffed.web}?page=experts")
    page.wait_for_selector("text=共 46 人")
    choose(page, "语言", "粤语")
    press(page, "查找")
    page.wait_for_selector("text=共 4 人")
    assert parse_qs(urlparse(page.url).query)["language"] == ["粤语"]
    still(page)
    page.get_by_role("link", name="温绮").click()
    page.wait_for_selector(".fq-facts")
    still(page)
    text = page.inner_text("body")
    assert "示例" in text and "办结77件" in text and "样本不足" in text
    for private in ("000-00001002", "990000198110229025", "虚构小区", "麦垄证券咨询"):
        assert private not in page.content()
    page.get_by_role("link", name="澄江金融纠纷调解中心").first.click()
    page.wait_for_selector("text=芷汀工作站")


def test_experts_without_a_published_page_are_not_there(staffed: Running, page) -> None:
    page.goto(f"{staffed.web}?page=experts&id=P008")
    page.wait_for_selector("[role=alert]")
    assert "岑叙白" not in page.inner_text("body")


def test_a_state_is_changed_with_a_reason_and_stands_in_the_history(staffed: Running, page) -> None:
    page.goto(f"{staffed.web}?page=experts&tab=roster&id=P011")
    page.wait_for_selector(".fq-facts")
    still(page)
    form = page.locator("[data-testid=stForm]", has=page.get_by_text("变更状态"))
    form.get_by_role("button", name="保存").click()
    page.wait_for_selector("text=请写明原因")
    choose(page, "变更状态", "暂停")
    form.get_by_label("原因").fill("本人申请休整一个月")
    form.get_by_role("button", name="保存").click()
    page.wait_for_selector(".fq-badge >> text=暂停")
    still(page)
    assert "本人申请休整一个月" in page.locator(".fq-grid").inner_text()
    assert "000-00001011" not in page.inner_text(".fq-grid")


def test_an_import_is_previewed_refused_with_its_faults_and_confirmed(
    staffed: Running, page, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(sample_roster(), private=False)))
    sheet = book["人员"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, heads["擅长程序"], "普通、疑难复杂、小额速调")
    sheet.cell(3, heads["专业领域"], "S06、X99")
    file = tmp_path / "名册.xlsx"
    book.save(file)
    page.goto(f"{staffed.web}?page=experts&tab=import")
    page.locator("input[type=file]").set_input_files(file)
    page.wait_for_selector("text=有 1 处错误")
    assert "X99" in page.inner_text(".fq-grid")
    assert page.get_by_role("button", name="确认导入").count() == 0

    sheet.cell(3, heads["专业领域"], "S06、S07、F05")
    book.save(file)
    page.goto(f"{staffed.web}?page=experts&tab=import")
    page.locator("input[type=file]").set_input_files(file)
    page.wait_for_selector(".fq-grid >> text=普通、疑难复杂、小额速调")
    page.get_by_label("原因").fill("年度更新")
    press(page, "确认导入")
    page.wait_for_selector("text=已导入")
    shown = httpx.get(f"{staffed.api}/v1/experts/P001", trust_env=False).json()
    assert shown["procedures"] == ["普通", "疑难复杂", "小额速调"]


def test_from_a_dispute_to_somebody_chosen(staffed: Running, page) -> None:
    page.goto(f"{staffed.web}?page=experts&tab=match")
    page.get_by_label("纠纷情况").fill("交了两万元服务费进荐股群，跟着买一直亏，要求退还投顾服务费。")
    page.get_by_label("申请人", exact=True).fill("示例张某")
    page.get_by_label("被申请人", exact=True).fill("景曜投资顾问股份有限公司")
    choose(page, "省份", "示省")
    page.get_by_label("城市").fill("澄江市")
    press(page, "查找人选")
    page.wait_for_selector(".fq-candidate")
    still(page)
    people = page.locator("[data-testid=stColumn]", has=page.get_by_role("heading", name="人选")).first
    names = people.locator(".fq-candidate h3").all_inner_texts()
    assert len(names) >= 3
    assert "温绮" not in names  # she worked for the respondent
    left_out = page.locator("details", has=page.get_by_text("未列入"))
    left_out.locator("summary").click()
    row = left_out.locator("tr", has=page.get_by_text("温绮"))
    assert "回避" in row.inner_text()
    assert "客户服务部主管" not in page.content()
    assert "示例张某" not in page.url

    press(page, "登记并征求同意")
    page.wait_for_url(re.compile("matter=\\d+"))
    for _ in range(2):
        page.wait_for_selector("text=尚未征求")
        still(page)
        press(page, "记录")
        still(page)
    page.get_by_role("button", name="委派或委托", exact=True).wait_for()
    press(page, "委派或委托")
    page.wait_for_selector(".fq-badge >> text=待选定")
    still(page)
    page.get_by_role("tab", name="机构指定").click()
    page.get_by_label("原因").fill("当事人协商不成")
    press(page, "指定")
    page.wait_for_selector(".fq-badge >> text=已选定")
    still(page)
    assert "机构指定" in page.inner_text("body")


def referred(api: str) -> tuple[int, list[str]]:
    """A matter whose parties agreed, with its candidates."""
    parties = [{"name": "示例吴某"}, {"name": "示例周某", "side": "respondent"}]
    dispute = {"types": ["S06"], "region": "示省", "parties": parties}
    found = httpx.post(
        f"{api}/v1/experts/match", json={"dispute": dispute, "keep": True}, timeout=60, trust_env=False
    )
    number = found.json()["matter"]
    steps = [("consent", {"party": n, "given": True, "form": "书面"}) for n in (0, 1)]
    for step, detail in [*steps, ("refer", {"organisation": "O01"})]:
        body = {"step": step, "detail": detail}
        assert httpx.post(
            f"{api}/v1/matters/{number}/steps", json=body, timeout=60, trust_env=False
        ).is_success
    return number, [one["name"] for one in found.json()["result"]["people"]]


def several(page, form, label: str, names: list[str]) -> None:
    """Choose several in a list; after the first the field stays open and goes by another name."""
    for at, name in enumerate(names):
        option = page.get_by_role("option", name=re.compile(f"^{name}（"))
        if at == 0:
            pick(page, form.get_by_label(label, exact=True).first, name, option)
        else:
            page.keyboard.type(name)
            option.wait_for()
            page.keyboard.press("Enter")
    page.keyboard.press("Escape")


def test_parties_strike_and_rank_then_a_meeting_is_booked_and_shows_in_the_calendar(
    staffed: Running, page
) -> None:
    number, names = referred(staffed.api)
    page.goto(f"{staffed.web}?page=experts&tab=matters&matter={number}")
    for party in ("申请人 示例吴某", "被申请人 示例周某"):
        page.get_by_role("tab", name="划选排序").wait_for()
        still(page)
        page.get_by_role("tab", name="划选排序").click()
        form = page.locator("[data-testid=stForm]", has=page.get_by_role("button", name="提交划选单"))
        several(page, form, "划去", names[:1] if party.startswith("申请人") else [])
        several(page, form, "排序（按点选先后）", names[1:3])
        press(page, "提交划选单")
        still(page)
    page.wait_for_selector(f"text=选定：{names[1]}（主持：{names[1]}），划选排序产生")
    assert "尚未约定" in page.inner_text("body")
    page.get_by_role("tab", name="约定时间").click()
    press(page, "约定时间")
    page.wait_for_selector("text=约定时间：20")
    still(page)
    held = httpx.get(f"{staffed.api}/v1/matters/{number}", timeout=60, trust_env=False).json()["course"]
    chosen = held["selection"]["people"][0]
    page.goto(f"{staffed.web}?page=experts&tab=slots&id={chosen}")
    page.wait_for_selector(".fq-calendar .fq-half.booked")
    assert f"第 {number} 号" in page.inner_text(".fq-calendar")


def test_half_days_are_set_in_the_calendar(staffed: Running, page) -> None:
    page.goto(f"{staffed.web}?page=experts&tab=roster&id=P004")
    page.get_by_role("link", name="日程").click()
    page.wait_for_selector(".fq-calendar")
    still(page)
    before = page.locator(".fq-half", has_text="*").count()
    press(page, "保存")
    page.wait_for_selector(".fq-calendar .fq-half:has-text('*')")
    still(page)
    assert page.locator(".fq-calendar .fq-half", has_text="不可约*").count() == 2 + before
    choose(page, "设为", "恢复每周安排")
    press(page, "保存")
    page.wait_for_function(
        "() => ![...document.querySelectorAll('.fq-calendar .fq-half')].some(e => e.innerText.includes('*'))"
    )


def test_a_complaint_is_entered_listed_as_due_and_closed(staffed: Running, page) -> None:
    page.goto(f"{staffed.web}?page=experts&tab=complaints&id=P031")
    page.get_by_label("投诉内容").fill("示例：未经说明就要求签协议")
    press(page, "登记")
    page.wait_for_selector(".fq-grid >> text=待处理")
    still(page)
    page.goto(f"{staffed.web}?page=experts&tab=duties")
    page.wait_for_selector("text=有1件投诉待处理")
    page.goto(f"{staffed.web}?page=experts&tab=complaints")
    page.wait_for_selector("text=处理投诉")
    press(page, "办结投诉")
    page.wait_for_selector("text=请填写完整")
    page.get_by_text("属实", exact=True).first.click()
    page.get_by_label("处理情况").fill("谈话提醒，补充培训")
    press(page, "办结投诉")
    page.wait_for_selector(".fq-grid >> text=谈话提醒")
    shown = httpx.get(f"{staffed.api}/v1/roster/people/P031", timeout=60, trust_env=False).json()["person"]
    assert shown["state"]["state"] == "on_roster"


def test_a_relation_of_firms_is_entered_and_followed_by_the_check(staffed: Running, page) -> None:
    page.goto(f"{staffed.web}?page=experts&tab=firms")
    page.get_by_label("机构", exact=True).fill("景曜投资顾问股份有限公司")
    choose(page, "关系", "曾用名")
    page.get_by_role("textbox", name="对方名称").fill("泽柳商务咨询有限公司")
    press(page, "登记")
    page.wait_for_selector(".fq-grid >> text=泽柳商务咨询有限公司")
    page.goto(f"{staffed.web}?page=recusal")
    page.get_by_label("当事人（每行一个）").fill("泽柳商务咨询有限公司")
    press(page, "核对")
    page.wait_for_selector(".fq-grid >> text=温绮")


@pytest.mark.parametrize("size", [(1280, 800), (820, 1180)])
@pytest.mark.parametrize(
    "address",
    ["", "&tab=organisations", "&tab=organisations&id=O03", "&id=P001", "&tab=roster", "&tab=roster&id=P002",
     "&tab=roster&id=O03", "&tab=import", "&tab=match", "&tab=matters", "&tab=duties",
     "&tab=slots&id=P001", "&tab=complaints", "&tab=firms",
     "&tab=changes", "&tab=settings"],
)  # fmt: skip
def test_every_screen_fits_and_has_no_serious_finding(
    staffed: Running, page, size: tuple[int, int], address: str
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{staffed.web}?page=experts{address}")
    page.wait_for_selector(".fq-holdings")
    still(page)
    assert page.locator("[data-testid=stException]").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
    )
    serious = [
        f"{rule['id']}: {node['html'][:200]}"
        for rule in axe.Axe().run(page).response["violations"]
        if rule["impact"] in ("serious", "critical") and rule["id"] not in STREAMLIT
        for node in rule["nodes"]
    ]
    assert serious == []
