"""Redaction: people, numbers and addresses out of a text, with every change accounted for."""

from collections.abc import Iterator, MutableMapping

from corpora.redact import organisations
from corpora.redact.found import Found, Redaction, Replacement, Sensitive
from corpora.redact.operators import apply
from corpora.redact.policy import Policy, load_policy, policy_names
from corpora.redact.pseudonyms import extend
from corpora.redact.recognisers import RECOGNISERS
from corpora.redact.recognisers.person import same_person

__all__ = ["Policy", "Redaction", "Replacement", "Sensitive", "find", "load_policy", "policy_names", "redact"]

_WIDE = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code).isalnum()}
_WIDE |= {0xFF20: 0x40, 0xFF0D: 0x2D}
"""Full-width letters and digits to ASCII, one for one, so that offsets stay."""


def redact(
    text: str, policy: str | Policy = "default", pseudonyms: MutableMapping[str, str] | None = None
) -> Redaction:
    """The text without what the policy hides.

    Args:
        text: Any text.
        policy: A policy or the name of a shipped one (``default``, ``strict``, ``numbers``).
        pseudonyms: Name to pseudonym; extended in place: one mapping keeps a series of documents stable.

    Raises:
        ValueError: no policy of that name.
    """
    rules = load_policy(policy) if isinstance(policy, str) else policy
    names = {} if pseudonyms is None else pseudonyms
    chosen = [(item, rules.operation(item)) for item in find(text)]
    spoken = [text[i.start : i.end] for i, operation in chosen if operation.operator == "pseudonym"]
    same = {other: name for other, name in same_person(text.translate(_WIDE)).items() if name not in names}
    extend(names, (same.get(name, name) for name in spoken), text)
    names.update({other: names[name] for other, name in same.items() if name in names})
    bodies = [item for item, operation in chosen if operation.operator == "category"]
    full = {item.role: names[item.role] for item in bodies if item.role in names}
    organisations.labels((item.role for item in bodies), full)
    names.update(full | {text[item.start : item.end]: full[item.role] for item in bodies})
    replacements: list[Replacement] = []
    pieces: list[str] = []
    position = 0
    for item, operation in chosen:
        replacement = apply(operation, text[item.start : item.end], names)
        if replacement is None:
            continue
        replacements.append(
            Replacement(
                item.start,
                item.end,
                item.kind.value,
                replacement,
                item.recogniser,
                item.role,
                operation.operator,
            )
        )
        pieces += [text[position : item.start], replacement]
        position = item.end
    return Redaction("".join([*pieces, text[position:]]), tuple(replacements))


def find(text: str) -> list[Found]:
    """All findings, ordered, without overlap; the stronger recogniser wins where two claim a character."""
    plain = text.translate(_WIDE)
    taken = bytearray(len(text))
    found = [item for item in _claims(plain) if _take(taken, item)]
    return sorted(found, key=lambda item: item.start)


def _claims(text: str) -> Iterator[Found]:
    for recogniser in RECOGNISERS:
        yield from recogniser(text)


def _take(taken: bytearray, item: Found) -> bool:
    if item.start >= item.end or any(taken[item.start : item.end]):
        return False
    taken[item.start : item.end] = b"\x01" * (item.end - item.start)
    return True
