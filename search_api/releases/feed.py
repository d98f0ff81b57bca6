"""The Atom feed of published batches; a withdrawal stays in it as a notice."""

from collections.abc import Sequence

from feedgen.feed import FeedGenerator

from office.releases.models import ReleaseEdition, ReleaseWithdrawal
from search_api.papers.blocks import printable
from search_api.releases.editions import content_of, notice_of


def atom(rows: Sequence[tuple[ReleaseEdition, ReleaseWithdrawal | None]], page: str) -> bytes:
    """The feed as XML.

    Args:
        rows: Editions, newest first, with their withdrawals.
        page: Address of the web page, with which entries link; empty for links relative to the feed.
    """
    feed = FeedGenerator()
    feed.id("urn:fengqiao:editions")
    feed.title("枫桥 案例发布")
    feed.language("zh-CN")
    feed.link(href=f"{page}?page=releases&tab=editions", rel="alternate")
    feed.author({"name": "枫桥"})
    moments = [withdrawal.at if withdrawal else edition.made for edition, withdrawal in rows]
    if moments:
        feed.updated(max(moments))
    for (edition, withdrawal), moment in zip(rows, moments, strict=True):
        made = content_of(edition)
        entry = feed.add_entry(order="append")
        entry.id(f"urn:fengqiao:edition:{edition.release_id}")
        entry.updated(moment)
        entry.title(printable(f"{'（已撤回）' if withdrawal else ''}{made.title}（{made.number}）"))
        entry.link(href=f"{page}?page=releases&edition={edition.release_id}")
        lines = [notice_of(withdrawal)] if withdrawal else [case.title for case in made.cases]
        entry.summary(printable("；".join(lines)))
    written: bytes = feed.atom_str(pretty=True)
    return written
