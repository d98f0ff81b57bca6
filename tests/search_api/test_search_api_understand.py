"""One box: which reading, what was found, what is looked for."""

import io
from pathlib import Path

import pytest
from docx import Document as Word
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen import canvas

from corpora.model import Kind, SectionRole
from corpora.parse import parse_text
from corpora.readers import ocr
from indexer.viewer import LOCAL_OWNER, PUBLIC
from indexer.workspace import Workspace
from search_api.http.app import create_app
from search_api.http.settings import Settings
from search_api.query.box import understand_box
from search_api.query.complaint import with_parts
from search_api.query.cutting import cut
from search_api.query.models import Understood
from search_api.query.told_parties import told_kinds
from search_api.retrieval import Searcher

COMPLAINT = """民事起诉状
原告：周某，女，1962年3月生，汉族，住澄江市。
被告：云杉银行股份有限公司澄江分行，住所地澄江市。
诉讼请求：
1.判令被告赔偿原告理财本金损失41.6万元；
事实与理由：
2021年5月12日，理财经理向原告推荐产品，称与存款一样保本。原告认购100万元，亏损41.6万元。
被告未履行适当性义务，依照《中华人民共和国证券投资基金法》第九十八条，应当赔偿。
此致
澄江市人民法院
"""
STORY = "我妈去银行存定期，理财经理让她买了一个产品，说保本，现在亏了四成，银行说她自己签的字不赔，测评是经理做的，能不能要回来？"


def read(searcher: Searcher, text: str, **options: object) -> Understood:
    return understand_box(searcher.context, text, LOCAL_OWNER, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "reading", "action"),
    [
        ("爆仓了怎么办", "words", "search"),
        ("（2020）云01民终88号", "case_number", "document"),
        ("(1999)沪01民初1号", "case_number", "search"),
        ("请找(2022)鄂01民初7号这个案子", "case_number", "document"),
        ("证券法第八十五条", "statute", "statute"),
        ("《中华人民共和国证券法》第85条", "statute", "statute"),
        ("理财亏损调解记录", "title", "document"),
        ('强行平仓 "追加保证金" -股票', "words", "search"),
        (COMPLAINT, "case", "similar"),
    ],
)
def test_what_was_put_in_is_told(searcher: Searcher, text: str, reading: str, action: str) -> None:
    found = read(searcher, text)
    assert (found.reading, found.next.action) == (reading, action)
    assert found.confidence + sum(a.share for a in found.alternatives) <= 1.01


def test_an_article_with_words_may_be_either(searcher: Searcher) -> None:
    found = read(searcher, "证券法第八十五条 虚假陈述 揭露日 赔偿范围")
    assert {found.reading, *(a.reading for a in found.alternatives)} >= {"statute", "words"}
    assert 0.2 < found.confidence < 0.8


def test_the_user_decides_in_the_end(searcher: Searcher) -> None:
    found = read(searcher, "证券法第八十五条", reading="words")
    assert found.reading == "words" and found.next.action == "search"
    assert found.alternatives[0].reading == "statute"


def test_a_hidden_document_is_not_led_to(searcher: Searcher) -> None:
    found = understand_box(searcher.context, "理财亏损调解记录", PUBLIC)
    assert found.reading == "words" and found.next.action == "search"


def test_a_complaint_is_taken_apart(searcher: Searcher) -> None:
    document = with_parts(parse_text(COMPLAINT))
    assert [s.role for s in document.sections] == [
        SectionRole.PARTIES, SectionRole.CLAIMS, SectionRole.FACTS, SectionRole.CLOSING,
    ]  # fmt: skip
    assert [(p.role, p.name[:2]) for p in document.parties] == [("原告", "周某"), ("被告", "云杉")]
    found = read(searcher, COMPLAINT)
    assert found.parties == {"claiming": ["自然人"], "answering": ["银行"]}
    assert [a.yuan for a in found.amounts] == [1_000_000, 416_000]
    assert found.statutes[0].key == "证券投资基金法#98" and found.days[0].value == "2021-05-12"
    for item in (*found.amounts, *found.days, *found.statutes, *found.focus):
        assert COMPLAINT[item.start : item.end] == item.text


def test_a_lay_story_tells_kinds_focus_and_expansions(searcher: Searcher) -> None:
    found = read(searcher, STORY)
    assert found.parties == {"claiming": ["自然人"], "answering": ["银行"]}
    assert [f.text for f in found.focus] == ["能不能要回来？"]
    assert found.dispute_types[0].code == "B05"
    assert all(0 < e.weight < 1 and e.terms for e in found.expansions)
    assert found.did_you_mean == [] and found.kept[0].part == "whole"


def test_what_a_long_judgment_leaves_out_is_told(searcher: Searcher) -> None:
    long = searcher.document("j-false-1", LOCAL_OWNER)
    assert long
    text = long.text.replace("构成虚假记载。", "构成虚假记载。" + "云杉科技的账目与合同逐一核对。" * 150)
    document = parse_text(text, Kind.JUDGMENT)
    kept, dropped = cut(document)
    assert {c.part for c in kept} == {"facts", "focus"}
    told = {c.part: c.why for c in dropped}
    assert "超出" in told["facts"] and told["parties"] and told["ruling"]
    for one in dropped:
        assert not any(one.start < k.end and k.start < one.end for k in kept)


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=200))
def test_any_text_is_understood(searcher: Searcher, text: str) -> None:
    found = read(searcher, text)
    assert 0 <= found.confidence <= 1 and found.text == text


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "原告系自然人投资者。被告为一家光伏类上市公司及其股东。",
            {"claiming": ["自然人"], "answering": ["上市公司"]},
        ),
        ("期货公司没通知就把我平仓了", {"claiming": ["自然人"], "answering": ["期货公司"]}),
        ("证券公司营业部客户经理代客操作", {"claiming": ["自然人"], "answering": ["证券公司"]}),
        ("合同效力如何认定", {}),
    ],
)
def test_kinds_of_parties_of_a_story(text: str, kinds: dict[str, list[str]]) -> None:
    assert told_kinds(parse_text(text)) == kinds


def _pdf(words: str) -> bytes:
    out = io.BytesIO()
    page = canvas.Canvas(out)
    if words:
        page.drawString(72, 700, words)
    else:
        from PIL import Image
        from reportlab.lib.utils import ImageReader

        page.drawImage(ImageReader(Image.new("RGB", (400, 400), "white")), 50, 300)
    page.showPage()
    page.save()
    return out.getvalue()


def test_files_over_http(workspace: Workspace, tmp_path: Path) -> None:
    word = Word()
    for line in COMPLAINT.splitlines():
        word.add_paragraph(line)
    buffer = io.BytesIO()
    word.save(buffer)
    with TestClient(create_app(Settings(home=workspace.home)), raise_server_exceptions=False) as client:

        def send(name: str, data: bytes) -> tuple[int, dict]:  # type: ignore[type-arg]
            answer = client.post("/v1/understand/file", files={"file": (name, data)})
            return answer.status_code, answer.json()

        status, body = send("complaint.docx", buffer.getvalue())
        assert status == 200 and body["reading"] == "case" and body["parties"]["answering"] == ["银行"]
        assert send("complaint.txt", COMPLAINT.encode("gb18030"))[1]["statutes"]
        assert send("words.pdf", _pdf("margin call dispute"))[0] == 200
        if not ocr.available():
            status, body = send("scan.pdf", _pdf(""))
            assert status == 422 and "扫描" in body["message"] and "文字识别" in body["message"]
        assert send("empty.txt", b"")[0] == 422
        answer = client.post("/v1/understand", json={"text": "证券法第八十五条"}).json()
        assert answer["next"] == {
            "action": "statute", "query": "", "document_id": "", "law": "证券法", "article": "85",
        }  # fmt: skip
        assert client.post("/v1/understand", json={"text": ""}).status_code == 422
