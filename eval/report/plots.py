"""Plots as inline SVG, by pygal, without scripts and without anything from a network."""

import re
from collections.abc import Mapping, Sequence

import pygal
from pygal.style import Style

from eval.collection import Qrels
from eval.measures.ranking import order
from eval.runs import Run

_FONT = '"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif'
_STYLE = Style(
    background="transparent",
    plot_background="transparent",
    font_family=_FONT,
    guide_stroke_color="#d8dee4",
    major_guide_stroke_color="#d8dee4",
    guide_stroke_dasharray="1,0",
    major_guide_stroke_dasharray="1,0",
    title_font_size=15,
    label_font_size=12,
    major_label_font_size=12,
    legend_font_size=12,
    value_font_size=11,
    colors=("#4269d0", "#efb118", "#ff725c", "#6cc5b0", "#3ca951", "#ff8ab7", "#a463f2", "#97bbf5"),
)
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_SCRIPT = re.compile(r"<script\b.*?</script>", re.S)
DEPTHS = (1, 2, 3, 5, 10, 20, 30, 50, 100)


def bars(
    title: str,
    labels: Sequence[str],
    rows: Mapping[str, Sequence[float | None]],
    *,
    low: float = 0.0,
    high: float = 1.0,
) -> str:
    """Grouped bars.

    Args:
        title: Heading.
        labels: One a group.
        rows: Values by series, one a label; ``None`` draws nothing.
        low: Lower end of the axis.
        high: Upper end of the axis.

    Returns:
        An ``<svg>`` element.
    """
    chart = pygal.Bar(**_options(title), range=(low, high), print_values=True, formatter="{:.3f}".format)
    chart.x_labels = list(labels)
    for name, values in rows.items():
        chart.add(name, list(values))
    return _svg(chart)


def differences(title: str, values: Sequence[float]) -> str:
    """One bar a query, largest gain first: whether many queries changed a little or few a lot.

    Args:
        title: Heading.
        values: Differences; zeros are drawn as the gap in the middle.
    """
    chart = pygal.Bar(**_options(title), show_legend=False, spacing=0, margin=10, formatter="{:+.3f}".format)
    chart.add("", sorted(values, reverse=True))
    return _svg(chart)


def recall_curve(title: str, qrels: Qrels, runs: Mapping[str, Run], threshold: int) -> str:
    """Mean recall by depth for each run; queries without a relevant document are left out."""
    chart = pygal.Line(**_options(title), range=(0, 1), formatter="{:.3f}".format)
    chart.x_labels = [str(depth) for depth in DEPTHS]
    relevant = {q: {d for d, grade in row.items() if grade >= threshold} for q, row in qrels.items()}
    relevant = {query: documents for query, documents in relevant.items() if documents}
    for name, run in runs.items():
        rankings = {query: order(run.get(query, {})) for query in relevant}
        chart.add(
            name,
            [
                sum(len(relevant[q].intersection(rankings[q][:depth])) / len(relevant[q]) for q in relevant)
                / max(1, len(relevant))
                for depth in DEPTHS
            ],
        )
    return _svg(chart)


def _options(title: str) -> dict[str, object]:
    return {
        "title": title,
        "style": _STYLE,
        "js": [],
        "disable_xml_declaration": True,
        "explicit_size": True,
        "width": 860,
        "height": 320,
        "legend_at_bottom": True,
        "legend_at_bottom_columns": 4,
        "no_data_text": "无数据",
    }


def _svg(chart: pygal.graph.graph.Graph) -> str:
    drawn = str(chart.render(is_unicode=True))
    return _SCRIPT.sub("", _COMMENT.sub("", drawn))
