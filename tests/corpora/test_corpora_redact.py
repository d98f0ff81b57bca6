"""Redaction: each recogniser by table, the whole by its laws."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.parse import parse
from corpora.readers import RawDocument, read
from corpora.redact import Policy, Redaction, Sensitive, find, load_policy, policy_names, redact
from corpora.redact.operators import district, mask
from corpora.redact.policy import Operation
from corpora.redact.recognisers.bank_card import passes_luhn
from corpora.redact.recognisers.identity import is_id_number
from tests.shared import SHARED, needs_shared


def found(text: str, *kinds: Sensitive) -> list[str]:
    return [text[item.start : item.end] for item in find(text) if not kinds or item.kind in kinds]


def applied(text: str, redaction: Redaction) -> str:
    """The output as the replacements account for it."""
    for item in reversed(redaction.replacements):
        text = text[: item.start] + item.replacement + text[item.end :]
    return text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("身份证号11010519491231002X住址", ["11010519491231002X"]),
        ("（110105 19491231 002x）", ["110105 19491231 002x"]),
        ("公民身份号码：１１０１０５１９４９１２３１００２Ｘ。", ["１１０１０５１９４９１２３１００２Ｘ"]),
        ("身份证号码为110105194912310021", ["110105194912310021"]),
        ("身份证110105491231002", ["110105491231002"]),
        ("流水110105194912310021笔", []),
        ("编号911010519491231002X", []),
        ("合同号A11010519491231002X", []),
        ("日期110105194913310025", []),
    ],
)
def test_id_numbers(text: str, expected: list[str]) -> None:
    assert found(text, Sensitive.ID_NUMBER) == expected


def test_id_checksum() -> None:
    assert is_id_number("11010519491231002X")
    assert not is_id_number("110105194912310021")
    assert not is_id_number("11010519491331002X")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("电话13812345678联系", ["13812345678"]),
        ("手机138-1234-5678。", ["138-1234-5678"]),
        ("+86 13812345678", ["+86 13812345678"]),
        ("致电021-12345678转", ["021-12345678"]),
        ("（0571）12345678", ["（0571）12345678"]),
        ("联系电话：12345678", ["12345678"]),
        ("金额13812345678元", []),
        ("订单213812345678", []),
        ("编号12812345678", []),
        ("2020-12345678元", []),
    ],
)
def test_phones(text: str, expected: list[str]) -> None:
    assert found(text, Sensitive.PHONE) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("尾款打入6222021234567890128处", ["6222021234567890128"]),
        ("尾款打入6222021234567890123处", []),
        ("卡号6222 0212 3456 7890 123。", ["6222 0212 3456 7890 123"]),
        ("银行卡（中国示范银行）622202123456789", ["622202123456789"]),
        ("指数4000.1234567890123", []),
    ],
)
def test_bank_cards(text: str, expected: list[str]) -> None:
    assert found(text, Sensitive.BANK_CARD) == expected


def test_luhn() -> None:
    assert passes_luhn("4539578763621486")
    assert not passes_luhn("4539578763621487")


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (Sensitive.ACCOUNT, "资金账号：880012345", ["880012345"]),
        (Sensitive.ACCOUNT, "账户（人民币）号码为 1234 5678 90，", ["1234 5678 90"]),
        (Sensitive.ACCOUNT, "交易编码00123456", ["00123456"]),
        (Sensitive.ACCOUNT, "账户2015年亏损", []),
        (Sensitive.ACCOUNT, "账户50000元", []),
        (Sensitive.ACCOUNT, "账户内12345", []),
        (Sensitive.SECURITIES_ACCOUNT, "股东账号0123456789", ["0123456789"]),
        (Sensitive.SECURITIES_ACCOUNT, "名下A123456789持股", ["A123456789"]),
        (Sensitive.SECURITIES_ACCOUNT, "证券账户：B123456789", ["B123456789"]),
        (Sensitive.EMAIL, "发至a.b-c@x-y.com.cn。", ["a.b-c@x-y.com.cn"]),
        (Sensitive.EMAIL, "@某某 a@b", []),
        (Sensitive.ONLINE_ACCOUNT, "微信号：zhou_xm88，QQ12345678", ["zhou_xm88", "12345678"]),
        (Sensitive.PLATE, "驾驶沪A·12345与浙AD12345相撞", ["沪A·12345", "浙AD12345"]),
        (Sensitive.PLATE, "（2020）沪0115民初1号", []),
        (Sensitive.DOCUMENT_NUMBER, "护照号码E12345678", ["E12345678"]),
        (Sensitive.BIRTH_DATE, "1985年3月2日出生", ["1985年3月2日"]),
        (Sensitive.BIRTH_DATE, "出生日期：1985-03-02", ["1985-03-02"]),
        (Sensitive.BIRTH_DATE, "周小满，男，一九八五年三月二日生", ["一九八五年三月二日"]),
        (Sensitive.BIRTH_DATE, "争议发生于2004年3月30日", []),
        (Sensitive.BIRTH_DATE, "2020年3月2日起诉", []),
        (Sensitive.ADDRESS, "住示范省青禾市云溪区柳巷8号3室，", ["示范省青禾市云溪区柳巷8号3室"]),
        (Sensitive.ADDRESS, "住所地：青禾市云溪区大道1号。", ["青禾市云溪区大道1号"]),
        (Sensitive.ADDRESS, "户籍地青禾市云溪区 身份证号", ["青禾市云溪区"]),
        (Sensitive.ACCOUNT, "客户编号：100200300；信用账户06012345", ["100200300", "06012345"]),
        (Sensitive.ACCOUNT, "合同编号：2023-0456", []),
        (
            Sensitive.SECURITIES_ACCOUNT,
            "股东卡号0123456789，深圳证券账户0987654321",
            ["0123456789", "0987654321"],
        ),
        (Sensitive.BIRTH_DATE, "女，1969年2月生，住", ["1969年2月"]),
        (Sensitive.ADDRESS, "暂住地广东省深圳市罗湖区××花园×栋×室。", ["广东省深圳市罗湖区××花园×栋×室"]),
        (Sensitive.ADDRESS, "户籍地淮阳县××乡××村，无业", ["淮阳县××乡××村"]),
        (Sensitive.ADDRESS, "在其租住的青禾市云溪区柳巷8号查获", ["青禾市云溪区柳巷8号"]),
        (Sensitive.ADDRESS, "住内黄县，在住处内抓获；对所居住社区没有影响", ["内黄县"]),
        (Sensitive.ADDRESS, "住院三天，住房一套", []),
        (Sensitive.ADDRESS, "网站地址：无", []),
    ],
)
def test_numbers_and_places(kind: Sensitive, text: str, expected: list[str]) -> None:
    assert found(text, kind) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("原告：周小满，男。", ["周小满"]),
        ("原告周小满诉称，被告应当付款。", ["周小满"]),
        ("上诉人（原审被告、反诉原告）周小满，女", ["周小满"]),
        ("原告周小满、吴小暑、郑谷雨与被告公司", ["周小满", "吴小暑", "郑谷雨"]),
        ("委托诉讼代理人：欧阳秋分，律师", ["欧阳秋分"]),
        ("申请人：于白露\n", ["于白露"]),
        ("法定代表人：阿依古丽·买买提，经理", ["阿依古丽·买买提"]),
        ("被告John Smith，美国人", ["John Smith"]),
        ("调解员：吴小暑", ["吴小暑"]),
        ("审判长　郑谷雨", ["郑谷雨"]),
        ("周小满诉海棠证券公司委托理财合同纠纷", ["周小满"]),
        ("原告周小满认为", ["周小满"]),
        ("原告周小满未付款", ["周小满"]),
        ("原告周无恙于昨日", ["周无恙"]),
        ("原告：俸小满，男。", ["俸小满"]),
        ("原告俸小满", ["俸小满"]),
        ("原告磊小满", []),
        ("被告应当支付", []),
        ("原告于2020年向法院起诉", []),
        ("被告方承担费用，原告方认可", []),
        ("被告安信示范证券公司辩称", []),
        ("被告Example Securities Ltd，", []),
        ("股东权益的计算", []),
        ("客户王先生的损失", []),
        ("原告张某甲与被告李某", ["张某甲", "李某"]),
        ("申请人支付，被申请人陈述", []),
        ("被告人白玛多吉，男，藏族", ["白玛多吉"]),
        ("调解员：屠以宁（主持）、石广陵\n", ["屠以宁", "石广陵"]),
        ("委托诉讼代理人：河清，律师", ["河清"]),
        ("负责人：粟米。", ["粟米"]),
        ("投诉人：退钱，一分不少", []),
        ("审判长方文军\n代理审判员曾琳\n", ["方文军", "曾琳"]),
        ("审　判　长　　竹莹莹\n书 记 员　于　蒙", ["竹莹莹", "于　蒙"]),
        ("审判长认为，审判员应当回避", []),
        ("客户经理周小满虽答应", ["周小满"]),
        ("被告人贺超诈骗一案", ["贺超"]),
        ("原告：周　小　满，男。后周小满起诉", ["周　小　满", "周小满"]),
    ],
)
def test_people(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_one_person_one_pseudonym_everywhere() -> None:
    text = "原告：周小满。被告：周大雪。第三人：吴小暑。后周小满与周大雪和解，吴小暑同意。"
    assert redact(text).text == "原告：周某甲。被告：周某乙。第三人：吴某。后周某甲与周某乙和解，吴某同意。"


def test_pseudonyms_are_stable_over_a_series() -> None:
    names: dict[str, str] = {}
    first = redact("原告：周小满。", pseudonyms=names)
    second = redact("被告：周大雪，原告：周小满。", pseudonyms=names)
    assert first.text == "原告：周某。"
    assert second.text == "被告：周某甲，原告：周某。"
    assert names == {"周小满": "周某", "周大雪": "周某甲"}


def test_a_pseudonym_that_the_text_holds_is_not_given_again() -> None:
    assert redact("原告：周小满。证人周某作证。").text == "原告：周某甲。证人周某作证。"


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("被告人周小满，曾用名周大满，男。周大满逃离。", "被告人周某，曾用名周某，男。周某逃离。"),
        ("被告人王家立，又名王家力、王群羊，男", "被告人王某，又名王某、王某，男"),
        ("被告人周小满，绰号“勇哥”，男。“勇哥”来电", "被告人周某，绰号“周某”，男。“周某”来电"),
        ("申请人：周小满（以下简称老周），女。老周说", "申请人：周某（以下简称周某），女。周某说"),
        ("原告：陈若川。投资者小陈说，小陈述", "原告：陈某。投资者陈某说，小陈述"),
        ("原告：陈若川。被告：陈大雪。小陈说", "原告：陈某甲。被告：陈某乙。小陈说"),
        ("原告：高山远。小高层住宅", "原告：高某。小高层住宅"),
        ("审判员　陈 平\n原告：陈平。", "审判员　陈某\n原告：陈某。"),
    ],
)
def test_one_person_one_pseudonym_under_every_name(text: str, redacted: str) -> None:
    assert redact(text).text == redacted


def test_names_of_several_parts_end_where_the_sentence_goes_on() -> None:
    name = "海来提·阿不力克木"
    text = f"被告人{name}，男。被告人{name}听说云南有货。被告人{name}作案时所穿"
    assert redact(text).text == "被告人海某，男。被告人海某听说云南有货。被告人海某作案时所穿"
    assert redact(text.replace("，男", "亦供认")).text.count("海某") == 3


def test_a_name_takes_no_word_of_the_sentence_with_it() -> None:
    text = "被告人崔涛，男。被告人崔涛的。被告人崔涛亦"
    assert redact(text).text == "被告人崔某，男。被告人崔某的。被告人崔某亦"
    assert redact("原告：张静。原告：张静国。").text == "原告：张某甲。原告：张某乙。"
    whole = "被告人李成和，男，1980年3月2日出生。被告人李成和犯罪，被告人李成和被害人张甲"
    assert "李成" not in redact(whole).text and "李某和" not in redact(whole).text
    assert redact("被告人方建平，男，汉族。方建平称").text == "被告人方某，男，汉族。方某称"
    assert redact("先打被害人头部，系主犯；董事长助理，住成都市").text.startswith(
        "先打被害人头部，系主犯；董事长助理"
    )


def test_more_people_than_stems() -> None:
    people = [f"周小{char}" for char in "一二三四五六七八九十春夏"]
    redaction = redact("".join(f"原告：{name}。" for name in people))
    given = [item.replacement for item in redaction.replacements]
    assert len(set(given)) == 12
    assert given[10] == "周某11"


def test_policies_decide_on_judges() -> None:
    text = "原告：周小满。\n审判员　郑谷雨"
    assert "郑谷雨" in redact(text).text
    assert "郑谷雨" not in redact(text, "strict").text
    assert redact(text, "numbers").text == text


def test_a_party_of_the_same_name_as_a_judge_is_hidden() -> None:
    assert "郑谷雨" not in redact("审判员　郑谷雨\n被告：郑谷雨。").text


def test_every_shipped_policy_is_whole() -> None:
    assert {"default", "numbers", "strict"} <= set(policy_names())
    for name in policy_names():
        policy = load_policy(name)
        assert policy.name == name
        assert set(policy.kinds) == set(Sensitive)


def test_unknown_policy_and_incomplete_policy() -> None:
    with pytest.raises(ValueError, match="default"):
        redact("甲", "没有")
    with pytest.raises(ValueError, match="email"):
        Policy(name="x", description="", kinds={Sensitive.PERSON: Operation(operator="keep")})


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("示范省青禾市云溪区柳巷8号", "示范省青禾市云溪区××"),
        ("青禾市云溪新区大道1号", "青禾市云溪新区××"),
        ("柳巷村3组", "××"),
    ],
)
def test_district(address: str, expected: str) -> None:
    assert district(address) == expected


def test_mask() -> None:
    assert mask("6222 0212 3456 7890 128", Operation(operator="mask", last=4)) == "*" * 15 + "0128"
    assert mask("123", Operation(operator="mask", last=4)) == "***"


def test_replacements_name_their_recogniser() -> None:
    (item,) = redact("电话13812345678").replacements
    assert (item.start, item.end, item.kind, item.replacement) == (2, 13, "phone", "[电话]")
    assert item.recogniser == "phone.mobile"


_WORDS = (
    "原告|被告：|法定代表人|周小满|周大雪|吴小暑|、|，男，|1985年3月2日|出生|住|身份证号|电话|诉称|与|某|甲|。|\n"
    "|青禾市云溪区柳巷8号|11010519491231002X|13812345678|6222021234567890128|账号|A123456789|a@b.cn"
    "|沪A12345|１２３|😀|\ud800|(|）"
)
PIECES = st.sampled_from(_WORDS.split("|"))


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map("".join)),
    st.sampled_from(["default", "strict", "numbers"]),
)
def test_laws(text: str, policy: str) -> None:
    redaction = redact(text, policy)
    end = 0
    for item in redaction.replacements:
        assert end <= item.start < item.end <= len(text)
        end = item.end
    assert redaction.text == applied(text, redaction)
    assert redact(text, policy) == redaction


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_no_hidden_name_is_left(text: str) -> None:
    redaction = redact(text)
    for item in redaction.replacements:
        if item.kind == "person" and item.replacement != text[item.start : item.end]:  # masked already
            assert text[item.start : item.end] not in redaction.text


_CHECK_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@st.composite
def _id_numbers(draw: st.DrawFn) -> str:
    born = draw(st.dates(date(1930, 1, 1), date(2008, 12, 31)))
    body = f"{draw(st.integers(110000, 659999))}{born:%Y%m%d}{draw(st.integers(0, 999)):03}"
    total = sum(int(digit) * weight for digit, weight in zip(body, _CHECK_WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


@st.composite
def _cards(draw: st.DrawFn) -> str:
    body = "62" + "".join(str(draw(st.integers(0, 9))) for _ in range(draw(st.sampled_from([13, 16]))))
    return next(body + check for check in "0123456789" if passes_luhn(body + check))


@settings(max_examples=200, deadline=None)
@given(_id_numbers(), _cards(), st.integers(13_000_000_000, 19_999_999_999).map(str))
def test_no_number_of_a_person_is_left(id_number: str, card: str, mobile: str) -> None:
    spaced = " ".join(card[at : at + 4] for at in range(0, len(card), 4))
    for text in (
        f"申请人身份号{id_number}，卡{card}，致电{mobile}。",
        f"（{id_number}）汇入{spaced}后由{mobile[:3]}-{mobile[3:7]}-{mobile[7:]}通知",
    ):
        left = "".join(char for char in redact(text).text if char.isalnum() or char == "*")
        assert not any(number in left for number in (id_number, card, mobile)), redact(text).text
        assert len(redact(text).replacements) == 3


@needs_shared
def test_names_in_real_judgments_are_gone() -> None:
    """Measured against the names that the parser knows, over every tenth of 1,000 judgments."""
    assert SHARED is not None
    known = left = 0
    for path in sorted((SHARED / "data" / "judgments").glob("*.txt"))[::10]:
        for raw in read(path):
            for document in parse(raw) if isinstance(raw, RawDocument) else ():
                names = [p.name for p in document.parties if p.is_person]
                plain = redact(document.text, "strict").text
                for name in {*names, *document.agents, *document.judges}:
                    if 2 <= len(name) <= 14 and not re.search("[某×xX*]", name):
                        known += 1
                        left += name in plain
    assert known > 400 and left <= 0.01 * known, (known, left)
