"""Which encoder a name in the settings means."""

from pathlib import Path

from indexer.encoder.protocol import Encoder
from indexer.encoder.static import StaticEncoder
from indexer.encoder.tables import TOKENIZER, WEIGHTS


class EncoderUnavailable(Exception):
    """The encoder asked for cannot be used here; the message says what to do."""


def load_encoder(name: str | None) -> Encoder | None:
    """The encoder that ``name`` means.

    Args:
        name: ``None``, empty or ``default`` for the shipped static encoder; ``none`` for no vectors; a
            folder of a static encoder (from ``train-encoder``) or of a sentence-transformers model; else a hub
            name such as ``BAAI/bge-small-zh-v1.5``.

    Raises:
        EncoderUnavailable: the folder holds no encoder, or the ``models`` extra is not installed.
    """
    if name is None or name in ("", "default"):
        return StaticEncoder.load()
    if name == "none":
        return None
    folder = Path(name).expanduser()
    if (folder / WEIGHTS).is_file() and (folder / TOKENIZER).is_file():
        try:
            return StaticEncoder.load(folder)
        except ValueError as error:
            raise EncoderUnavailable(str(error)) from error
    from indexer.encoder.sentence_transformers import SentenceTransformersEncoder

    return SentenceTransformersEncoder.load(name)
