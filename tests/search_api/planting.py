"""Drafts of case releases with planted words: in the draft itself, or in every corner of a finished .docx."""

import io
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from docx import Document as new_docx
from docx.document import Document as Docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm
from PIL import Image

from corpora.model import Document
from corpora.parse import parse
from corpora.readers import RawDocument, read
from corpora.sample import sample_path
from search_api.papers import to_docx
from search_api.releases.checking import Batch, Written, check
from search_api.releases.drafting import draft
from search_api.releases.filecheck import read_file, texts_of
from search_api.releases.findings import Finding, Level
from search_api.releases.finished import file_findings
from search_api.releases.forms import forms
from search_api.releases.layout import paper
from search_api.releases.model import Block, CaseContent, CaseSection
from search_api.releases.personal import proposals, replaced
from tests.search_api.planting_places import PLACES

LABELS = Path(__file__).parents[1] / "labels"
IN_DRAFT = ("title", "subtitle", "paragraph", "preface")
ISSUER = "示例监管局"
_CODES = {"leak", "leak_maybe", "redaction_open", "rare_fact", "personal"}
"""Findings about who somebody is; form, length and statutes are judged elsewhere."""
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@dataclass(frozen=True)
class Planted:
    """One labelled draft."""

    id: str
    document: str
    form: str
    place: str
    kind: str
    level: str
    text: str
    leak: str
    missed: str = ""
    false_alarm: str = ""


@cache
def labels(name: str = "release-leaks.yaml") -> tuple[Planted, ...]:
    """All of a file, in order."""
    return tuple(Planted(**row) for row in yaml.safe_load((LABELS / name).read_text("utf-8")))


@cache
def source(name: str) -> Document:
    """A sample document."""
    (raw,) = read(sample_path() / name)
    assert isinstance(raw, RawDocument)
    (document,) = parse(raw)
    return document


@cache
def redacted(name: str, form: str) -> CaseContent:
    """The draft of a sample document with every proposal carried out, until none is left."""
    content = draft(source(name), forms()[form])
    for _ in range(5):
        open_still = proposals(content, source(name))
        if not open_still:
            break
        content = replaced(content, open_still)
    return content


@cache
def unplanted(name: str, form: str) -> tuple[Finding, ...]:
    """What the checks find in the redacted draft before anything is planted."""
    return tuple(_of_people(_checked(name, form, redacted(name, form), "")))


def found(label: Planted) -> tuple[list[Finding], dict[str, str]]:
    """Findings about people in the planted draft, and the texts of its places."""
    content = redacted(label.document, label.form)
    if label.place in IN_DRAFT:
        return _in_draft(label, content)
    name, data = planted_file(label, content)
    return _of_people(file_findings([source(label.document)], read_file(data, name), (ISSUER,))), texts_of(
        name, data
    )


def hits(label: Planted) -> list[Finding]:
    """Those findings that touch the planted leak."""
    findings, texts = found(label)
    return [finding for finding in findings if _touches(finding, texts.get(finding.place, ""), label.leak)]


def _touches(finding: Finding, text: str, leak: str) -> bool:
    at = text.find(leak)
    if at < 0 or finding.start is None or finding.end is None:
        return False
    return finding.start < at + len(leak) and at < finding.end


def outcome(label: Planted) -> str:
    """``found``, ``missed``, ``quiet`` (a clean draft in which nothing blocks) or ``false alarm``."""
    if label.level == "clean":
        blocking = [f for f in found(label)[0] if f.level is Level.BLOCK]
        return "false alarm" if blocking else "quiet"
    levels = {finding.level for finding in hits(label)}
    good = Level.BLOCK in levels or (label.level == "warn" and levels)
    return "found" if good else "missed"


def _of_people(findings: list[Finding]) -> list[Finding]:
    return [f for f in findings if f.code in _CODES]


def _checked(name: str, form: str, content: CaseContent, preface: str) -> list[Finding]:
    written = Written(1, content, source(name), source(name).id)
    batch = Batch("示例案例", "2026年第1批", (ISSUER,), preface, forms()[form], (written,))
    return check(batch, lambda _: True, {})


def _in_draft(label: Planted, content: CaseContent) -> tuple[list[Finding], dict[str, str]]:
    preface = label.text if label.place == "preface" else ""
    if label.place in ("title", "subtitle"):
        content = content.model_copy(update={label.place: label.text})
    elif label.place == "paragraph":
        last = content.sections[-1]
        blocks = [*last.blocks, Block(id="planted", text=label.text)]
        section = CaseSection(key=last.key, blocks=blocks)
        content = content.model_copy(update={"sections": [*content.sections[:-1], section]})
    texts = {**content.places(), "preface": preface}
    return _of_people(_checked(label.document, label.form, content, preface)), texts


def planted_file(label: Planted, content: CaseContent) -> tuple[str, bytes]:
    """Name and bytes of the exported draft with the words planted."""
    made = paper("示例案例", "2026年第1批", (ISSUER,), "", forms()[label.form], [content], state="草稿")
    docx = new_docx(io.BytesIO(to_docx(made)))
    name = f"{label.text}.docx" if label.place == "file_name" else "送审稿.docx"
    _plant(docx, label.place, label.text)
    data = io.BytesIO()
    docx.save(data)
    return name, _with_custom(data.getvalue(), label.text) if label.place == "custom" else data.getvalue()


def _plant(docx: Docx, place: str, text: str) -> None:
    section = docx.sections[0]
    if place in PLACES:
        PLACES[place](docx, text)
    elif place.startswith("property:"):
        setattr(docx.core_properties, place.partition(":")[2], text)
    elif place in ("header", "footer"):
        getattr(section, place).paragraphs[0].text = text
    elif place == "first_header":
        section.header.paragraphs[0].text = "示例监管局"
        section.footer.paragraphs[0].text = "第1页"
        section.different_first_page_header_footer = True
        section.first_page_header.paragraphs[0].text = text
        section.first_page_footer.paragraphs[0].text = "内部资料"
    elif place == "cell":
        table = docx.add_table(rows=2, cols=2)
        table.cell(0, 0).text = "事项"
        table.cell(1, 1).text = text
    elif place in ("alt", "image_name"):
        _picture(docx, "descr" if place == "alt" else "name", text)
    elif place == "comment":
        docx.add_comment(docx.paragraphs[-1].add_run("正文"), text=text, author="编辑", initials="编")
    elif place == "comment_author":
        docx.add_comment(docx.paragraphs[-1].add_run("正文"), text="请核对", author=text, initials="编")
    elif place == "footnote":
        _footnote(docx, text)
    elif place == "link":
        _link(docx, text)
    elif place not in ("file_name", "custom"):
        _text(docx, place, text)


def _text(docx: Docx, place: str, text: str) -> None:
    paragraph = docx.add_paragraph()
    if place == "body":
        paragraph.add_run(text)
    elif place == "runs":
        for char in text:
            paragraph.add_run(char)
    elif place == "hidden":
        paragraph.add_run(text).font.hidden = True
    else:
        date = 'w:id="901" w:date="2026-01-05T09:00:00Z"'
        body = {
            "deleted": f'<w:del {_W} {date} w:author="编辑"><w:r><w:delText>{text}</w:delText></w:r></w:del>',
            "inserted_author": f'<w:ins {_W} {date} w:author="{text}"><w:r><w:t>已改。</w:t></w:r></w:ins>',
            "text_box": f'<w:r {_W} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox>'
            f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape>"
            "</w:pict></w:r>",
            "control": f'<w:sdt {_W}><w:sdtPr><w:alias w:val="{text}"/></w:sdtPr><w:sdtContent><w:r>'
            "<w:t>某人</w:t></w:r></w:sdtContent></w:sdt>",
        }[place]
        paragraph._p.append(parse_xml(body))


def _picture(docx: Docx, attribute: str, text: str) -> None:
    image = io.BytesIO()
    Image.new("RGB", (4, 4), "white").save(image, "PNG")
    image.seek(0)
    shape = docx.add_picture(image, width=Cm(1))
    shape._inline.docPr.set(attribute, text)


def _link(docx: Docx, address: str) -> None:
    number = docx.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link, run, shown = (OxmlElement(tag) for tag in ("w:hyperlink", "w:r", "w:t"))
    link.set(qn("r:id"), number)
    shown.text = "记录"
    run.append(shown)
    link.append(run)
    docx.add_paragraph()._p.append(link)


def _footnote(docx: Docx, text: str) -> None:
    notes = f'<w:footnotes {_W}><w:footnote w:id="2"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), docx.part.package)
    docx.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _with_custom(data: bytes, text: str) -> bytes:
    """The file with three custom properties, the words in the first of them."""
    rows = "".join(
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" '
        f'pid="{at}" name="{name}"><vt:lpwstr>{value}</vt:lpwstr></property>'
        for at, (name, value) in enumerate((("专题", text), ("批次", "第1批"), ("密级", "内部")), 2)
    )
    custom = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        f'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{rows}</Properties>'
    )
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("docProps/custom.xml", custom)
    return out.getvalue()
