"""Training a static encoder from a folder of texts: tokenizer, co-occurrence, factorisation, contrast."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

from corpora.model.errors import CorpusError
from corpora.readers import read
from indexer.encoder.contrast import contrast
from indexer.encoder.cooccurrence import count_pairs, ppmi_factors
from indexer.encoder.tables import write_tables

Say = Callable[[str], None]

SPECIAL = ("[PAD]", "[UNK]")
CHUNK = 2_000
"""Characters of a training text; longer documents are cut."""
SIF_A = 1e-3
"""Smooth inverse frequency: weight a / (a + p(token)) (Arora, Liang, Ma 2017)."""


def train_encoder(
    sources: Sequence[Path],
    out: Path,
    dims: int = 256,
    *,
    vocabulary: int = 20_000,
    window: int = 10,
    contrast_steps: int = 300,
    seed: int = 0,
    max_chars: int = 60_000_000,
    progress: Say | None = None,
) -> int:
    """Train an encoder that :meth:`StaticEncoder.load` reads.

    Unigram tokenizer; positive pointwise mutual information of tokens within ``window`` (nearer ones counting
    more); truncated SVD by random projection; SIF weights; then a contrastive step on inverse-cloze pairs
    (a sentence and the rest of its text).

    Args:
        sources: Files or folders that the readers know.
        out: Folder to write; made when missing.
        dims: Dimensions of a vector; fewer come out when the vocabulary is smaller.
        vocabulary: Most tokens.
        window: Tokens to each side that count as neighbours.
        contrast_steps: Batches of the contrastive step; 0 leaves it out.
        seed: The same seed, texts and machine give the same encoder.
        max_chars: Reading stops there; memory grows with it.
        progress: Told one line a stage.

    Returns:
        Number of tokens in the vocabulary.

    Raises:
        ValueError: too little text.
    """
    say = progress or (lambda line: None)
    texts = list(_limited(_texts(sources, say), max_chars))
    if sum(map(len, texts)) < 200:
        raise ValueError("too little text to train on; give files or folders with more")
    say(f"{len(texts)} texts, {sum(map(len, texts)) / 1e6:.1f} million characters")
    tokenizer = train_tokenizer(texts, vocabulary)
    size = tokenizer.get_vocab_size()
    say(f"tokenizer of {size} tokens")
    ids = [np.asarray(e.ids, dtype=np.int32) for e in tokenizer.encode_batch(texts, add_special_tokens=False)]
    frequency = np.bincount(np.concatenate(ids), minlength=size).astype(np.float64)
    rng = np.random.default_rng(seed)
    keys, values = count_pairs(ids, size, window)
    say(f"{len(keys)} pairs of neighbours")
    table = ppmi_factors(keys, values, size, min(dims, size - len(SPECIAL)), rng)
    share = frequency / frequency.sum()
    table *= (SIF_A / (SIF_A + share))[:, None].astype(np.float32)
    table[: len(SPECIAL)] = 0
    if contrast_steps:
        table = contrast(table, ids, steps=contrast_steps, rng=rng, say=say)
        table[: len(SPECIAL)] = 0
    write_tables(out, table, tokenizer.to_str())
    say(f"written to {out}")
    return size


def train_tokenizer(texts: Sequence[str], vocabulary: int) -> Tokenizer:
    """A Unigram tokenizer: NFKC, lower case, digits and punctuation one by one."""
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFKC(),
            normalizers.Lowercase(),
            normalizers.Replace(Regex(r"[\s\u200b\ufeff]+"), " "),
            normalizers.Strip(),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.WhitespaceSplit(),
            pre_tokenizers.Punctuation("isolated"),
            pre_tokenizers.Digits(individual_digits=True),
        ]
    )
    trainer = trainers.UnigramTrainer(
        vocab_size=vocabulary,
        special_tokens=list(SPECIAL),
        unk_token="[UNK]",
        max_piece_length=6,
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return _in_order(tokenizer)


def _in_order(tokenizer: Tokenizer) -> Tokenizer:
    """The same tokenizer with ids by score, then by token: the trainer's own order changes from run to run."""
    content = json.loads(tokenizer.to_str())
    pieces = [(token, round(score, 6)) for token, score in content["model"]["vocab"] if token not in SPECIAL]
    pieces.sort(key=lambda piece: (-piece[1], piece[0]))
    content["model"]["vocab"] = [*((token, 0.0) for token in SPECIAL), *pieces]
    content["model"]["unk_id"] = SPECIAL.index("[UNK]")
    for token in content["added_tokens"]:
        token["id"] = SPECIAL.index(token["content"])
    return Tokenizer.from_str(json.dumps(content, ensure_ascii=False))


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
