"""Who may see what is ingested: mediation records belong to their organisation unless said otherwise."""

from typing import Literal, get_args

from corpora.model import AccessLevel, Document, Kind
from corpora.readers.raw import RawDocument

Access = Literal["auto", "public", "restricted"]


def check_access(access: str) -> None:
    """Refuse an unknown value.

    Raises:
        ValueError: naming the values there are.
    """
    if access not in get_args(Access):
        raise ValueError(f"access {access}: choose {', '.join(get_args(Access))}")


def with_default_access(document: Document, raw: RawDocument, access: str, owner: str) -> Document:
    """The document under the access level it is stored with.

    ``auto`` keeps what the record itself states, and restricts mediation records that state nothing. A
    restricted document without an owner of its own gets ``owner``; without either only the local owner sees it.
    """
    if access == "auto":
        stated = bool(raw.fields.get("access", "").strip())
        hide = document.kind is Kind.MEDIATION and not stated
        level = AccessLevel.RESTRICTED if hide else document.access
    else:
        level = AccessLevel(access)
    own = document.owner or (owner if level is AccessLevel.RESTRICTED else "")
    return document if (level, own) == (document.access, document.owner) else document.with_access(level, own)
