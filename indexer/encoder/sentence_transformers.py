"""Any sentence-transformers model as an encoder; torch is imported only when one is asked for."""

import json
from collections.abc import Sequence
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_CONFIG_FILES = ("modules.json", "config.json", "config_sentence_transformers.json")
_WEIGHT_SUFFIXES = {".safetensors", ".bin", ".json", ".txt", ".model"}


class SentenceTransformersEncoder:
    """A sentence-transformers model; ``dim`` and pooling are the model's own.

    Args:
        name: Folder or hub name.
        model: A loaded ``SentenceTransformer``.
        fingerprint: Pins the weights.
        batch_size: Texts a forward pass.
    """

    def __init__(self, name: str, model: Any, fingerprint: str, batch_size: int = 16) -> None:
        self.name = name
        self.fingerprint = fingerprint
        self._model = model
        self._batch_size = batch_size
        probe = model.encode(["测试"], convert_to_numpy=True, show_progress_bar=False)
        self.dim = int(np.asarray(probe).shape[1])

    @classmethod
    def load(cls, name: str) -> "SentenceTransformersEncoder":
        """Load a local folder, or a hub name that is cached or can be downloaded.

        Raises:
            EncoderUnavailable: the ``models`` extra is missing, or there is no such model.
        """
        from indexer.encoder.load import EncoderUnavailable

        folder = Path(name).expanduser()
        looks_local = folder.is_absolute() or name.startswith((".", "~")) or folder.exists()
        if looks_local and not any((folder / file).is_file() for file in _CONFIG_FILES):
            raise EncoderUnavailable(f"{name}: no encoder in this folder")
        if find_spec("sentence_transformers") is None:
            raise EncoderUnavailable(
                f"encoder {name} needs the 'models' extra: pip install 'fengqiao[models]', "
                "or use --encoder default for the shipped one"
            )
        import sentence_transformers

        try:
            where = str(folder) if looks_local else name
            model = sentence_transformers.SentenceTransformer(where, device="cpu")
        except (OSError, ValueError) as error:
            first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            raise EncoderUnavailable(f"encoder {name} cannot be loaded: {first}") from error
        return cls(name, model, _fingerprint(folder) if looks_local else _hub_fingerprint(name, model))

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """float32[n_texts, dim], rows L2-normalised; an empty text gives a zero row."""
        result = np.zeros((len(texts), self.dim), dtype=np.float32)
        filled = [row for row, text in enumerate(texts) if text.strip()]
        if not filled:
            return result
        vectors = np.asarray(
            self._model.encode(
                [texts[row] for row in filled],
                batch_size=self._batch_size,
                convert_to_numpy=True,
                normalize_embeddings=False,
                show_progress_bar=False,
            ),
            dtype=np.float32,
        )
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        result[filled] = np.divide(vectors, norms, out=np.zeros_like(vectors), where=norms > 0)
        return result


def _fingerprint(folder: Path) -> str:
    """SHA-256 over the folder's weight, tokenizer and configuration files."""
    digest = sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix in _WEIGHT_SUFFIXES):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\x00")
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


def _hub_fingerprint(name: str, model: Any) -> str:
    """SHA-256 over the name and the parameters as loaded, so that another revision is another encoder."""
    digest = sha256(json.dumps({"name": name}).encode())
    for key, value in sorted(model.state_dict().items()):
        digest.update(key.encode())
        digest.update(value.detach().cpu().float().numpy().tobytes())
    return digest.hexdigest()
