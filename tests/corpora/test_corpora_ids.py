"""案号 and the other identifiers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.identifiers import canonical_identifier, find_case_numbers, find_identifiers
from corpora.model import CourtLevel, Procedure

FORMS = [
    ("(2013)宁商终字第7号", "(2013)宁商终字第7号", None, "", Procedure.SECOND),
    ("(2013)宁高民终字第7号", "(2013)宁高民终字第7号", CourtLevel.HIGH, "宁夏", Procedure.SECOND),
    ("(2011)深中法民二终字第9号", "(2011)深中法民二终字第9号", CourtLevel.INTERMEDIATE, "", Procedure.SECOND),
    ("（2020）沪74民初1号", "(2020)沪74民初1号", CourtLevel.INTERMEDIATE, "上海", Procedure.FIRST),
    ("(2020)沪0115民初12345号", "(2020)沪0115民初12345号", CourtLevel.BASIC, "上海", Procedure.FIRST),
    ("〔2019〕最高法民申1号", "(2019)最高法民申1号", CourtLevel.SUPREME, "", Procedure.RETRIAL_REVIEW),
    ("[2021]最高法知民终12号", "(2021)最高法知民终12号", CourtLevel.SUPREME, "", Procedure.SECOND),
    ("【2021】京民终7号", "(2021)京民终7号", CourtLevel.HIGH, "北京", Procedure.SECOND),
    ("（２０２０）沪７４民初１号", "(2020)沪74民初1号", CourtLevel.INTERMEDIATE, "上海", Procedure.FIRST),
    ("（ 2020 ）沪 74 民初 1 号", "(2020)沪74民初1号", CourtLevel.INTERMEDIATE, "上海", Procedure.FIRST),
    ("(2020)沪74民初1号之一", "(2020)沪74民初1号之一", CourtLevel.INTERMEDIATE, "上海", Procedure.FIRST),
    ("(2020)沪74民初1号-1", "(2020)沪74民初1号-1", CourtLevel.INTERMEDIATE, "上海", Procedure.FIRST),
    ("(2019)兵0101民初5号", "(2019)兵0101民初5号", CourtLevel.BASIC, "新疆兵团", Procedure.FIRST),
    ("(2022)渝87民初8号", "(2022)渝87民初8号", CourtLevel.INTERMEDIATE, "重庆", Procedure.FIRST),
    ("(2020)京民辖终3号", "(2020)京民辖终3号", CourtLevel.HIGH, "北京", Procedure.JURISDICTION),
    ("(2020)粤03民特30号", "(2020)粤03民特30号", CourtLevel.INTERMEDIATE, "广东", Procedure.SPECIAL),
    ("(2020)浙0192民撤2号", "(2020)浙0192民撤2号", CourtLevel.BASIC, "浙江", Procedure.FIRST),
    ("(2020)鲁01执恢2号", "(2020)鲁01执恢2号", CourtLevel.INTERMEDIATE, "山东", Procedure.ENFORCEMENT),
    ("(2020)鲁执异9号", "(2020)鲁执异9号", CourtLevel.HIGH, "山东", Procedure.ENFORCEMENT),
    ("(2020)沪0115诉前调确12号", "(2020)沪0115诉前调确12号", CourtLevel.BASIC, "上海", Procedure.SPECIAL),
    ("(2016)最高法刑核12号", "(2016)最高法刑核12号", CourtLevel.SUPREME, "", Procedure.DEATH_REVIEW),
    ("(2020)川民再4号", "(2020)川民再4号", CourtLevel.HIGH, "四川", Procedure.RETRIAL),
    ("(2020)内01破申1号", "(2020)内01破申1号", CourtLevel.INTERMEDIATE, "内蒙古", Procedure.RETRIAL_REVIEW),
    ("(2017)京行终345号", "(2017)京行终345号", CourtLevel.HIGH, "北京", Procedure.SECOND),
    ("(2018)最高法委赔监9号", "(2018)最高法委赔监9号", CourtLevel.SUPREME, "", Procedure.COMPENSATION),
    ("(2013)民二终字第42号", "(2013)民二终字第42号", CourtLevel.SUPREME, "", Procedure.SECOND),
    ("(2006)浦民二(商)初字第1号", "(2006)浦民二(商)初字第1号", CourtLevel.BASIC, "", Procedure.FIRST),
    (
        "（2014）沪高民五（商）终字第1号",
        "(2014)沪高民五(商)终字第1号",
        CourtLevel.HIGH,
        "上海",
        Procedure.SECOND,
    ),
    (
        "(2012)沪一中民六(商)终字第00123号",
        "(2012)沪一中民六(商)终字第123号",
        CourtLevel.INTERMEDIATE,
        "上海",
        Procedure.SECOND,
    ),
    ("（2015）刑立他字第26-1号", "(2015)刑立他字第26-1号", CourtLevel.SUPREME, "", Procedure.OTHER),
    ("（2013）执监字第9号", "(2013)执监字第9号", CourtLevel.SUPREME, "", Procedure.ENFORCEMENT),
    ("(2009)民申字第1号", "(2009)民申字第1号", CourtLevel.SUPREME, "", Procedure.RETRIAL_REVIEW),
    (
        "(二〇〇六)沪高民二(商)终字第一百号",
        "(2006)沪高民二(商)终字第100号",
        CourtLevel.HIGH,
        "上海",
        Procedure.SECOND,
    ),
    ("(2012年)民提字第8号", "(2012)民提字第8号", CourtLevel.SUPREME, "", Procedure.RETRIAL),
    ("(2014)新民二终字155号", "(2014)新民二终字第155号", CourtLevel.HIGH, "新疆", Procedure.SECOND),
    ("(2014)豫法民二终第150号", "(2014)豫法民二终字第150号", CourtLevel.HIGH, "河南", Procedure.SECOND),
]


@pytest.mark.parametrize(("text", "canonical", "level", "region", "procedure"), FORMS)
def test_case_number(
    text: str, canonical: str, level: CourtLevel | None, region: str, procedure: Procedure
) -> None:
    (found,) = find_case_numbers(f"本院作出{text}判决")
    assert found.canonical == canonical
    assert (found.level, found.region, found.procedure) == (level, region, procedure)
    assert (found.start, found.end) == (4, 4 + len(text))
    assert canonical_identifier(text) == canonical


@pytest.mark.parametrize("dash", list("-－‐‑‒–—―−─﹘﹣"))
@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("（2031）刑立他字第00012{}1号", "(2031)刑立他字第12-1号"),
        ("（2031）江民一终字第66{}2号", "(2031)江民一终字第66-2号"),
        ("（2031）沪0115执12号{}3", "(2031)沪0115执12号-3"),
    ],
)
def test_a_branch_is_read_behind_a_dash_of_any_width(dash: str, text: str, canonical: str) -> None:
    (found,) = find_case_numbers(text.format(dash) + "判决")
    assert found.canonical == canonical


@pytest.mark.parametrize(
    ("text", "serials"),
    [
        ("(2013)民二终字第3—7号", [3, 4, 5, 6, 7]),
        ("(2013)民二终字第53―55号", [53, 54, 55]),
        ("(2020)京02民初1、2、3号", [1, 2, 3]),
        ("(2013)民二终字第53-57号", [53, 54, 55, 56, 57]),
        ("(2018)粤03民初1号至4号", [1, 2, 3, 4]),
        ("(2018)粤03民初1至3号", [1, 2, 3]),
        ("(2018)粤03民初1号、(2018)粤03民初9号", [1, 9]),
    ],
)
def test_lists_of_case_numbers(text: str, serials: list[int]) -> None:
    assert [found.serial for found in find_case_numbers(text)] == serials


@pytest.mark.parametrize(
    "text",
    [
        "(2013)沪东证经字第123号",
        "(2015)中国贸仲京裁字第0123号",
        "(2020)3号",
        "法释〔2022〕2号",
        "(2011)第04358号",
        "(2020)沪仲案字第1号",
        "(2014)文鉴字第75号",
        "2020年3月5日",
        "(2020)年度报告第1号",
        "编号(2020)甲字第1号",
        "(1020)沪74民初1号",
        "(2012)承刑监字第**号",
        "民初1号",
        "",
    ],
)
def test_not_a_case_number(text: str) -> None:
    assert find_case_numbers(text) == []


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("参见指导案例68号", "指导案例68号"),
        ("指导性案例第24号", "指导案例24号"),
        ("指导性案例二十四号", "指导案例24号"),
        ("检例第1号", "检例第1号"),
        ("检例第 ８６ 号", "检例第86号"),
        ("入库编号2024-08-2-314-001", "2024-08-2-314-001"),
        ("中国证监会行政处罚决定书〔2020〕3号", "中国证监会行政处罚(2020)3号"),
        ("《中国证券监督管理委员会行政处罚决定书》（〔2020〕3号）", "中国证监会行政处罚(2020)3号"),
        ("上海证监局作出《行政处罚决定书》（沪〔2020〕3号）", "上海证监局行政处罚沪(2020)3号"),
        ("中国证监会市场禁入决定书〔2021〕5号", "中国证监会市场禁入(2021)5号"),
        ("证监罚字[2006]5号", "证监罚字(2006)5号"),
        ("法释〔2022〕2号", "法释(2022)2号"),
        ("法[2019]254号", "法(2019)254号"),
        ("证监会公告〔2022〕45号", "证监会公告(2022)45号"),
    ],
)
def test_other_schemes(text: str, canonical: str) -> None:
    assert canonical_identifier(text) == canonical


def test_canonical_is_stable() -> None:
    for text, canonical, *_ in FORMS:
        assert canonical_identifier(canonical) == canonical_identifier(text)


@given(
    st.text(alphabet="（）()〔〕0123456789年沪京最高法民初终字第号之一-、至 \n指导案例检二〇２", max_size=60)
)
def test_never_raises_and_spans_lie_in_the_text(text: str) -> None:
    for found in [*find_case_numbers(text), *find_identifiers(text)]:
        assert 0 <= found.start < found.end <= len(text)
        assert found.canonical


def test_every_province_has_its_letter() -> None:
    """The letters of the courts' numbering rules, 黔 for 贵州 among them."""
    letters = "京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔云藏陕甘青宁新兵"
    for letter in letters:
        found = find_case_numbers(f"（2023）{letter}01民终9105号")
        assert [number.canonical for number in found] == [f"(2023){letter}01民终9105号"]
        assert found[0].region
