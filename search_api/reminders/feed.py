"""The Atom feed of reminders. Whoever has its address can read it, so it tells numbers and days only."""

import datetime as dt
from collections.abc import Sequence

from feedgen.feed import FeedGenerator

from experts.reminders.due import KINDS, Notice


def atom(notices: Sequence[Notice], page: str, feed_id: str, at: dt.datetime) -> bytes:
    """The feed as XML.

    Args:
        notices: In the order in which they are told.
        page: Address of the web page, with which entries link; empty for links relative to the feed.
        feed_id: Stable id of this feed, without the token.
        at: Now; an entry is new on every day on which it is still due.
    """
    feed = FeedGenerator()
    feed.id(f"urn:fengqiao:reminders:{feed_id}")
    feed.title("枫桥 到期提醒")
    feed.language("zh-CN")
    feed.link(href=f"{page}?page=consults", rel="alternate")
    feed.author({"name": "枫桥"})
    feed.updated(at)
    for one in notices:
        entry = feed.add_entry(order="append")
        entry.id(f"urn:fengqiao:reminder:{one.kind}:{one.id}:{one.day}:{at.date()}")
        entry.updated(at)
        entry.title(f"{KINDS[one.kind]}提醒：{one.title}")
        entry.summary(one.text)
        target = f"consults&id={one.id}" if one.kind == "consult" else f"experts&tab=roster&id={one.id}"
        entry.link(href=f"{page}?page={target}")
    written: bytes = feed.atom_str(pretty=True)
    return written
