"""A search result on the terminal."""

from search_api.retrieval.models import Hit, SearchResult
from ui.cli.output import say
from ui.web.texts import label

_EMPHASIS = ("\x1b[1m", "\x1b[0m")


def show(result: SearchResult, *, colour: bool | None = None) -> None:
    """Print hits with their reasons and first snippet; emphasis only on a terminal."""
    import sys

    emphasis = _EMPHASIS if (sys.stdout.isatty() if colour is None else colour) else ("", "")
    say(f"共 {result.total} 件，用时 {result.took_ms:.0f} 毫秒")
    for hit in result.hits:
        say()
        _show_hit(hit, emphasis)
    if result.holdings is not None:
        kinds = "，".join(f"{label('kind', kind)} {count}" for kind, count in result.holdings.kinds.items())
        say()
        say(f"本库共 {result.holdings.total} 件（{kinds}），最新 {result.holdings.newest or '不详'}")


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
    if hit.why:
        say(f"    {hit.why}")
    for snippet in hit.snippets[:1]:
        say("    " + marked(snippet.text, snippet.marks, emphasis).replace("\n", " "))


def marked(text: str, marks: list[tuple[int, int]], emphasis: tuple[str, str]) -> str:
    """Text with each marked range (code points) between the two strings."""
    parts, position = [], 0
    for start, end in sorted(marks):
        parts += [text[position:start], emphasis[0], text[start:end], emphasis[1]]
        position = end
    return "".join(parts) + text[position:]
