"""Checks of a finished file that a batch was printed to: what of the sources, and of anybody, can still be got out of it."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from corpora.model import Document
from corpora.redact import find
from corpora.redact.found import Sensitive
from search_api.releases.checking import named_texts
from search_api.releases.filecheck import FileTexts
from search_api.releases.findings import Finding, Level

_NUMBERS = {
    Sensitive.ID_NUMBER: "身份证号",
    Sensitive.DOCUMENT_NUMBER: "证件号",
    Sensitive.SECURITIES_ACCOUNT: "证券账户",
    Sensitive.BANK_CARD: "银行卡号",
    Sensitive.ACCOUNT: "账号",
    Sensitive.PHONE: "电话号码",
    Sensitive.EMAIL: "电子邮箱",
    Sensitive.ONLINE_ACCOUNT: "网络账号",
    Sensitive.PLATE: "车牌号",
}


def file_findings(
    sources: Sequence[Document],
    read: FileTexts,
    issuers: Collection[str] = (),
    kept: Collection[str] = (),
    missing: int = 0,
) -> list[Finding]:
    """Names and numbers of the sources and personal numbers of anybody, those that block first.

    Args:
        sources: Documents that the cases of the batch were drafted from, as they are.
        read: What :func:`search_api.releases.filecheck.read_file` got out of the file.
        issuers: 发布单位, whose names may stand.
        kept: Words that may stay in the cases.
        missing: Sources that are gone or that the reader may not see, so that their names cannot be looked for.
    """
    texts = read["texts"]
    found = named_texts(None, sources, texts, issuers)
    found += _numbers(texts, kept, found)
    if missing:
        message = f"有{missing}件来源文书已不在库中或您无权查看，无法核对其中的姓名。"
        found.append(Finding.at("source_gone", Level.BLOCK, None, "", message))
    for part in read["unread"]:
        message = f"文件中嵌有另一个文件（{part}），其内容未检查，请删去或另行检查。"
        found.append(Finding.at("embedded_file", Level.WARN, None, "内部文件名", message))
    return sorted(found, key=lambda f: f.level is not Level.BLOCK)


def _numbers(texts: Mapping[str, str], kept: Collection[str], known: Sequence[Finding]) -> Iterator[Finding]:
    told = {(f.place, f.start) for f in known}
    for place, text in texts.items():
        for item in find(text):
            value = text[item.start : item.end]
            if (kind := _NUMBERS.get(item.kind)) and value not in kept and (place, item.start) not in told:
                message = f"此处有{kind}：“{value}”。"
                yield Finding.at("personal", Level.BLOCK, None, place, message, item.start, item.end)
