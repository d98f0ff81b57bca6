"""Files as answers."""

import re
from typing import Any
from urllib.parse import quote

from fastapi import Response

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
}
"""Media type by ending."""
_UNSAFE = re.compile(r'[\x00-\x1f\x7f\\/:*?"<>|\ud800-\udfff]+')


def attachment(body: bytes, name: str, format: str) -> Response:
    """A file to save, under this name without its ending; what file systems refuse becomes a line below."""
    plain = _UNSAFE.sub("_", name).strip(" .")[:120] or "file"
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(f'{plain}.{format}', safe='')}"}
    return Response(body, media_type=TYPES[format], headers=headers)


def file_responses(*formats: str) -> dict[int | str, dict[str, Any]]:
    """For the documentation of a route that answers with one of these files."""
    return {200: {"content": {TYPES[format]: {} for format in formats}, "description": "The file."}}
