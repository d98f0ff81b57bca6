"""The redacted twin of a mediation record: nothing that tells who it is about, and everything else in its place."""

import re
from dataclasses import fields, replace

import pytest

from corpora.model import AccessLevel, Document, Kind, dump_document
from corpora.model.errors import CorpusError
from corpora.parse import parse, parse_text
from corpora.readers import read
from corpora.redact import organisations
from corpora.redact.hidden import speakers
from corpora.redact.record import has_twin, redacted_twin, twin_id
from corpora.sample import sample_path

RECORD = """案件编号：青调〔2024〕第067号
调解组织：青溪金融纠纷调解中心
调解员：蓝畹秋（主持）、乔惟中
申请人：柴玉洁，女，住青溪市临波区长河路18号3幢502室，电话13800138000
被申请人：砚石投资顾问有限公司青溪分公司
受理日期：2024年5月13日
请求金额：128,000元

【基本案情】
柴玉洁与砚石公司签订服务协议，身份证号110101199003070011。玉洁的儿子易小川说她被误导，易小川愿意作证。砚石投顾的业务员收款后离职。

【争议焦点】
服务费应否退还。依照《中华人民共和国证券法》第八十八条，砚石应当了解客户。

【调解结果】
协议金额：110,000元
司法确认：青溪市临波区人民法院（2024）浙0203民特9007号，裁定有效
"""
NAMES = (
    "柴玉洁",
    "玉洁",
    "蓝畹秋",
    "乔惟中",
    "易小川",
    "砚石",
    "青溪金融纠纷调解中心",
    "长河路",
    "13800138000",
)
NUMBERS = ("067", "9007", "110101199003070011")


def record(**changes: object) -> Document:
    document = parse_text(RECORD, Kind.MEDIATION)
    return replace(document, title="柴玉洁与砚石公司服务费争议", owner="青溪金融纠纷调解中心", **changes)


def twin_of(document: Document) -> Document:
    twin = redacted_twin(document, "t-1")
    assert twin is not None
    return twin


def sample_records() -> list[Document]:
    found = []
    for path in sorted(sample_path().glob("mediation-*.md")):
        for raw in read(path):
            assert not isinstance(raw, CorpusError)
            found += parse(raw)
    return found


def test_nothing_of_the_people_bodies_and_numbers_is_left() -> None:
    twin = twin_of(record())
    rest = dump_document(replace(twin, owner="")).decode()
    for name in (*NAMES, *NUMBERS):
        assert name not in rest, name
    assert twin.access is AccessLevel.REDACTED and twin.id == "t-1"
    assert twin.identifiers == () and twin.case_number == "" and twin.court is None
    assert twin.source.path == "" and not twin.extra and not twin.warnings and not twin.judges


def test_what_happened_stays() -> None:
    document = record()
    twin = twin_of(document)
    assert [p.name for p in twin.parties] == ["柴某", "某投资咨询公司某分公司"]
    assert "服务协议" in twin.text and twin.title == "柴某与某投资咨询公司服务费争议"
    assert [(s.law, s.article) for s in twin.statutes] == [("证券法", 88)]
    assert twin.mediation is not None and document.mediation is not None
    assert twin.mediation.claimed == document.mediation.claimed == 128_000.0
    assert twin.mediation.agreed == 110_000.0 and "[编号]" in twin.mediation.confirmation
    assert "青溪市临波区人民法院" in twin.mediation.confirmation  # courts are public


def test_offsets_count_the_twins_own_text() -> None:
    document = record()
    twin = twin_of(document)
    for before, after in zip(document.sections, twin.sections, strict=True):
        assert before.role is after.role
        if before.heading:
            assert before.heading in twin.text[after.start : after.end]
    (law,) = (s for s in twin.statutes if s.article == 88)
    assert twin.text[law.start : law.end].endswith("第八十八条")
    for party in twin.parties:
        assert twin.text[party.start : party.end].startswith(party.name[:2])
    for amount in twin.amounts:
        assert re.match(r"[\d,]+元", twin.text[amount.start : amount.end])


def test_every_field_of_a_document_was_decided_on() -> None:
    """A field added to the model is empty in twins until this list and the twin are changed together."""
    assert {f.name for f in fields(Document)} == {
        "id", "kind", "title", "text", "sections", "identifiers", "case_number", "court", "document_type",
        "procedure", "cause", "dispute_types", "date", "parties", "agents", "judges", "statutes", "amounts",
        "cited_cases", "keywords", "focus", "outcome", "key_dates", "key_values", "mediation", "tier",
        "effective", "access", "owner", "fictional", "source", "warnings", "extra",
    }  # fmt: skip


def test_without_a_clean_result_there_is_no_twin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpora.redact.record._Redactor.__call__", lambda self, text: text)
    assert redacted_twin(record(), "t-1") is None


def test_only_confidential_mediation_records_have_twins() -> None:
    assert has_twin(record(access=AccessLevel.RESTRICTED))
    assert not has_twin(record(access=AccessLevel.PUBLIC))
    assert not has_twin(record(access=AccessLevel.RESTRICTED, kind=Kind.JUDGMENT))


def test_an_id_cannot_be_worked_out_without_the_secret() -> None:
    assert twin_id("mediation-1", "a") == twin_id("mediation-1", "a")
    assert twin_id("mediation-1", "a") != twin_id("mediation-1", "b")


def test_sample_records_lose_names_and_keep_their_places() -> None:
    for document in sample_records():
        twin = twin_of(document)
        rest = dump_document(replace(twin, owner="")).decode()
        assert document.mediation is not None and document.mediation.record_number not in rest
        people = {p.name for p in document.parties if p.is_person} | set(document.mediation.mediators)
        for name in people:
            assert "某" in name or "：" in name or name not in rest, (document.title, name)
        for party in document.parties:
            if organisations.is_organisation(party.name):
                assert party.name not in rest, (document.title, party.name)
                core = organisations.take_apart(party.name).core
                assert core not in rest, (document.title, core)
        assert document.owner not in rest
        assert len(twin.sections) == len(document.sections)
        assert all(0 <= s.start <= s.end <= len(twin.text) for s in twin.sections)


@pytest.mark.parametrize(
    ("full", "base", "branch", "short", "core"),
    [
        ("晨岳证券股份有限公司潮汀路营业部", "晨岳证券股份有限公司", "潮汀路营业部", "晨岳证券", "晨岳"),
        ("川禾银行榆井支行", "川禾银行", "榆井支行", "川禾银行", "川禾"),
        ("谷雨楼证券投资咨询有限公司", "谷雨楼证券投资咨询有限公司", "", "谷雨楼证券投资咨询", "谷雨楼"),
    ],
)
def test_names_of_organisations_are_taken_apart(
    full: str, base: str, branch: str, short: str, core: str
) -> None:
    name = organisations.take_apart(full)
    assert (name.base, name.branch, name.short, name.core) == (base, branch, short, core)


def test_organisations_of_one_kind_are_told_apart() -> None:
    stands = organisations.replacements(["晨岳证券股份有限公司", "栖梧证券有限责任公司", "潮信期货有限公司"])
    assert stands["晨岳证券"] == "某甲证券公司" and stands["栖梧"] == "某乙证券公司"
    assert stands["潮信期货"] == "某期货公司"


def test_a_place_is_no_organisation_by_itself() -> None:
    stands = organisations.replacements(["澄江穗丰贸易有限公司"], "澄江市临波区人民法院", "")
    assert "澄江" not in stands and stands["穗丰"] == stands["澄江穗丰"] == "某公司"


def test_people_never_introduced_are_found_where_they_act() -> None:
    text = "车小满说机器是白送的。公司称没有。车小满不同意。焦点在于费率，费率如何认定，焦点不在此。"
    assert speakers(text) == ["车小满"]
