"""The optional sentence-transformers encoder."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from indexer.encoder import EncoderUnavailable, load_encoder
from indexer.encoder.sentence_transformers import SentenceTransformersEncoder

HAS_EXTRA = find_spec("sentence_transformers") is not None


class FakeModel:
    """Vectors of length two, as a model without a normalising layer gives."""

    def encode(self, texts: list[str], **_: Any) -> np.ndarray:
        return np.array([[2.0 * (len(t) % 2), 2.0 * ((len(t) + 1) % 2), 0.0] for t in texts])


def test_rows_are_normalised_and_empty_texts_are_zero() -> None:
    encoder = SentenceTransformersEncoder("fake", FakeModel(), "f")
    assert encoder.dim == 3
    rows = encoder.encode(["一", "", "二二"])
    assert rows.dtype == np.float32
    assert rows.tolist() == [[1, 0, 0], [0, 0, 0], [0, 1, 0]]


@pytest.mark.skipif(HAS_EXTRA, reason="the models extra is installed")
def test_missing_extra_is_named() -> None:
    with pytest.raises(EncoderUnavailable, match=r"fengqiao\[models\]"):
        load_encoder("some-org/some-model")


def test_torch_is_not_imported_by_the_default_encoder() -> None:
    code = "import sys, indexer.encoder as e; e.load_encoder(None); print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.skipif(not HAS_EXTRA, reason="the models extra (sentence-transformers) is not installed")
def test_a_local_folder_loads_offline(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import StaticEmbedding

    from indexer.encoder import StaticEncoder

    static = StaticEncoder.load()
    module = StaticEmbedding(static._tokenizer, embedding_weights=static._table)
    SentenceTransformer(modules=[module]).save(str(tmp_path / "model"))
    encoder = load_encoder(str(tmp_path / "model"))
    assert encoder is not None and encoder.dim == 256
    again = load_encoder(str(tmp_path / "model"))
    assert again is not None and again.fingerprint == encoder.fingerprint
    rows = encoder.encode(["期货公司强行平仓", "期货公司强行平仓", ""])
    assert rows[0] @ rows[1] == pytest.approx(1, abs=1e-5)
    assert not rows[2].any()
