"""Commands on one document or text, nothing stored: parse, redact, classify."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from ui.cli.options import AsJson, KindName
from ui.cli.output import fail, plain_errors, print_json, read_text, say


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(parse)
    app.command()(redact)
    app.command()(classify)


def parse(
    file: Annotated[Path, typer.Argument(help="One document.")],
    kind: KindName = "auto",
    as_json: AsJson = False,
    with_text: Annotated[bool, typer.Option("--with-text", help="Add the extracted text.")] = False,
) -> None:
    """Show what is understood of one document."""
    from corpora.model import Kind

    if not file.exists():
        fail(f"{file}: a link that leads nowhere" if file.is_symlink() else f"{file}: no such file")
    if file.is_dir():
        fail(f"{file}: a folder; give one document")
    if kind != "auto" and kind not in [member.value for member in Kind]:
        fail(f"--kind {kind}: choose auto or one of {', '.join(member.value for member in Kind)}")
    with plain_errors():
        from corpora.model.errors import CorpusError
        from corpora.model.view import parsed_view
        from corpora.parse import parse as parse_raw
        from corpora.readers import read

        values = []
        for raw in read(file, kind=None if kind == "auto" else Kind(kind)):
            if isinstance(raw, CorpusError):
                raise raw
            values += [parsed_view(document, with_text=with_text) for document in parse_raw(raw)]
    if as_json:
        print_json(values[0] if len(values) == 1 else values)
        return
    for value in values:
        _show(value)


def _show(value: dict[str, Any]) -> None:
    for name, item in value.items():
        if item in (None, "", [], {}):
            continue
        if isinstance(item, list):
            say(f"{name}:")
            for part in item:
                say(
                    "  "
                    + (
                        " · ".join(f"{k}={v}" for k, v in part.items() if v is not None)
                        if isinstance(part, dict)
                        else str(part)
                    )
                )
        elif isinstance(item, dict):
            say(f"{name}: " + " · ".join(f"{k}={v}" for k, v in item.items() if v is not None))
        else:
            say(f"{name}: {item}")
    say()


def redact(
    file: Annotated[str, typer.Argument(help="A file, or - for standard input.")],
    policy: Annotated[str, typer.Option(help="Name of the redaction policy.")] = "default",
    as_json: AsJson = False,
    with_reasons: Annotated[
        bool, typer.Option("--explain", help="Tell of every replacement by which rule it was made.")
    ] = False,
) -> None:
    """Replace names, numbers and addresses of people, and organisations where the policy hides them."""
    with plain_errors():
        from corpora.redact import policy_names
        from corpora.redact import redact as redact_text

        if policy not in policy_names():
            fail(f"--policy {policy}: choose one of {', '.join(policy_names())}")
        from corpora.redact.explain import explain

        redaction = redact_text(read_text(file), policy=policy)
        reasons = list(explain(redaction)) if with_reasons else []
    if as_json:
        value: dict[str, Any] = {
            "text": redaction.text,
            "replacements": [
                {"start": r.start, "end": r.end, "kind": r.kind, "replacement": r.replacement}
                for r in redaction.replacements
            ],
        }
        if with_reasons:
            value["explanations"] = [asdict(reason) for reason in reasons]
        print_json(value)
        return
    say(redaction.text)
    for reason in reasons:
        role = f" ({reason.role})" if reason.role else ""
        say(
            f"  {reason.start}-{reason.end} {reason.kind} -> {reason.replacement}  "
            f"{reason.operator}, {reason.recogniser}: {reason.rule}{role}"
        )


def classify(
    text: Annotated[str, typer.Argument(help="A description of the dispute, or - for standard input.")],
    as_json: AsJson = False,
    with_reasons: Annotated[
        bool, typer.Option("--reasons", help="Add what spoke for the type to --json.")
    ] = False,
) -> None:
    """Propose the type of a dispute, with a calibrated confidence and what spoke for it."""
    with plain_errors():
        from corpora.classify import classify as classify_text
        from corpora.vocab import dispute_types

        result = classify_text(read_text("-") if text == "-" else text, reasons=True)
    value: dict[str, Any] = {
        "l1": result.l1,
        "l2": result.l2,
        "confidence": result.confidence,
        "alternatives": [{"l2": code, "confidence": confidence} for code, confidence in result.alternatives],
        "cause": result.cause,
    }
    if with_reasons:
        value["reasons"] = [asdict(reason) for reason in result.reasons]
    if as_json:
        print_json(value)
        return
    if not result.l2:
        say(f"no type of financial dispute {result.cause}".strip())
        return
    kind = dispute_types().get(result.l2)
    label = f" {kind.label}" if kind else ""
    say(f"{result.l1} {result.l2}{label} ({result.confidence:.2f}) {result.cause}".strip())
    for code, confidence in result.alternatives:
        other = dispute_types().get(code)
        say(f"  or {code} {other.label if other else ''} ({confidence:.2f})")
    for reason in result.reasons:
        say(f"  {reason.kind}: {reason.text} (+{reason.weight:.2f})")
