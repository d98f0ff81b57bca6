"""The Atom feed of a user's alerts. Whoever has its address can read it, so it names public documents only."""

from collections.abc import Mapping, Sequence

from feedgen.feed import FeedGenerator

from corpora.model import Document
from office.folders.models import Alert
from search_api.papers.blocks import printable
from search_api.retrieval.fields import field_names

WITHHELD = "新匹配一件（不公开文书，请登录后在卷宗夹查看）"


def atom(
    alerts: Sequence[Alert],
    names: Mapping[int, str],
    documents: Mapping[str, Document],
    page: str,
    feed_id: str,
) -> bytes:
    """The feed as XML.

    Args:
        alerts: Newest first.
        names: Name of each saved search.
        documents: Public documents among those of the alerts; others are told of without their title.
        page: Address of the web page, with which entries link; empty for links relative to the feed.
        feed_id: Stable id of this feed, without the token.
    """
    feed = FeedGenerator()
    feed.id(f"urn:fengqiao:alerts:{feed_id}")
    feed.title("枫桥 新匹配提醒")
    feed.language("zh-CN")
    feed.link(href=f"{page}?page=folders", rel="alternate")
    feed.author({"name": "枫桥"})
    if alerts:
        feed.updated(alerts[0].found)
    for alert in alerts:
        document = documents.get(alert.document_id)
        entry = feed.add_entry(order="append")
        entry.id(f"urn:fengqiao:alert:{alert.id}")
        entry.updated(alert.found)
        entry.title(printable(document.title) if document else WITHHELD)
        entry.link(href=f"{page}?doc={document.id}" if document else f"{page}?page=folders")
        kind = field_names().value_label("kind", document.kind.value) if document else ""
        entry.summary(
            printable("；".join(part for part in (f"检索：{names.get(alert.search_id, '')}", kind) if part))
        )
    written: bytes = feed.atom_str(pretty=True)
    return written
