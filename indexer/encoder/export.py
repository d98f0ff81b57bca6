"""A static encoder as a sentence-transformers model, for programs that know only those."""

import json
import shutil
from pathlib import Path

from safetensors.numpy import save_file

from indexer.encoder.tables import TOKENIZER, read_tables

MODULE = "0_StaticEmbedding"


def export_sentence_transformers(encoder: Path, out: Path) -> None:
    """Write the folder that ``SentenceTransformer(out)`` loads: a StaticEmbedding module and normalising.

    Args:
        encoder: Folder of a static encoder.
        out: Folder to write; made when missing.
    """
    part = out / MODULE
    part.mkdir(parents=True, exist_ok=True)
    save_file({"embedding.weight": read_tables(encoder)}, part / "model.safetensors")
    shutil.copyfile(encoder / TOKENIZER, part / TOKENIZER)
    kinds = (
        (MODULE, "sentence_transformers.models.StaticEmbedding"),
        ("1_Normalize", "sentence_transformers.models.Normalize"),
    )
    (out / "1_Normalize").mkdir(exist_ok=True)
    modules = [
        {"idx": at, "name": str(at), "path": path, "type": kind} for at, (path, kind) in enumerate(kinds)
    ]
    (out / "modules.json").write_text(json.dumps(modules, indent=2), encoding="utf-8")
    config: dict[str, object] = {"similarity_fn_name": "dot", "prompts": {}, "default_prompt_name": None}
    (out / "config_sentence_transformers.json").write_text(json.dumps(config, indent=2), encoding="utf-8")
