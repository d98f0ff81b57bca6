"""A search result on the terminal."""

from search_api.explain.models import Explanation
from search_api.retrieval.fields import field_names
from search_api.retrieval.models import Hit, Holdings, SearchResult
from ui.cli.output import say

_EMPHASIS = ("\x1b[1m", "\x1b[0m")


def show(result: SearchResult, *, colour: bool | None = None) -> None:
    """Print hits with their reasons and first snippet, and what was searched; emphasis only on a terminal."""
    import sys

    emphasis = _EMPHASIS if (sys.stdout.isatty() if colour is None else colour) else ("", "")
    if result.hits:
        say(f"共 {result.total} 件，用时 {result.took_ms:.0f} 毫秒")
    else:
        say("没有命中。可以减少词语、去掉引号或放宽筛选条件。")
    for hit in result.hits:
        say()
        _show_hit(hit, emphasis)
    _show_besides(result)
    if result.holdings is not None:
        say()
        say(holdings_line(result.holdings))


def _show_besides(result: SearchResult) -> None:
    """Rules, the other side and the order of authority, as far as they were asked for."""
    if result.streams:
        say()
        say("参照顺位：" + "；".join(f"{s.label} {s.count}" for s in result.streams))
    if result.rules:
        say()
        say("适用规则：")
        for rule in result.rules:
            mark = "（要点，非条文原文）" if rule.gist else ""
            say(f"    {rule.label}{mark} {rule.text[:100] or '（本库没有条文）'}")
    if result.opposing is not None:
        say()
        say(f"结果相反（{result.opposing.opposite_label}）：")
        for hit in result.opposing.opposite:
            say(f"    {hit.title} · {hit.outcome} · {hit.id}")
        if not result.opposing.opposite:
            say("    本库没有相似而结果相反的案例")


def holdings_line(holdings: Holdings) -> str:
    """What the library holds and to which date the law was checked, in one Chinese sentence."""
    names = field_names()
    kinds = "，".join(f"{names.value_label('kind', k)} {n}" for k, n in holdings.kinds.items())
    parts = [f"本库共 {holdings.total} 件（{kinds}）" if kinds else "本库没有文书"]
    if holdings.fictional:
        parts.append(f"其中示例（虚构）{holdings.fictional} 件")
    if holdings.gists:
        parts.append(f"法律条文中要点（非条文原文）{holdings.gists} 条")
    parts.append(f"最新 {holdings.newest or '不详'}")
    checked = holdings.law_checked
    return "，".join(parts) + "；" + (f"法律核对至 {checked}" if checked else "法律核对日期不详") + "。"


def _show_hit(hit: Hit, emphasis: tuple[str, str]) -> None:
    mark = "【示例】" if hit.fictional else ""
    folded = f"（同类 {hit.group_size} 件）" if hit.group_size > 1 else ""
    say(f"{hit.rank:>2}. {mark}{hit.title}{folded}")
    facts = [hit.case_number, hit.court, str(hit.date or ""), hit.cause, hit.outcome]
    say("    " + " · ".join(part for part in facts if part))
    if hit.similarity is not None:
        say(
            "    相似度 "
            + " ".join(
                f"{name} {'—' if value is None else f'{value:.2f}'}"
                for name, value in (
                    ("事实", hit.similarity.facts),
                    ("焦点", hit.similarity.focus),
                    ("法律适用", hit.similarity.law),
                )
            )
        )
    if hit.authority is not None:
        say(f"    {hit.authority.label}")
    if hit.why:
        say(f"    {hit.why}")
    if hit.evidence is not None:
        show_evidence(hit.evidence)
        return
    for snippet in hit.snippets[:1]:
        say("    " + marked(snippet.text, snippet.marks, emphasis).replace("\n", " "))


def show_evidence(explanation: Explanation) -> None:
    """Matching passages of both texts with what their loss would cost, and notes."""
    for name, found in (
        ("事实", explanation.facts),
        ("焦点", explanation.focus),
        ("法律适用", explanation.law),
    ):
        for item in found:
            asked = item.query.text if item.query else "—"
            say(f"    {name} -{item.drop:.3f}  {asked}  ⇄  {item.document.text}".replace("\n", " "))
    for note in explanation.notes:
        say(f"    {note}")


def marked(text: str, marks: list[tuple[int, int]], emphasis: tuple[str, str]) -> str:
    """Text with each marked range (code points) between the two strings."""
    parts, position = [], 0
    for start, end in sorted(marks):
        parts += [text[position:start], emphasis[0], text[start:end], emphasis[1]]
        position = end
    return "".join(parts) + text[position:]
