"""A report as a file."""

from ui.web import desk
from ui.web.downloads import downloads


def files(path: str, name: str) -> None:
    """Buttons for the report as .docx and .pdf, which the service makes at ``path``."""
    downloads("reports", ("docx", "pdf"), name, lambda format: desk.file(path, format=format))
