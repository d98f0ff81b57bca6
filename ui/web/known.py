"""What the service says of itself: labels, holdings. The last answer is kept for when it does not answer."""

from search_api.http.views import Labels
from search_api.retrieval.models import Holdings
from ui.web import client, identity

_labels: list[Labels] = []
_holdings: dict[str, Holdings] = {}
"""By user: what one may know of the library another may not."""
_MOST_USERS = 200


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
    """What the library holds now for this page's user; the last answer to them while the service is away.

    ``None`` before the first answer, and for who has to sign in.
    """
    user = identity.mark()
    # A fault is told by the screen that asks for more than this; the strip shows what was last known.
    try:
        held = client.holdings()
    except client.SignInNeeded:
        _holdings.pop(user, None)
        return None
    except (client.ServiceUnavailable, client.ServiceRefused):
        return _holdings.get(user)
    if len(_holdings) >= _MOST_USERS:
        _holdings.clear()
    _holdings[user] = held
    return held


def value_label(field: str, value: str) -> str:
    """What people are shown for a stored value of a field."""
    return labels().values.get(field, {}).get(value, value)


def field_label(field: str) -> str:
    """What people are shown for a field."""
    return labels().fields.get(field, field)


def section_label(role: str) -> str:
    """What people are shown for the role of a section; empty outside of all sections."""
    return labels().sections.get(role, role)
