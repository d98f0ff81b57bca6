"""A batch as one HTML page that needs nothing else: styles within, no script, nothing fetched."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from search_api.papers.blocks import printable
from search_api.releases.forms import Form
from search_api.releases.layout import FICTIONAL, numeral
from search_api.releases.model import CaseContent


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
    shown = [
        {
            "name": printable(f"案例{numeral(at)}　{case.title}" if len(cases) > 1 else case.title),
            "subtitle": printable(case.subtitle),
            "sections": [
                (section.heading, [printable(line) for line in case.section(section.key).text.split("\n")])
                for section in form.sections
                if case.section(section.key).text
            ],
        }
        for at, case in enumerate(cases, 1)
    ]
    return _template().render(
        title=printable(title), number=number, issuers="、".join(issuers), state=state, sha256=sha256,
        preface=[line for line in printable(preface).split("\n") if line.strip()], cases=shown, notice=notice,
        fictional=FICTIONAL if any(case.fictional for case in cases) else "",
    )  # fmt: skip


@cache
def _template() -> Template:
    folder = Path(__file__).parent / "data"
    environment = Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("page.html")
