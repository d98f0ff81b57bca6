"""A report as it stands on paper: a numbered snapshot, or the draft."""

from html import escape

import streamlit as st

from search_api.papers import Contents, Heading, Paper, Paragraph, Table
from search_api.papers.blocks import entries
from search_api.reports.drafting import beijing
from search_api.reports.layout import paper
from ui.web import desk
from ui.web.markup import link
from ui.web.page import html
from ui.web.screens.reports.files import files
from ui.web.screens.reports.state import Reports
from ui.web.texts import t
from ui.web.urlstate import url


def draw(state: Reports) -> None:
    """Draw the snapshot, with the proof that it is as it was."""
    kept = desk.snapshot(state.snapshot)
    html(link(url("reports", Reports(id=kept.report_id)), "← " + t("reports.back_to_draft")))
    if kept.intact:
        st.success(t("reports.intact", number=kept.number, day=beijing(kept.made)))
    else:
        st.error(t("reports.broken"))
    files(f"/v1/reports/snapshots/{kept.number}/export", f"{kept.title}_{kept.number}")
    html(paper_html(paper(kept.content, kept.number, kept.sha256, beijing(kept.made))))


def paper_html(made: Paper) -> str:
    """A paper as safe HTML."""
    parts = [f"<h1>{escape(made.title)}</h1>"]
    parts += [f"<p><b>{escape(name)}：</b>{escape(value)}</p>" for name, value in made.facts]
    tables = 0
    for block in made.blocks:
        if isinstance(block, Heading):
            parts.append(f"<h{block.level + 1}>{escape(block.text)}</h{block.level + 1}>")
        elif isinstance(block, Paragraph):
            lines = "<br>".join(escape(line) for line in block.text.split("\n"))
            parts.append(f'<p class="{block.style}">{lines}</p>')
        elif isinstance(block, Contents):
            lines = "".join(f"<li>{escape(line)}</li>" for line in entries(made.blocks))
            parts.append(
                f'<nav aria-label="{escape(block.heading)}"><h2>{escape(block.heading)}</h2><ul>{lines}</ul></nav>'
            )
        else:
            tables += 1
            parts.append(_table(block, tables))
    return f'<article class="fq-paper">{"".join(parts)}</article>'


def _table(block: Table, number: int) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in block.header)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in block.rows
    )
    caption = f"<caption>{escape(f'表{number}　{block.caption}')}</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
