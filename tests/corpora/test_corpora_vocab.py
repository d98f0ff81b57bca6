"""Vocabularies: schema, lookups, consistency."""

import datetime as dt

import pytest
from pydantic import TypeAdapter

from corpora.model import CourtLevel
from corpora.vocab import (
    Gist,
    Gists,
    VocabularyError,
    causes,
    clean_law_name,
    courts,
    dispute_types,
    gists,
    laws,
    synonyms,
    terms,
)
from corpora.vocab.files import check


def test_causes() -> None:
    vocabulary = causes()
    cause = vocabulary.find("证券虚假陈述责任纠纷")
    assert cause is not None
    assert (cause.number_2020, cause.number_2026, cause.level) == ("314(3)", "352(3)", 4)
    assert [a.name for a in vocabulary.ancestors(cause)][:2] == ["证券欺诈责任纠纷", "证券纠纷"]
    names = [c.name for c in vocabulary.all()]
    assert len(names) == len(set(names))
    assert sum(not c.criminal for c in vocabulary.all()) >= 250
    assert sum(c.criminal for c in vocabulary.all()) >= 80
    known = set(names)
    assert all(not c.parent or c.parent in known for c in vocabulary.all())
    assert not any(c.verified for c in vocabulary.all() if not c.criminal)


def test_charges_are_those_of_the_official_lists() -> None:
    charges = [c for c in causes().all() if c.criminal]
    listed = [c for c in charges if c.level == 3]
    assert all(c.verified for c in listed) and not any(c.verified for c in charges if c.level == 4)
    assert 480 <= sum(not c.withdrawn for c in listed) <= 490
    fraud, old = causes().find("证券诈骗"), causes().find("投毒罪")
    assert fraud is None
    assert old is not None and old.withdrawn and old.article == "114、115(1)"
    trading = causes().find("利用未公开信息交易罪")
    assert trading is not None and trading.article == "180(4)" and not trading.withdrawn


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("金融借款合同纠纷", "金融借款合同纠纷"),
        ("金融借款合同", "金融借款合同纠纷"),
        ("居间合同纠纷", "中介合同纠纷"),
        ("生命权、健康权、身体权纠纷", "生命权、身体权、健康权纠纷"),
        ("诈骗", "诈骗罪"),
        ("内幕交易罪", "内幕交易罪"),
        ("证券登记存管结算纠纷", "证券登记、存管、结算纠纷"),
    ],
)
def test_find_cause(written: str, name: str) -> None:
    found = causes().find(written)
    assert found is not None and found.name == name


def test_unknown_cause() -> None:
    assert causes().find("天气纠纷甲") is None


@pytest.mark.parametrize(
    ("numbers", "first", "last"),
    [
        (("319", "357"), "期货经纪合同纠纷", "期货虚假信息责任纠纷"),
        (("302", "340"), "证券权利确认纠纷", "客户交易结算资金纠纷"),
    ],
)
def test_numbers_run_without_a_gap(numbers: tuple[str, str], first: str, last: str) -> None:
    every = [c for c in causes().all() if c.level == 3 and c.number_2020]
    start = next(i for i, c in enumerate(every) if c.name == first)
    end = next(i for i, c in enumerate(every) if c.name == last)
    assert (every[start].number_2020, every[start].number_2026) == numbers
    old = [int(c.number_2020 or 0) for c in every[start : end + 1]]
    assert old == list(range(old[0], old[0] + len(old)))


@pytest.mark.parametrize(
    ("name", "level", "region"),
    [
        ("最高人民法院", CourtLevel.SUPREME, ""),
        ("中华人民共和国最高人民法院", CourtLevel.SUPREME, ""),
        ("广东省高级人民法院", CourtLevel.HIGH, "广东"),
        ("深圳市中级人民法院", CourtLevel.INTERMEDIATE, "广东"),
        ("上海金融法院", CourtLevel.INTERMEDIATE, "上海"),
        ("成渝金融法院", CourtLevel.INTERMEDIATE, "重庆"),
        ("苏州市虎丘区人民法院", CourtLevel.BASIC, "江苏"),
        ("延边朝鲜族自治州中级人民法院", CourtLevel.INTERMEDIATE, "吉林"),
        ("广州海事法院", CourtLevel.INTERMEDIATE, "广东"),
        ("内蒙古自治区高级人民法院", CourtLevel.HIGH, "内蒙古"),
        ("新疆生产建设兵团第八师中级人民法院", CourtLevel.INTERMEDIATE, "新疆兵团"),
        ("北京互联网法院", CourtLevel.BASIC, "北京"),
        ("上海市浦东新区人民法院", CourtLevel.BASIC, "上海"),
        ("福州市中级人民法院", CourtLevel.INTERMEDIATE, "福建"),
        ("抚州市中级人民法院", CourtLevel.INTERMEDIATE, "江西"),
    ],
)
def test_court(name: str, level: CourtLevel, region: str) -> None:
    court = courts().lookup(name)
    assert court is not None and (court.level, court.region) == (level, region)


def test_not_a_court() -> None:
    assert courts().lookup("某某有限公司") is None


def test_court_by_code() -> None:
    financial, unlisted = courts().by_code("沪74"), courts().by_code("浙05")
    assert financial is not None and financial.name == "上海金融法院"
    assert unlisted is not None and (unlisted.level, unlisted.region) == (CourtLevel.INTERMEDIATE, "浙江")
    assert courts().by_code("甲99") is None


def test_cities_belong_to_one_region() -> None:
    every = [city for region in courts().regions() for city in region.cities]
    assert len(every) == len(set(every)) >= 330


def test_dispute_types() -> None:
    every = dispute_types().all()
    assert len(every) == 54
    for kind in every:
        assert kind.strong and kind.terms and kind.label
        assert all(causes().find(name) for name in kind.causes), kind.code
    found = dispute_types().get("L01")
    assert found is not None and found.l1 == "上市公司" and found.label == "虚假陈述"
    assert dispute_types().get("X99") is None


def test_synonyms_are_directed_and_kept_apart() -> None:
    vocabulary = synonyms()
    assert [g.number for g in vocabulary.groups()] == list(range(1, 65))
    assert "强行平仓" in vocabulary.expand("爆仓")
    assert "爆仓" not in vocabulary.expand("强行平仓")
    assert "穿仓" not in vocabulary.expand("爆仓") and "穿仓" in vocabulary.not_same("爆仓")
    assert "爆仓" in vocabulary.not_same("穿仓")
    assert "调解协议" not in vocabulary.expand("调解书")
    for group in vocabulary.groups():
        assert not set(group.not_same) & set(group.right)
    assert "中国证券监督管理委员会" in vocabulary.expand("证监会")


def test_terms() -> None:
    assert len(terms()) >= 200 and "揭露日" in terms()
    assert len(set(terms())) == len(terms())


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("证券法", "证券法"),
        ("《中华人民共和国证券法》", "证券法"),
        ("民诉法", "民事诉讼法"),
        ("九民纪要", "全国法院民商事审判工作会议纪要"),
        ("证券法（2019年修订）", "证券法"),
        (
            "最高人民法院关于适用〈中华人民共和国公司法〉若干问题的规定（三）",
            "最高人民法院关于适用《公司法》若干问题的规定（三）",
        ),
        ("火星法", None),
    ],
)
def test_laws(name: str, full: str | None) -> None:
    assert laws().resolve(name) == full


def test_law_short_and_clean() -> None:
    assert laws().short("全国法院民商事审判工作会议纪要") == "九民纪要"
    assert clean_law_name("《中华人民共和国公司法》(2018年第四次修正)") == "公司法"
    assert clean_law_name("某某办法（试行）") == "某某办法（试行）"


def test_short_names_are_unambiguous() -> None:
    owner: dict[str, str] = {}
    for law in laws().all():
        for short in law.short:
            assert owner.setdefault(short, law.name) == law.name


def test_gists_newest_version_first() -> None:
    old = Gist(law="样例法", article=1, version=dt.date(2014, 1, 1), gist="旧版要点")
    new = Gist(law="样例法", article=1, version=dt.date(2020, 1, 1), gist="新版要点")
    assert Gists((old, new)).get("样例法#1") is new
    assert gists().get("样例法#1") is None


@pytest.mark.parametrize(
    "text", ["- {law: 甲法, article: 0, version: 2020-01-01, gist: 要点要点}", "- {law: 甲法}", "- [", "a: 1"]
)
def test_a_bad_file_says_where(text: str) -> None:
    with pytest.raises(VocabularyError, match="x.yaml"):
        check("x.yaml", text, TypeAdapter(tuple[Gist, ...]))
