"""What every office table builds on: the declarative base, names of constraints, moments in UTC."""

import datetime as dt
import pkgutil
from importlib import import_module
from typing import Any

from sqlalchemy import DateTime, Dialect, MetaData
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

_NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of every office model; constraints get the same names on every database, so migrations can name them."""

    metadata = MetaData(naming_convention=_NAMES)


class Moment(TypeDecorator[dt.datetime]):
    """A moment with its zone, kept in UTC; reads give UTC on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """To UTC; SQLite keeps no zone.

        Raises:
            ValueError: the moment has no zone.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone cannot be stored: use office.base.now()")
        moment = value.astimezone(dt.UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:
        """As UTC."""
        if value is None:
            return None
        moment: dt.datetime = value
        return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)


def now() -> dt.datetime:
    """This moment in UTC, to the microsecond, as both databases keep it."""
    return dt.datetime.now(dt.UTC)


def metadata() -> MetaData:
    """Every office table: ``office.<area>.models`` of every area is imported, so none can be forgotten."""
    import office

    for area in pkgutil.iter_modules(office.__path__):
        if area.ispkg and area.name != "migrations":
            package = import_module(f"office.{area.name}")
            if any(module.name == "models" for module in pkgutil.iter_modules(package.__path__)):
                import_module(f"office.{area.name}.models")
    return Base.metadata
