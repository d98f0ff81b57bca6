"""How figures of runs are shown in the terminal."""

from typing import Any

from ui.cli.output import say


def say_run(report: dict[str, Any]) -> None:
    """One run: measures with intervals, condensed values, kinds, and the analyses asked for."""
    from eval.measures import SHOWN

    say(f"{report['collection']} / {report['split']}: {report['queries']} queries, {report['system']}")
    for name in SHOWN:
        condensed = report["condensed"].get(name)
        low, high = report["intervals"].get(name, (None, None))
        say(
            f"  {name:<9} {report['measures'][name]:.4f}"
            + (f"  [{low:.4f}, {high:.4f}]" if low is not None else "")
            + (f"  condensed {condensed:.4f}" if condensed is not None else "")
        )
    for kind, found in report.get("by_kind", {}).items():
        row = found["measures"]
        say(
            f"  {kind}: {found['queries']} queries, nDCG@10 {row['nDCG@10']:.4f} "
            f"[{found['interval'][0]:.4f}, {found['interval'][1]:.4f}], R@100 {row['R@100']:.4f}, "
            f"Judged@10 {row['Judged@10']:.4f}"
        )
    if "within" in report:
        _say_within(report["within"])
    for name, found in report.get("tiers", {}).items():
        value = "none to measure" if found["mean"] is None else f"{found['mean']:.4f}"
        say(f"  {name} {value} over {found['queries']} queries")
    if "time" in report:
        _say_time(report["time"])
    say("  " + ", ".join(f"{name}: {value}" for name, value in report["protocol"].items()))
    say("  intervals: 95 %, bootstrap over queries")
    for note in report["notes"]:
        say(f"  note: {note}")


def _say_within(found: dict[str, Any]) -> None:
    say(
        f"  within the same {found['by']}: {found['queries']} queries "
        f"(class {', '.join(f'{source} {count}' for source, count in found['class_from'].items()) or 'unknown'}; "
        f"{found['queries_without_class']} without one, {found['queries_without_relevant_in_class']} without a "
        f"relevant document in it; {found['relevant_pairs_outside_class']} of {found['relevant_pairs']} relevant "
        "pairs lie outside)"
    )
    for key, name in (("whole_ranking", "whole ranking"), ("within_class", "inside the class")):
        if key in found:
            row = found[key]
            say(
                f"    {name}: {found['measure']} {row['system']:.4f}, {found['baseline']} {row['baseline']:.4f}, "
                f"lift {row['lift']:+.4f} [{row['interval'][0]:+.4f}, {row['interval'][1]:+.4f}], p = {row['p']:.4f}"
            )
    for row in found.get("classes", ())[:12]:
        say(
            f"    {row['class']}: {row['queries']} queries, {row['system']:.3f} against {row['baseline']:.3f}"
        )


def _say_time(found: dict[str, Any]) -> None:
    for side in ("before", "from"):
        part = found[side]
        value = f", nDCG@10 {part['measures']['nDCG@10']:.4f}" if part["queries"] else ""
        say(f"  {side} {found['cut']}: {part['queries']} queries{value}")
    say(f"  {found['documents_without_date']} documents have no date and are on neither side")


def say_comparison(name: str, rows: dict[str, Any]) -> None:
    """A line a measure: both means, difference with interval, wins, losses and p."""
    from eval.measures import SHOWN

    for measure in SHOWN:
        row = rows[measure]
        holm = f", Holm {row['p_holm']:.4f}" if "p_holm" in row else ""
        say(
            f"  {name}{measure:<9} {row['a']:.4f} -> {row['b']:.4f}  {row['difference']:+.4f} "
            f"[{row['interval'][0]:+.4f}, {row['interval'][1]:+.4f}]  "
            f"{row['wins']} better, {row['losses']} worse, p = {row['p']:.4f}{holm}"
        )


def say_kinds(kinds: dict[str, Any]) -> None:
    """A line a kind of query."""
    for kind, row in kinds.items():
        say(
            f"  {kind}: {row['queries']} queries, nDCG@10 {row['a']:.4f} -> {row['b']:.4f}, "
            f"{row['wins']} better, {row['losses']} worse, p = {row['p']:.4f}"
        )
