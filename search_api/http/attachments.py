"""Files as answers."""

import re
from collections.abc import Iterator
from typing import IO, Any
from urllib.parse import quote

from fastapi import Response
from fastapi.responses import StreamingResponse

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/jsonl; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
"""Media type by ending."""
_PART = 1 << 16
_UNSAFE = re.compile(r'[\x00-\x1f\x7f\\/:*?"<>|\ud800-\udfff]+')


def attachment(body: bytes, name: str, format: str) -> Response:
    """A file to save, under this name without its ending; what file systems refuse becomes a line below."""
    return Response(body, media_type=TYPES[format], headers=_headers(name, format))


def streamed(file: IO[bytes], name: str, format: str) -> Response:
    """As :func:`attachment`, of a file that may be large; closed when it was sent."""

    def parts() -> Iterator[bytes]:
        with file:
            file.seek(0)
            while part := file.read(_PART):
                yield part

    return StreamingResponse(parts(), media_type=TYPES[format], headers=_headers(name, format))


def _headers(name: str, format: str) -> dict[str, str]:
    plain = _UNSAFE.sub("_", name).strip(" .")[:120] or "file"
    return {"content-disposition": f"attachment; filename*=UTF-8''{quote(f'{plain}.{format}', safe='')}"}


def file_responses(*formats: str) -> dict[int | str, dict[str, Any]]:
    """For the documentation of a route that answers with one of these files."""
    return {200: {"content": {TYPES[format]: {} for format in formats}, "description": "The file."}}
