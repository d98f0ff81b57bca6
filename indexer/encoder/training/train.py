"""Training a static encoder: tokenizer, co-occurrence, factorisation, contrast. Interrupted, it goes on."""

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from corpora.model.errors import CorpusError
from corpora.readers import read
from indexer.encoder.tables import TOKENIZER, read_tables, write_tables
from indexer.encoder.training.contrast import contrast
from indexer.encoder.training.cooccurrence import count_pairs, ppmi_factors
from indexer.encoder.training.pairs import Cloze, PairSource, Supervised, Words
from indexer.encoder.training.pooling import Floats, Tokens
from indexer.encoder.training.supervision import Supervision
from indexer.encoder.training.tokenizer import SPECIAL, token_ids, train_tokenizer

Say = Callable[[str], None]

CHUNK = 2_000
"""Characters of a training text; longer documents are cut."""
SIF_A = 1e-3
"""Smooth inverse frequency: weight a / (a + p(token)) (Arora, Liang, Ma 2017)."""
KEPT = 0.8
"""Share of the trained table in the result without queries; the rest holds it near what co-occurrence says."""
KEPT_SUPERVISED = 0.9
"""The same with queries: a tenth of the start costs little on queries like those learnt from, and keeps others."""
QUERY_TOKENS, TEXT_TOKENS = 128, 256
MOST_TEXTS = 12
"""Pieces of :data:`TEXT_TOKENS` that a document may answer with."""
WORK = "work"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a training depends on beside its texts."""

    dims: int = 256
    vocabulary: int = 20_000
    window: int = 10
    steps: int = 3_000
    """Batches of the contrastive step; 0 leaves it out."""
    seed: int = 0
    max_chars: int = 60_000_000
    """Reading stops there; memory grows with it."""


def train_encoder(
    sources: Sequence[Path],
    out: Path,
    settings: Settings | None = None,
    *,
    supervision: Supervision | None = None,
    start: Path | None = None,
    progress: Say | None = None,
) -> int:
    """Train an encoder that :meth:`StaticEncoder.load` reads.

    Unigram tokenizer; positive pointwise mutual information of tokens within the window (nearer ones counting
    more); truncated SVD by random projection; SIF weights; then a contrastive step: inverse cloze, words of a text
    and the text, and, where there are queries, queries and the texts that answer them. What is done is kept under
    ``out/work`` until the end: called again with the same texts and settings, an interrupted training goes on and
    ends with the same encoder.

    Args:
        sources: Files or folders that the readers know; may be empty with a start and queries.
        out: Folder to write; made when missing.
        settings: Sizes and seed.
        supervision: Queries with their texts.
        start: Folder of an encoder to go on from, in place of tokenizer and co-occurrence.
        progress: Told one line a stage.

    Returns:
        Number of tokens in the vocabulary.

    Raises:
        ValueError: too little text.
    """
    settings, say = settings or Settings(), progress or (lambda line: None)
    supervision = supervision or Supervision()
    texts = list(_limited(_texts(sources, say), settings.max_chars))
    if sum(map(len, texts)) + sum(map(len, supervision.texts.values())) < 200:
        raise ValueError("too little text to train on; give files or folders with more")
    say(
        f"{len(texts)} texts, {sum(map(len, texts)) / 1e6:.1f} million characters; {len(supervision.queries)} queries"
    )
    work = _work_folder(out, settings, texts, supervision, start)
    tokenizer = _tokenizer(work, texts or list(supervision.texts.values()), settings, start, say)
    ids = token_ids(tokenizer, texts) if texts else []
    beginning = _beginning(work, ids, tokenizer.get_vocab_size(), settings, start, say)
    table = beginning
    pairs = _sources(tokenizer, ids, supervision)
    if settings.steps and pairs:
        trained = contrast(
            beginning,
            pairs,
            steps=settings.steps,
            seed=settings.seed,
            checkpoint=work / "contrast.npz",
            say=say,
        )
        share = KEPT_SUPERVISED if supervision.queries else KEPT
        table = (share * trained + (1 - share) * beginning).astype(np.float32)
    if start is None:
        table[: len(SPECIAL)] = 0
    write_tables(out, table, tokenizer.to_str())
    shutil.rmtree(work)
    say(f"written to {out}")
    return int(tokenizer.get_vocab_size())


def _work_folder(
    out: Path, settings: Settings, texts: Sequence[str], supervision: Supervision, start: Path | None
) -> Path:
    """The folder of unfinished work; what another training left there is thrown away."""
    digest = sha256(json.dumps([asdict(settings), str(start)]).encode())
    for text in (*texts, *supervision.texts.values(), *(query.text for query in supervision.queries)):
        digest.update(text.encode("utf-8", "replace"))
    work, stamp = out / WORK, digest.hexdigest()
    if work.exists() and (
        not (work / "stamp").is_file() or (work / "stamp").read_text(encoding="utf-8") != stamp
    ):
        shutil.rmtree(work)
    work.mkdir(parents=True, exist_ok=True)
    (work / "stamp").write_text(stamp, encoding="utf-8")
    return work


def _tokenizer(
    work: Path, texts: Sequence[str], settings: Settings, start: Path | None, say: Say
) -> Tokenizer:
    kept = work / TOKENIZER if start is None else start / TOKENIZER
    if not kept.is_file():
        kept.write_text(train_tokenizer(texts, settings.vocabulary).to_str(), encoding="utf-8")
    tokenizer = Tokenizer.from_file(str(kept))
    say(f"tokenizer of {tokenizer.get_vocab_size()} tokens")
    return tokenizer


def _beginning(
    work: Path, ids: Sequence[Tokens], size: int, settings: Settings, start: Path | None, say: Say
) -> Floats:
    """The table that the contrastive step begins with: of another encoder, or from co-occurrence."""
    if start is not None:
        return read_tables(start)
    kept = work / "beginning.npy"
    if not kept.is_file():
        rng = np.random.default_rng(settings.seed)
        frequency = np.bincount(np.concatenate(ids), minlength=size).astype(np.float64)
        keys, values = count_pairs(ids, size, settings.window)
        say(f"{len(keys)} pairs of neighbours")
        table = ppmi_factors(keys, values, size, min(settings.dims, size - len(SPECIAL)), rng)
        table *= (SIF_A / (SIF_A + frequency / frequency.sum()))[:, None].astype(np.float32)
        table[: len(SPECIAL)] = 0
        np.save(kept, table)
    beginning: Floats = np.load(kept, allow_pickle=False)
    return beginning


def _sources(tokenizer: Tokenizer, ids: Sequence[Tokens], supervision: Supervision) -> list[PairSource]:
    """By turns: three batches of queries of the largest part, one of its words, one of each other part; parts of texts."""
    cloze: list[PairSource] = [Cloze(ids)] if len(ids) > 1 else []
    parts = [_supervised(tokenizer, part) for part in supervision.parts()]
    if not parts:
        return cloze
    held = np.zeros(tokenizer.get_vocab_size(), dtype=np.float64)
    for text in parts[0].texts:
        held[np.unique(text)] += 1
    idf = np.log(len(parts[0].texts) / (1 + held)).clip(0.1).astype(np.float32)
    return [parts[0], *parts[1:], parts[0], Words(parts[0].texts, idf), parts[0], *cloze]


def _supervised(tokenizer: Tokenizer, part: Supervision) -> Supervised:
    """A source of one corpus. Small collections are drawn from more often than their size says."""
    numbers = {key: at for at, key in enumerate(part.texts)}
    texts: list[Tokens] = []
    owners: list[int] = []
    for at, whole in enumerate(token_ids(tokenizer, list(part.texts.values()), TEXT_TOKENS * MOST_TEXTS)):
        pieces = [whole[start : start + TEXT_TOKENS] for start in range(0, len(whole), TEXT_TOKENS)]
        if len(pieces) > 1 and len(pieces[-1]) < TEXT_TOKENS // 4:
            pieces.pop()
        texts += pieces
        owners += [at] * len(pieces)
    sizes = Counter(query.collection for query in part.queries)
    shares = np.array([sizes[query.collection] ** -0.5 for query in part.queries])
    grades = [query.grades for query in part.queries]
    return Supervised(
        token_ids(tokenizer, [query.text for query in part.queries], QUERY_TOKENS),
        [[numbers[key] for key, grade in some.items() if grade == max(some.values())] for some in grades],
        [frozenset(numbers[key] for key in some) for some in grades],
        texts,
        np.array(owners, dtype=np.intp),
        (shares / shares.sum()).astype(np.float64),
    )


def _texts(sources: Sequence[Path], say: Say) -> Iterator[str]:
    for source in sources:
        for record in read(source):
            if isinstance(record, CorpusError):
                say(f"left out: {record}")
                continue
            text = record.text.encode("utf-8", "replace").decode("utf-8")
            for at in range(0, len(text), CHUNK):
                yield text[at : at + CHUNK]


def _limited(texts: Iterator[str], most: int) -> Iterator[str]:
    total = 0
    for text in texts:
        total += len(text)
        if total > most:
            return
        yield text
