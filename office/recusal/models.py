"""Table of decisions on recusal (回避决定)."""

import datetime as dt
from typing import Literal

from sqlalchemy import JSON, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from office.base import Base, Moment

Decision = Literal["recuse", "cleared", "consented"]
"""Of the officer: recused, no ground on inspection, or agreed to by all parties."""


class RecusalEntry(Base):
    """One decision on one person and one dispute; later ones do not replace earlier ones."""

    __tablename__ = "recusal_entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    who: Mapped[str] = mapped_column(String(200))
    person_id: Mapped[str] = mapped_column(String(40), index=True)
    dispute_key: Mapped[str] = mapped_column(String(64), index=True)
    decision: Mapped[Decision] = mapped_column(String(20))
    """recuse, cleared or consented."""
    grounds: Mapped[list[str]] = mapped_column(JSON)
    """Ids of the grounds found then."""
    marks: Mapped[list[str]] = mapped_column(JSON)
    """What was matched with what, as hashes."""
    consents: Mapped[dict[str, str]] = mapped_column(JSON)
    """Number of the party to where its written consent is kept."""
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """The reason."""
