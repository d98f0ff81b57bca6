"""What must not reach an ordinary log: words of queries, names and numbers of parties, texts of documents.

The audit trail records who searched for what; logs are read by more people and kept by other rules.
"""

import logging
import re
import traceback
from collections.abc import Iterable
from urllib.parse import unquote

MOST = 4000
"""Characters of one record: a longer one holds somebody's text."""
COVER = "…"
_HARMLESS = frozenset({"limit", "offset", "cursor", "page", "sort", "order", "kind", "format"})
"""Parameters whose values say nothing of a case."""
_QUERY = re.compile(r"\?(?P<query>[^\s\"'<>]+)")
_PARAMETER = re.compile(r"(?P<name>[^&=;]+)=(?P<value>[^&;]*)")
_FIELD = re.compile(
    r"(?P<name>[\"'](?:q|query|text|question|facts|title|name|content|note|password|token|key)[\"']\s*:\s*)"
    r"(?P<value>\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')"
)
_ENCODED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_PERSONAL = re.compile(r"[\u3400-\u9fff]|[0-9Xx*]{6,}|@")


class PrivateFilter(logging.Filter):
    """Takes out of a record the values of query parameters and of fields of a body, and what the policy ``log`` hides.

    It changes every record that it sees and refuses none. Tracebacks go through it too.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Clean one record in place; always true."""
        if getattr(record, "private", False):
            return True
        try:
            message = record.getMessage()
        except (TypeError, ValueError):  # arguments that do not fit: the template has no text of a user
            message = str(record.msg)
        record.msg, record.args = clean(message), None
        if record.exc_info and record.exc_info[1] is not None:
            record.exc_text = clean("".join(traceback.format_exception(record.exc_info[1])).rstrip())
            record.exc_info = None
        elif record.exc_text:
            record.exc_text = clean(record.exc_text)
        if record.stack_info:
            record.stack_info = clean(record.stack_info)
        record.private = True
        return True


def clean(message: str) -> str:
    """A message without words of a query and without personal data, cut at :data:`MOST` characters."""
    message = _QUERY.sub(lambda m: "?" + _PARAMETER.sub(_without_value, m["query"]), message[: 2 * MOST])
    message = _FIELD.sub(rf'\g<name>"{COVER}"', message)
    message = _ENCODED.sub(lambda m: unquote(m[0], errors="replace"), message)
    if _PERSONAL.search(message):
        from corpora.redact import redact

        message = redact(message, "log").text
    return message if len(message) <= MOST else message[:MOST] + COVER


def _without_value(match: re.Match[str]) -> str:
    if match["name"] in _HARMLESS and len(match["value"]) < 40:
        return match[0]
    return f"{match['name']}={COVER}"


def keep_private(extra: Iterable[logging.Logger] = ()) -> None:
    """Put the filter before every handler that a record of this process can reach, once.

    Args:
        extra: Further loggers whose handlers write; those of the root, of uvicorn and of this program are known.
    """
    names = [
        name
        for name in logging.root.manager.loggerDict
        if name.startswith(("uvicorn", "fengqiao", "search_api"))
    ]
    loggers = [logging.root, *(logging.getLogger(name) for name in names), *extra]
    handlers = {handler for logger in loggers for handler in logger.handlers}
    if logging.lastResort is not None:
        handlers.add(logging.lastResort)
    for handler in handlers:
        if not any(isinstance(known, PrivateFilter) for known in handler.filters):
            handler.addFilter(PrivateFilter())
