"""Filters in words."""

from ui.web import known
from ui.web.texts import t


def filter_words(spec: str) -> str:
    """A filter such as ``kind=judgment,typical`` as people read it."""
    field, _, values = spec.partition("=")
    if field == "id":
        return t("search.by_ids", count=values.count(",") + 1)
    name = known.field_label(field.rstrip("!"))
    labels = "、".join(known.value_label(field.rstrip("!"), value) for value in values.split(","))
    return f"{name}{'不是' if field.endswith('!') else '：'}{labels}"
