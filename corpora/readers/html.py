"""HTML pages: the paragraphs of the content, without scripts, navigation and forms."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from corpora.model.errors import CorpusError, MalformedRecord, TooLarge
from corpora.readers.blob import Blob
from corpora.readers.clean import clean
from corpora.readers.decode import decode
from corpora.readers.layouts import text_document
from corpora.readers.raw import RawDocument

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_XML_CHARSET = re.compile(rb"\A\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w-]+)", re.I)
_DROPPED = re.compile(
    r"script|style|noscript|template|iframe|object|embed|svg|canvas|nav|aside|form|button|select"
    r"|input|textarea|head|footer|menu|dialog|audio|video"
)
_BLOCKS = re.compile(
    r"address|article|blockquote|body|center|dd|div|dl|dt|fieldset|figcaption|figure|h1|h2|h3|h4|h5"
    r"|h6|header|hr|li|main|ol|p|pre|section|table|tbody|tfoot|thead|tr|ul"
)
_SPACES = re.compile(r"[ \t\r\n\xa0]+")
_MIN_CONTENT = 200


def read_html(blob: Blob) -> Iterator[RawDocument | CorpusError]:
    """One document; ``fields`` carry the page's title."""
    data = blob.data()
    match = _CHARSET.search(data[:4096]) or _XML_CHARSET.match(data[:200])
    source = clean(decode(data, match[1].decode("ascii") if match else ""))
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(source.encode(), parser)
    except etree.XMLSyntaxError as fault:
        raise blob.error(MalformedRecord, "HTML 无法解读") from fault
    if any("Excessive depth" in entry.message for entry in parser.error_log):
        raise blob.error(TooLarge, "HTML 嵌套过深，里面的文字无法完整读出")
    if root is None:
        raise blob.error(MalformedRecord, "HTML 里没有内容")
    title = _SPACES.sub(" ", root.findtext(".//title") or "").strip()
    text = _text(_content(root))
    document = text_document(blob, text)
    fields = {**({"title": title} if title else {}), **document.fields}
    yield blob.raw(document.text, layout=document.layout, kind=document.kind, fields=fields)


def _content(root: "etree._Element") -> "etree._Element":
    """The one ``article`` or ``main`` element when it holds the text, else the whole page."""
    for tag in ("article", "main"):
        found = root.findall(f".//{tag}")
        if len(found) == 1 and len(str(found[0].xpath("string()"))) >= _MIN_CONTENT:
            return found[0]
    return root


def _text(root: "etree._Element") -> str:
    lines: list[str] = []
    line: list[str] = []

    def flush() -> None:
        text = _SPACES.sub(" ", "".join(line)).strip()
        line.clear()
        if text:
            lines.append(text)

    hidden = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        dropped = (
            bool(_DROPPED.fullmatch(tag))
            or "display:none" in (node.get("style") or "").replace(" ", "").lower()
        )
        if event == "start":
            hidden += dropped
            if not hidden:
                if _BLOCKS.fullmatch(tag) or tag == "br":
                    flush()
                line.append(node.text or "")
            continue
        if _BLOCKS.fullmatch(tag) and not hidden:
            flush()
        elif tag in {"td", "th"} and not hidden:
            line.append(" ")
        hidden -= dropped
        if not hidden and node is not root:
            line.append(node.tail or "")
    flush()
    return "\n".join(lines)
