"""People without a role word, masked names, masked numbers, places and bodies in running text: by table."""

import pytest

from corpora.redact import Sensitive, find, redact
from corpora.redact.recognisers.masked import is_masked, masked_names


def found(text: str, *kinds: Sensitive) -> list[str]:
    return [text[item.start : item.end] for item in find(text) if not kinds or item.kind in kinds]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("证人周小满、吴小暑作证", ["周小满", "吴小暑"]),
        ("与郑谷雨（同案被告人，已判刑）商定", ["郑谷雨"]),
        ("其妻子阿朵（另案处理）", ["阿朵"]),
        ("方某指使郑谷雨、吴小暑、钱白露（均另案处理）", ["方某", "郑谷雨", "吴小暑", "钱白露"]),
        ("“老周”（在逃）提供", ["老周"]),
        ("委托海棠公司法务部周小满律师出庭", ["周小满"]),
        ("龙海公司资金部的周小满等工作人员", ["周小满"]),
        ("1、周小满承诺还款", ["周小满"]),
        ("法定代表人为周小满，注册资本", ["周小满"]),
        ("司机周小满报警", ["周小满"]),
        ("原告：周长有。被告周长有返还，周长有称", ["周长有", "周长有", "周长有"]),
        ("第二笔、第五笔借款", []),
        ("自己、他人", []),
        ("关联关系、交易对手", []),
        ("委托律师、聘请律师", []),
        ("公司、股东、董事", []),
    ],
)
def test_people_whom_no_role_word_introduces(text: str, expected: list[str]) -> None:
    people = (Sensitive.PERSON, Sensitive.AGENT)
    assert found(text, *people) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("被害人周某甲、吴某、郑某某的陈述", ["周某甲", "吴某", "郑某某"]),
        ("证人周×甲、吴××、郑XX等", ["周×甲", "吴××", "郑XX"]),
        ("被害人周甲、周乙在场", ["周甲", "周乙"]),
        ("证人周某（甲）、周某（乙）", ["周某（甲）", "周某（乙）"]),
        ("证人欧阳乙、周丙到庭", ["欧阳乙", "周丙"]),
        ("市场组组长孙某甲", ["孙某甲"]),
        ("被害人阿某某（男）、买某甲", ["阿某某", "买某甲"]),
        ("2011年4月某日在某公司", []),
        ("甲方周某公司", []),
        ("购买甲基苯丙胺、马甲、乙方", []),
        ("前往周××镇", []),
        ("某银行某支行", []),
    ],
)
def test_masked_names_are_found_and_stay(text: str, expected: list[str]) -> None:
    assert found(text, Sensitive.PERSON) == expected
    assert all(is_masked(name) for name in expected)
    assert redact(text, "release").text == text


def test_a_given_name_that_ends_like_a_cover_is_replaced() -> None:
    redacted = redact("原告周小辛诉被告吴长庚。吴长庚辩称，周小辛知情。", "release").text
    assert "小辛" not in redacted and "长庚" not in redacted and redacted.count("吴某") == 2


def test_a_pseudonym_is_never_that_of_a_masked_name() -> None:
    text = "原告：周小满。证人周某甲、周某乙作证。"
    assert redact(text).text == "原告：周某丙。证人周某甲、周某乙作证。"


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (Sensitive.ACCOUNT, "账户（账号为18×××42）取现，存入18×××26-12", ["18×××42", "18×××26-12"]),
        (Sensitive.ACCOUNT, "向152405041329、149210317949银行账户汇款", ["152405041329", "149210317949"]),
        (Sensitive.BANK_CARD, "卡号为62×××11农行卡、尾号为1234", ["62×××11", "1234"]),
        (Sensitive.BANK_CARD, "合同编号6222021234567890128", []),
        (Sensitive.PHONE, "号码为132XXXXXXXX，138****5678", ["132XXXXXXXX", "138****5678"]),
        (Sensitive.ID_NUMBER, "身份证110101********0011", ["110101********0011"]),
        (Sensitive.ID_NUMBER, "被告：周小满。330621199003211650", ["330621199003211650"]),
        (Sensitive.ID_NUMBER, "流水330621199003211650", []),
        (Sensitive.ID_NUMBER, "持有号码为K123456（8）的香港身份证", ["K123456（8）"]),
        (Sensitive.PLATE, "驾驶云XXXXXX轿车、津××××××、粤BX12XX", ["云XXXXXX", "津××××××", "粤BX12XX"]),
        (Sensitive.PLATE, "新疆02－02378号出租车", ["新疆02－02378"]),
        (Sensitive.PLATE, "云XXXXXX村、新XX镇", []),
        (Sensitive.ADDRESS, "尾随至示范省青禾市云溪区柳巷8号3室杀害", ["示范省青禾市云溪区柳巷8号3室"]),
        (Sensitive.ADDRESS, "车行至青禾市云溪镇柳村14组路段", ["青禾市云溪镇柳村14组"]),
        (Sensitive.ADDRESS, "潜入吉林省松原市××区××街××楼×单元×××室", ["吉林省松原市××区××街××楼×单元×××室"]),
        (Sensitive.ADDRESS, "邹城市农村信用合作联社提交意见", []),
        (Sensitive.ADDRESS, "矫正机构做好社区矫正工作", []),
        (Sensitive.ADDRESS, "青禾市云溪区人民法院（2020）示01民初1号", []),
        (Sensitive.ADDRESS, "江苏省高级人民法院认为", []),
    ],
)
def test_masked_numbers_and_places(kind: Sensitive, text: str, expected: list[str]) -> None:
    assert found(text, kind) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "被告：海棠证券股份有限公司（以下简称海棠证券）。海棠证券辩称，海棠公司无过错。",
            ["海棠证券股份有限公司", "海棠证券", "海棠证券", "海棠公司"],
        ),
        ("与云溪市柳巷机械厂（以下简称柳巷厂）签约", ["云溪市柳巷机械厂", "柳巷厂"]),
        ("驳回海棠公司的请求。海棠公司不服", ["海棠公司", "海棠公司"]),
        ("该公司、上市公司、保险公司均应", []),
        ("青禾市云溪区人民法院、中国人民银行、示范省公安局", []),
        ("委托代理人：周小满，北京示范律师事务所律师", []),
    ],
)
def test_bodies(text: str, expected: list[str]) -> None:
    assert found(text, Sensitive.ORGANISATION) == expected


def test_bodies_are_told_apart_by_kind_and_a_series_agrees() -> None:
    names: dict[str, str] = {}
    first = redact("被告：海棠证券股份有限公司。第三人：木槿证券有限公司。", "release", names)
    assert first.text == "被告：某甲证券公司。第三人：某乙证券公司。"
    second = redact("木槿证券有限公司（以下简称木槿证券）答辩，木槿证券认可。", "release", names)
    assert second.text == "某乙证券公司（以下简称某乙证券公司）答辩，某乙证券公司认可。"
    assert "海棠证券" in redact("被告：海棠证券股份有限公司。").text


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("原告刘丁，男。刘丁诉称，被告未还款。", ["刘丁"]),
        ("法定代表人：肖庚，经理。肖庚称，证人李某甲在场。", ["肖庚"]),
        ("原告欧阳辛，女。欧阳辛与被告张某达成协议。", ["欧阳辛"]),
        ("原告王戊诉被告王癸。王戊称，王癸未到庭。", ["王戊", "王癸"]),
    ],
)
def test_a_surname_and_a_later_stem_is_a_name_where_no_cover_begins_the_row(
    text: str, names: list[str]
) -> None:
    redacted = redact(text, "release").text
    assert not any(name in redacted for name in names)


@pytest.mark.parametrize(
    "text",
    [
        "原告王甲诉称，李乙欠款，证人周丙、吴丁作证。",
        "证人欧阳乙、周丙作证。周丙称，欧阳乙在场。",
        "原告张甲、张丙诉被告李丁。李丁辩称，货物未到。",
    ],
)
def test_covers_in_the_order_of_the_stems_stay(text: str) -> None:
    assert redact(text, "release").text == text


def test_a_stem_within_a_foreign_name_is_no_cover() -> None:
    assert list(masked_names("马丁·韦斯特到庭，与马丁·韦斯特签约。")) == []
