"""Whether the passages shown as evidence really raise the likeness: each is taken out, and so is a random one."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from corpora.model import Document, Kind
from eval.errors import EvalError
from indexer.viewer import LOCAL_OWNER
from indexer.workspace import Workspace
from search_api.explain.models import Evidence
from search_api.explain.scoring import Pair, law_without, scores_without
from search_api.explain.service import explain_pair, pairs_of
from search_api.explain.units import Range, facts_ranges, focus_ranges
from search_api.retrieval.alike import similar
from search_api.retrieval.context import Context
from search_api.retrieval.models import SimilarRequest
from search_api.retrieval.similarity import compare

CASES = (Kind.JUDGMENT, Kind.GUIDING, Kind.REFERENCE, Kind.TYPICAL, Kind.MEDIATION, Kind.OTHER)
DEPTH = 10
"""A pair is a case and one of its so many most similar cases."""
Name = Literal["facts", "focus", "law"]
NAMES: tuple[Name, ...] = ("facts", "focus", "law")


@dataclass(slots=True)
class Tally:
    """Of one likeness."""

    passages: int = 0
    won: int = 0
    """Passages whose loss costs more than that of a random range of the same length."""
    pairs: int = 0
    """Pairs with at least one passage."""
    likenesses: int = 0
    """Pairs in which this likeness is above 0."""
    drops: list[float] = field(default_factory=list)
    random_drops: list[float] = field(default_factory=list)


def measure_evidence(
    workspace: Workspace, *, pairs: int, seed: int, progress: Callable[[int], None] | None = None
) -> dict[str, Any]:
    """Take every passage shown of so many pairs out of its document, and a random range of the same length.

    The random range lies in the same part of the document (facts, focus; the whole text for the law), anywhere.

    Returns:
        ``pairs``, and by likeness how many passages there were, the share that cost more than the random range,
        mean losses, and in how many pairs with this likeness there was a passage to show.

    Raises:
        EvalError: the library has no cases to pair.
    """
    context = Context(workspace)
    context.refresh()
    chance = random.Random(seed)
    tallies = {name: Tally() for name in NAMES}
    done = 0
    times: list[float] = []
    for pair in _drawn(context, chance):
        began = time.perf_counter()
        comparison = compare(pair.query, pair.profile)
        explanation = explain_pair(context, pair, comparison)
        times.append((time.perf_counter() - began) * 1000)
        for name in NAMES:
            tally = tallies[name]
            tally.likenesses += bool(getattr(comparison.similarity, name))
            _count(context, pair, name, getattr(explanation, name), tally, chance)
        done += 1
        if progress is not None:
            progress(done)
        if done == pairs:
            break
    if not done:
        raise EvalError("there are no cases in this library that are similar to another")
    whole = Tally()
    for tally in tallies.values():
        whole.passages += tally.passages
        whole.won += tally.won
        whole.drops += tally.drops
        whole.random_drops += tally.random_drops
    return {
        "pairs": done,
        "seed": seed,
        "ms": round(sorted(times)[len(times) // 2], 1),
        "all": _told(whole) | {"pairs": done},
        **{name: _told(tally) for name, tally in tallies.items()},
    }


def _drawn(context: Context, chance: random.Random) -> Iterator[Pair]:
    """A random case with one of its most similar cases, again and again; each case is drawn once."""
    library = context.workspace.library
    ids = library.ids()
    chance.shuffle(ids)
    for id in ids:
        document = context.documents([id], LOCAL_OWNER).get(id)
        if document is None or document.kind not in CASES:
            continue
        found = similar(context, SimilarRequest(document_id=id, limit=DEPTH, group=False), LOCAL_OWNER)
        if found.hits:
            other = chance.choice(found.hits).id
            yield from pairs_of(context, document, [other], LOCAL_OWNER).values()


def _count(
    context: Context, pair: Pair, name: Name, shown: Sequence[Evidence], tally: Tally, chance: random.Random
) -> None:
    tally.pairs += bool(shown)
    for evidence in shown:
        own = [(p.start, p.end) for p in (evidence.document, *evidence.also)]
        drawn = _random_ranges(own, _region(pair.document, name), chance)
        if drawn is None:
            continue
        whole = pair.score(name)
        if name == "law":
            scores = [law_without(pair, own), law_without(pair, drawn)]
        else:
            scores = scores_without(context, pair, name, [own, drawn])
        lost, lost_at_random = whole - scores[0], whole - scores[1]
        tally.passages += 1
        tally.won += lost > lost_at_random
        tally.drops.append(lost)
        tally.random_drops.append(lost_at_random)


def _region(document: Document, name: Name) -> list[Range]:
    if name == "law":
        return [(0, len(document.text))]
    return facts_ranges(document) if name == "facts" else focus_ranges(document)


def _random_ranges(
    own: Sequence[Range], region: Sequence[Range], chance: random.Random
) -> list[Range] | None:
    """Ranges of the same lengths in the region; ``None`` where most of it is the passage itself: nothing else is there
    to be taken out."""
    drawn = []
    if 2 * sum(end - start for start, end in own) > sum(end - start for start, end in region):
        return None
    for start, end in own:
        length = end - start
        homes = [(a, b) for a, b in region if b - a > length]
        if not homes:
            return None
        a, b = chance.choices(homes, weights=[b - a - length for a, b in homes])[0]
        at = chance.randrange(a, b - length + 1)
        drawn.append((at, at + length))
    return drawn


def _told(tally: Tally) -> dict[str, Any]:
    n = tally.passages
    return {
        "passages": n,
        "costs_more": round(tally.won / n, 4) if n else None,
        "loss": round(sum(tally.drops) / n, 4) if n else None,
        "loss_at_random": round(sum(tally.random_drops) / n, 4) if n else None,
        "likenesses": tally.likenesses,
        "with_passages": tally.pairs,
    }
