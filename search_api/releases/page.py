"""A batch as one HTML page that needs nothing else: styles within, no script, nothing fetched."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TypedDict

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from search_api.papers import Contents, Heading, Paragraph
from search_api.papers.blocks import Block, entries, printable
from search_api.releases.forms import Form
from search_api.releases.layout import paper
from search_api.releases.model import CaseContent


class _Part(TypedDict):
    """A block as the template takes it: ``level`` of a heading, ``style`` of a paragraph, ``at`` of what is listed."""

    what: str
    level: int
    style: str
    at: int
    lines: list[str]


def page(
    title: str,
    number: str,
    issuers: Sequence[str],
    preface: str,
    form: Form,
    cases: Sequence[CaseContent],
    *,
    state: str,
    sha256: str = "",
    notice: str = "",
) -> str:
    """The page; ``notice`` stands above everything when the batch was withdrawn. Arguments as for the paper."""
    made = paper(title, number, issuers, "" if notice else preface, form, cases, state=state, sha256=sha256)
    return _template().render(
        title=printable(title), number=number, issuers="、".join(issuers), state=state, notice=notice,
        entries=[printable(line) for line in entries(made.blocks)], parts=_parts(made.blocks),
    )  # fmt: skip


def _parts(blocks: Sequence[Block]) -> list[_Part]:
    made: list[_Part] = []
    listed, listing = 0, False
    for block in blocks:
        if isinstance(block, Contents):
            listing = True
            made.append(_Part(what="contents", level=0, style="", at=0, lines=[block.heading]))
        elif isinstance(block, Heading):
            listed += listing and block.level == 1
            at = listed if listing and block.level == 1 else 0
            made.append(
                _Part(what="heading", level=block.level + 1, style="", at=at, lines=[printable(block.text)])
            )
        elif isinstance(block, Paragraph):
            lines = [line for line in printable(block.text).split("\n") if line.strip()]
            made.append(_Part(what="paragraph", level=0, style=block.style, at=0, lines=lines))
    return made


@cache
def _template() -> Template:
    folder = Path(__file__).parent / "data"
    environment = Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("page.html")
