"""What the service says of itself: labels, holdings. The last answer is kept for when it does not answer."""

from contextlib import suppress

from search_api.http.views import Labels
from search_api.retrieval.models import Holdings
from ui.web import client

_labels: list[Labels] = []
_holdings: list[Holdings] = []


def labels() -> Labels:
    """Names of fields, values and sections; asked for once.

    Raises:
        ServiceUnavailable: it does not answer and never did.
        ServiceRefused: it answered with an error.
    """
    if not _labels:
        _labels.append(client.labels())
    return _labels[0]


def holdings() -> Holdings | None:
    """What the library holds now; the last answer while the service is away, ``None`` before the first one."""
    # A fault is told by the screen that asks for more than this; the strip shows what was last known.
    with suppress(client.ServiceUnavailable, client.ServiceRefused):
        _holdings[:] = [client.holdings()]
    return _holdings[0] if _holdings else None


def value_label(field: str, value: str) -> str:
    """What people are shown for a stored value of a field."""
    return labels().values.get(field, {}).get(value, value)


def field_label(field: str) -> str:
    """What people are shown for a field."""
    return labels().fields.get(field, field)


def section_label(role: str) -> str:
    """What people are shown for the role of a section; empty outside of all sections."""
    return labels().sections.get(role, role)
