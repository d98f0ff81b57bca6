"""Papers without 本院认为, and who speaks where the usual words are missing. All texts are made up."""

import pytest

from corpora.model import Document, Procedure, SectionRole
from corpora.parse import parse
from corpora.readers.raw import RawDocument

R = SectionRole
APPEAL = """中华人民共和国最高人民法院
民事裁定书
（2031）民二终字第8号
上诉人（一审被告）：岚澜商贸有限公司。
被上诉人（一审原告）：甘棠。
"""
DECISION = """中华人民共和国最高人民法院
{form}
（2031）刑监字第5-1号
"""
SIGNED = "\n审判长沈青\n二〇三一年五月六日\n书记员苏叶"
OPENING = (
    "上诉人岚澜商贸有限公司因与被上诉人甘棠买卖合同纠纷一案，"
    "不服江州省高级人民法院（2030）江民初字第9号民事判决，向本院提起上诉。"
)
UNPAID = "该公司于五月二日签收通知，至今未预交上诉案件受理费。"
RULED = "依照《中华人民共和国民事诉讼法》第一百一十八条的规定，裁定如下："


def court_paper(text: str) -> Document:
    return parse(RawDocument(text, "", "", "crawl", None, {"title": ""}))[0]


def gazette(body: str, parties: str = "", title: str = "甘棠诉岚澜商贸有限公司买卖合同纠纷案") -> Document:
    listed = parties or "原告：甘棠，男，40岁，住江州市。\n被告：岚澜商贸有限公司，住所地：江州市。\n"
    return parse(RawDocument(f"#{title}\n{listed}{body}", "", "1", "official", None, {"title": ""}))[0]


def own(document: Document, role: SectionRole) -> list[str]:
    return [document.text[s.start : s.end] for s in document.sections if s.role is role and not s.instance]


@pytest.mark.parametrize(
    ("paragraph", "reasoning"),
    [
        (OPENING + UNPAID + RULED, RULED),
        (OPENING + "本院" + RULED, "本院" + RULED),
        (OPENING + f"\n{UNPAID}据此，{RULED}", f"据此，{RULED}"),
        (
            OPENING + "经审查，该申请符合法律规定的条件。" + RULED,
            "经审查，该申请符合法律规定的条件。" + RULED,
        ),
        (
            OPENING + "检察院认为本案符合应当再审的情形，向本院提出抗诉。" + RULED,
            RULED,
        ),
        (
            OPENING + "本院审理期间，甘棠申请解除查封，本院已作出裁定予以准许。" + RULED,
            RULED,
        ),
        (
            OPENING + UNPAID + "为使双方地位相当，本院认为对担保财产亦可查封。" + RULED,
            "为使双方地位相当，本院认为对担保财产亦可查封。" + RULED,
        ),
    ],
)
def test_the_statement_of_the_basis_is_the_reasoning_of_a_paper_without_another(
    paragraph: str, reasoning: str
) -> None:
    document = court_paper(f"{APPEAL}{paragraph}\n本案按自动撤回上诉处理。{SIGNED}")
    assert own(document, R.REASONING) == [reasoning]
    assert own(document, R.RULING) == ["本案按自动撤回上诉处理。"]
    assert own(document, R.PROCEEDINGS)[0].startswith("上诉人岚澜商贸有限公司因与")


@pytest.mark.parametrize(
    ("told", "basis"),
    [
        ("江州市人民检察院指控被告人甘棠、沈青犯诈骗罪，被告人苏叶犯盗窃罪一案，", "本院经审查，依照"),
        ("被告人甘棠、沈青、苏叶涉嫌诈骗、盗窃一案，", "根据"),
        ("江州省高级人民法院请示指定管辖被告人甘棠、沈青、苏叶诈骗案。", "本院经审查，依照"),
    ],
)
def test_a_decision_in_one_sentence_is_parted_after_the_case(told: str, basis: str) -> None:
    reasoning = f"{basis}《中华人民共和国刑事诉讼法》第二十六条的规定，决定如下："
    text = DECISION.format(form="指定管辖决定书") + f"{told}{reasoning}\n指定江州市人民法院审判。"
    document = court_paper(f"{text}\n二〇三一年五月六日")
    assert own(document, R.PROCEEDINGS) == [told]
    assert own(document, R.REASONING) == [reasoning]


def test_nothing_is_taken_for_a_basis_where_the_court_reasons_or_mediates() -> None:
    reasons = f"本院认为，岚澜商贸有限公司未预交受理费。{RULED}"
    document = court_paper(f"{APPEAL}{OPENING}\n{reasons}\n本案按自动撤回上诉处理。{SIGNED}")
    assert own(document, R.REASONING) == [reasons]
    agreed = "本案审理过程中，经本院主持调解，双方当事人自愿达成如下协议："
    document = court_paper(f"{APPEAL}{OPENING}\n{agreed}\n一、岚澜商贸有限公司退还货款。{SIGNED}")
    assert own(document, R.REASONING) == []


def test_all_accused_whom_the_prosecution_charges_in_one_sentence() -> None:
    told = "江州市人民检察院指控被告人甘棠、沈青犯诈骗罪，被告人苏叶、陆离犯盗窃罪一案，"
    text = DECISION.format(form="指定管辖决定书") + told
    document = court_paper(
        f"{text}依照《中华人民共和国刑事诉讼法》第二十六条的规定，决定如下：\n指定江州市人民法院审判。"
    )
    assert [p.name for p in document.parties] == ["甘棠", "沈青", "苏叶", "陆离"]


@pytest.mark.parametrize(
    ("ruling", "procedure"),
    [
        ("一、本案指令江州省高级人民法院再审；\n二、再审期间，中止原判决的执行。", Procedure.RETRIAL_REVIEW),
        ("一、本案由本院提审；\n二、再审期间，中止原判决的执行。", Procedure.RETRIAL_REVIEW),
        (
            "一、撤销江州省高级人民法院（2030）江民终字第9号民事裁定；\n二、驳回甘棠的起诉。",
            Procedure.RETRIAL,
        ),
    ],
)
def test_the_order_to_retry_after_a_protest_is_no_retrial(ruling: str, procedure: Procedure) -> None:
    head = "中华人民共和国最高人民法院\n民事裁定书\n（2031）民抗字第8号\n"
    parties = (
        "申诉人（一审原告、二审上诉人）：甘棠。\n被申诉人（一审被告、二审被上诉人）：岚澜商贸有限公司。\n"
    )
    told = "甘棠因与岚澜商贸有限公司买卖合同纠纷一案，向检察机关申诉。最高人民检察院向本院提出抗诉。"
    document = court_paper(f"{head}{parties}{told}{RULED}\n{ruling}{SIGNED}")
    assert document.procedure is procedure


def test_a_third_person_of_both_instances_is_a_party() -> None:
    parties = APPEAL + "一审、二审第三人：江州云台物流有限公司，住所地：江州市。\n"
    document = court_paper(f"{parties}{OPENING}\n本院认为，上诉不能成立。{RULED}\n驳回上诉。{SIGNED}")
    assert ("一审、二审第三人", "江州云台物流有限公司") in {(p.role, p.name) for p in document.parties}


@pytest.mark.parametrize(
    "complaint", ["原审判决未查明付款经过，", "二审法院没有审查新的证据，", "一审判决遗漏诉讼请求，"]
)
def test_what_a_lower_court_left_undone_is_the_word_of_the_party(complaint: str) -> None:
    head = "中华人民共和国最高人民法院\n民事裁定书\n（2031）民申字第8号\n再审申请人（一审原告、二审上诉人）：甘棠。\n"
    head += "被申请人（一审被告、二审被上诉人）：岚澜商贸有限公司。\n"
    told = "再审申请人甘棠因与被申请人岚澜商贸有限公司买卖合同纠纷一案，向本院申请再审。本院依法进行了审查，现已审查终结。\n"
    claims = f"甘棠申请再审称：\n一、原判决认定的事实缺乏证据\n{complaint}直接认定货款已经付清。"
    reasons = (
        "本院认为，甘棠的理由不能成立。依照《中华人民共和国民事诉讼法》第二百零四条第一款之规定，裁定如下："
    )
    document = court_paper(f"{head}{told}{claims}\n{reasons}\n驳回甘棠的再审申请。{SIGNED}")
    assert own(document, R.CLAIMS) == [claims]


FIRST = """原告甘棠因与被告岚澜商贸有限公司发生买卖合同纠纷，向江州市鼓楼区人民法院提起诉讼。
原告甘棠诉称：请求判令交货。
江州市鼓楼区人民法院一审认为：
合同有效。据此，江州市鼓楼区人民法院于2030年1月5日判决：
岚澜公司十日内交货。
一审宣判后，岚澜公司向江州市第一中级人民法院（以下简称一中院）提起上诉称：甘棠从未催告。
"""
HOLDING = "认为：岚澜公司诉请减少价款，称未获催告，与事实不符。\n甘棠上诉请求变更利息，缺乏依据。\n综上，该院于2030年6月7日判决："


@pytest.mark.parametrize(
    ("found", "court"),
    [
        ("一中院经二审，确认了一审查明的事实。", "一中院二审"),
        (
            "由于双方当事人对原判认定的交货经过无异议，江州市第一中级人民法院予以确认。",
            "江州市第一中级人民法院",
        ),
        ("一审查明的交货经过，各方均没有异议，一中院予以确认。", "一中院"),
    ],
)
def test_a_confirmation_in_one_line_is_what_the_second_instance_found(found: str, court: str) -> None:
    document = gazette(f"{FIRST}{found}\n{court}{HOLDING}\n驳回上诉，维持原判。")
    assert own(document, R.FACTS) == [found]
    assert own(document, R.REASONING) == [court + HOLDING]
    assert len(own(document, R.CLAIMS)) == 1


@pytest.mark.parametrize(
    ("line", "is_argued"),
    [
        ("被上诉人甘棠辩称：岚澜公司未付货款，请求驳回上诉，维持原判。", True),
        ("甘棠服从一审判决，未对岚澜公司的上诉理由予以书面答辩。", True),
        ("关于岚澜公司未获催告的上诉理由，甘棠称催告函已经寄出。", True),
    ],
)
def test_words_on_the_appeal_are_no_end_of_the_case(line: str, is_argued: bool) -> None:
    document = gazette(f"{FIRST}{line}\n江州市第一中级人民法院{HOLDING}\n驳回上诉，维持原判。")
    assert (line in own(document, R.CLAIMS)[-1]) is is_argued
    assert not any(line in part for part in own(document, R.CLOSING))


def test_the_answer_to_an_appeal_does_not_break_the_reasoning() -> None:
    answer = "对于上诉人提出的交货时催告函未到，被上诉人的诉讼请求不应支持的上诉意见，法院不予采纳。"
    body = f"江州市第一中级人民法院认为：\n合同有效。\n{answer}\n综上，该院于2030年6月7日判决："
    document = gazette(f"{FIRST}{body}\n驳回上诉，维持原判。")
    assert own(document, R.REASONING) == [body]


def test_a_step_of_the_court_that_names_the_appellant_is_no_claim() -> None:
    step = "在二审期间，经江州市第一中级人民法院主持调解，甘棠放弃对上诉人的部分诉讼请求。"
    body = f"江州市第一中级人民法院二审查明：货物于2029年交付。\n{step}\n江州市第一中级人民法院{HOLDING}"
    document = gazette(f"{FIRST}{body}\n驳回上诉，维持原判。")
    assert not any(step in part for part in own(document, R.CLAIMS))


@pytest.mark.parametrize(
    ("title", "cause"),
    [
        ("房玄、石林诉段青房产确权纠纷案", "房产确权纠纷"),
        ("房玄诉段青商铺租赁合同纠纷案", "商铺租赁合同纠纷"),
    ],
)
def test_a_cause_after_the_name_of_a_person_is_kept_whole(title: str, cause: str) -> None:
    listed = "原告：房玄，男，40岁，住江州市。\n原告：石林，女，30岁，住江州市。\n被告：段青，男，50岁，住江州市。\n"
    document = gazette("江州市鼓楼区人民法院认为：不能成立。据此，该院判决：\n驳回诉讼请求。", listed, title)
    assert document.cause == cause


def test_a_cause_keeps_the_relation_in_brackets() -> None:
    opening = OPENING.replace("买卖合同纠纷", "第三人撤销之诉（买卖合同纠纷）")
    document = court_paper(f"{APPEAL}{opening}\n本院认为，上诉不能成立。{RULED}\n驳回上诉。{SIGNED}")
    assert document.cause == "第三人撤销之诉（买卖合同纠纷）"


def test_a_long_list_of_accused_is_read_to_its_end() -> None:
    names = [f"甘{name}" for name in "棠青叶离石林江云山河海川岩松"]
    lines = "\n".join(f"被告人{name}，男，1989年出生，江州市人，无业。" for name in names)
    text = f"### （检例第999号）甘棠等人诈骗案\n（检例第999号）\n【基本案情】\n{lines}\n"
    text += "2030年，甘棠等人骗取货款。\n【诉讼过程】\n略。"
    document = parse(
        RawDocument(text, "", "1", "official", None, {"title": "甘棠等人诈骗案", "category": "最高检案例"})
    )[0]
    assert [party.name for party in document.parties] == names
