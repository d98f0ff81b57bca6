"""How a document is cited in Chinese legal writing."""

from corpora.model import Document, DocumentType, Kind
from corpora.text.numerals import int_to_chinese
from search_api.retrieval.similarity import statute_label

_TYPES = {
    DocumentType.JUDGMENT: "判决书",
    DocumentType.RULING: "裁定书",
    DocumentType.MEDIATION_PAPER: "调解书",
    DocumentType.DECISION: "决定书",
    DocumentType.NOTICE: "通知书",
    DocumentType.ORDER: "令",
}
_BRANCHES = (("行", "行政"), ("刑", "刑事"), ("赔", "国家赔偿"), ("执", "执行"))


def citation(document: Document) -> str:
    """The citation: court and number of a judgment, number and title of a guiding case, article of a statute.

    Only what is known of the document stands in it; nothing is filled in. A made-up document says so.
    """
    made = {
        Kind.JUDGMENT: _judgment,
        Kind.GUIDING: _numbered,
        Kind.REFERENCE: _numbered,
        Kind.STATUTE: _statute,
        Kind.MEDIATION: _mediation,
        Kind.SUGGESTION: _suggestion,
    }.get(document.kind, _titled)(document)
    return ("【示例】" if document.fictional else "") + made


def _judgment(document: Document) -> str:
    court = document.court.name if document.court else ""
    number = document.case_number.replace("(", "（", 1).replace(")", "）", 1)
    form = _TYPES.get(document.document_type) if document.document_type else None
    if not number:
        return _titled(document)
    return f"{court}{number}{_branch(document.case_number) if form else ''}{form or ''}"


def _branch(number: str) -> str:
    kind = number.partition(")")[2]
    return next((name for sign, name in _BRANCHES if sign in kind), "民事" if "民" in kind else "")


def _numbered(document: Document) -> str:
    own = document.identifiers[0] if document.identifiers else ""
    title = document.title if not own or own in document.title else f"{own}：{document.title}"
    label = "（人民法院案例库入库案例）" if document.tier.value == "library" else ""
    return title + label


def _statute(document: Document) -> str:
    if not document.statutes or document.statutes[0].article is None:
        return document.title if "《" in document.title else f"《{document.title}》"
    first = document.statutes[0]
    number = f"第{int_to_chinese(first.article or 0)}条"
    suffix = f"之{int_to_chinese(first.suffix)}" if first.suffix else ""
    version = (
        f"（{document.date:%Y年}{document.date.month}月{document.date.day}日文本）" if document.date else ""
    )
    gist = "（要点，非条文原文）" if document.is_gist else ""
    return f"《{first.law}》{number}{suffix}{version}{gist}" if first.law else statute_label(first.key)


def _mediation(document: Document) -> str:
    year = f"，{document.date.year}年" if document.date else ""
    return f"{document.title}（调解案例{year}，非裁判依据）"


def _suggestion(document: Document) -> str:
    own = document.identifiers[0].replace("(", "〔", 1).replace(")", "〕", 1) if document.identifiers else ""
    return f"{document.title}（{own}）" if own else _titled(document)


def _titled(document: Document) -> str:
    who = document.court.name if document.court else ""
    day = f"，{document.date.year}年{document.date.month}月{document.date.day}日" if document.date else ""
    return f"{who}：{document.title}{day}" if who and who not in document.title else f"{document.title}{day}"
