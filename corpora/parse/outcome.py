"""Outcome, effect and authority tier of a case."""

import re

from corpora.model import Court, CourtLevel, DocumentType, Kind, Procedure, Tier

_RULES: tuple[tuple[str, str], ...] = (
    (r"不(?:予)?核准", "不核准"),
    (r"^核准|[。；、]核准|核准[^。]{2,60}(?:判决|裁定|死刑|追诉)", "核准"),
    (
        r"(?:撤销|撤回)[^。]{0,160}(?:发回|发还)[^。]{0,40}(?:重审|重新审[判理])|发回[^。]{0,40}重新?审",
        "发回重审",
    ),
    (r"指令[^。]{2,40}(?:再审|审理|受理|立案)", "指令再审"),
    (r"由本院提审|本院提审", "提审"),
    (r"按(?:自动)?(?:撤回|撤诉)[^。]{0,12}处理|按[^。]{0,16}撤回[^。]{0,12}处理", "按撤诉处理"),
    (r"(?:准许|准予|同意)[^。]{0,80}(?:撤回|撤诉)", "准许撤诉"),
    (r"驳回[^。；]{0,80}再审申请", "驳回再审申请"),
    (r"驳回[^。；]{0,60}(?:申诉|复议申请|异议|抗诉)", "驳回"),
    (
        r"(?:驳回|)[^。；]{0,60}上诉[，,；、。]?[^。；]{0,8}(?:维持原(?:判|裁定|审|决定)|维持)|维持原(?:判|裁定)",
        "维持",
    ),
    (r"驳回[^。；]{0,60}起诉", "驳回起诉"),
    (r"不予受理", "不予受理"),
    (r"(?:移送|指定)[^。]{2,60}(?:管辖|审理|审判|处理)|由[^。]{2,40}法院管辖", "指定管辖"),
    (r"(?:中止|终结)[^。]{0,20}(?:诉讼|审理|执行|程序)", "程序中止或终结"),
    (r"(?:撤销|变更)[^。]{0,200}?(?:判决|裁定|决定)", "改判"),
    (r"无罪", "无罪"),
    (r"判处|犯[^。；]{2,30}罪|免予刑事处罚", "有罪"),
)
_COMPILED = tuple((re.compile(pattern), label) for pattern, label in _RULES)
_REJECT = re.compile(r"驳回[^。；]{0,80}(?:诉讼请求|请求|诉请|反诉|申请)")
_GRANT = re.compile(
    r"(?:支付|赔偿|返还|偿还|给付|承担|退还|履行|交付|确认|解除|撤销|停止|清偿|办理|归还|补偿|享有|予以|配合|协助|准许)"
)
_FINAL = re.compile(r"(?:为|系|是)终审(?:判决|裁定|决定)|终审(?:判决|裁定)[。\s]|发生法律效力|具有法律效力")
_APPEALABLE = re.compile(r"如不服本(?:判决|裁定)[^。]{0,80}上诉")


def outcome_of(ruling: str, document_type: DocumentType | None = None) -> str:
    """Normalised outcome of the operative part (裁判主文); empty when it says none that is known."""
    text = "".join(ruling.split())
    if not text:
        return ""
    if document_type is DocumentType.MEDIATION_PAPER:
        return "达成协议"
    for pattern, label in _COMPILED:
        if label == "改判" and not re.match(r"^(?:[一二1]、?[、.．]?)?(?:撤销|变更|维持)", text):
            continue
        if pattern.search(text):
            return label
    rejected = _REJECT.search(text)
    granted = _GRANT.search(re.sub(_REJECT, "", text))
    if rejected and granted:
        return "部分支持"
    if rejected:
        return "驳回"
    return "支持" if granted else ""


def effective_of(
    procedure: Procedure | None, document_type: DocumentType | None, ending: str, stated: str = ""
) -> bool | None:
    """Whether the decision is in effect (生效); ``None`` for a first instance that may have been appealed.

    Args:
        procedure: Procedure of the decision.
        document_type: Its form; a mediation paper binds once signed for.
        ending: Text of the ruling and the closing.
        stated: What the source says outright (是/否/生效/未生效/true/false), which wins.
    """
    if stated:
        return not re.search(r"否|未|不|false|no|0", stated.lower())
    if _FINAL.search(ending) or document_type is DocumentType.MEDIATION_PAPER:
        return True
    if procedure in {
        Procedure.SECOND,
        Procedure.RETRIAL,
        Procedure.RETRIAL_REVIEW,
        Procedure.DEATH_REVIEW,
        Procedure.SPECIAL,
    }:
        return True
    if procedure in {Procedure.ENFORCEMENT, Procedure.COMPENSATION} and not _APPEALABLE.search(ending):
        return True
    return None


def tier_of(
    kind: Kind, court: Court | None, effective: bool | None, text: str, identifiers: tuple[str, ...]
) -> Tier:
    """Authority that a document can have under 法发〔2020〕24号 art. 4."""
    if kind is Kind.GUIDING:
        return Tier.NONE if any(i.startswith("检例") for i in identifiers[:1]) else Tier.GUIDING
    if kind is Kind.REFERENCE:
        if (
            any(re.fullmatch(r"\d{4}-\d{2}-\d-\d{3}-\d{3}", i) for i in identifiers)
            or "入库编号" in text[:400]
        ):
            return Tier.LIBRARY
        return Tier.HIGH if re.search(r"高级人民法院[^。]{0,12}参考性案例", text[:300]) else Tier.SUPREME
    if kind is Kind.TYPICAL:
        if re.search(r"最高人民法院|最高法", text[:400]):
            return Tier.SUPREME
        return Tier.PRACTICE if "调解" in text[:600] else Tier.NONE
    if kind is Kind.MEDIATION:
        return Tier.PRACTICE
    if kind is not Kind.JUDGMENT or court is None or effective is False:
        return Tier.NONE
    if court.level is CourtLevel.SUPREME:
        return Tier.SUPREME
    if court.level is CourtLevel.HIGH:
        return Tier.HIGH
    return Tier.COURT if court.level else Tier.NONE
