"""The tokenizer of a static encoder."""

import json
from collections.abc import Sequence

import numpy as np
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

from indexer.encoder.training.pooling import Tokens

SPECIAL = ("[PAD]", "[UNK]")


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


def token_ids(tokenizer: Tokenizer, texts: Sequence[str], most: int | None = None) -> list[Tokens]:
    """Token ids of each text, at most ``most``; a text without any known token gives the unknown token once."""
    clean = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
    encoded = tokenizer.encode_batch_fast(clean, add_special_tokens=False)
    return [np.asarray(e.ids[:most] or [SPECIAL.index("[UNK]")], dtype=np.int32) for e in encoded]


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
