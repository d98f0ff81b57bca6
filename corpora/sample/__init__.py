"""The shipped sample documents: fictional, marked as such."""

from importlib.resources import files
from pathlib import Path


def sample_path() -> Path:
    """Folder of the sample documents, markdown with YAML front matter."""
    return Path(str(files(__name__))) / "documents"
