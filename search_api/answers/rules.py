"""The articles of an answer as they are shown, and what is to be said about their dates."""

import datetime as dt
import re

from corpora.model import Document
from corpora.vocab import gists
from indexer.viewer import Viewer
from office.bank import ArticleBasis, Entry
from search_api.answers.models import BasisView
from search_api.retrieval import Searcher

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年|[-/.]\d{1,2})")


def basis_views(entry: Entry, searcher: Searcher | None, viewer: Viewer) -> list[BasisView]:
    """The articles of an entry, with the official text where the library holds it, else with the gist."""
    return [_view(basis, searcher, viewer) for basis in entry.articles]


def _view(basis: ArticleBasis, searcher: Searcher | None, viewer: Viewer) -> BasisView:
    gist = gists().get(basis.key)
    held = _held(basis.key, searcher, viewer)
    return BasisView(
        law=basis.full_law,
        article=basis.article,
        version=basis.version.isoformat(),
        suffix=basis.suffix,
        label=basis.label,
        gist=gist.gist if gist and (held is None or held.is_gist) else "",
        text=held.text if held and not held.is_gist else "",
        document_id=held.id if held else "",
        newer_version=_newer(basis, held),
    )


def _newer(basis: ArticleBasis, held: Document | None) -> str:
    if held is None or held.is_gist or held.date is None or held.date <= basis.version:
        return ""
    gist = gists().get(basis.key)
    # The same words under another date, such as the day of effect, are no other version.
    return "" if gist and gist.sums_up(held.text) else held.date.isoformat()


def _held(key: str, searcher: Searcher | None, viewer: Viewer) -> Document | None:
    """The newest version that the library holds; an official text before a gist."""
    if searcher is None:
        return None
    found = searcher.documents(searcher.resolve(key, viewer), viewer).values()
    return max(found, key=lambda d: (not d.is_gist, d.date or dt.date.min, d.id), default=None)


def notices(entry: Entry, basis: list[BasisView], question: str, day: dt.date) -> list[str]:
    """What is to be said about dates: not yet or no longer valid, an older event, a newer version of an article."""
    said = []
    if entry.valid_from and entry.valid_from > day:
        said.append(f"该规则自{entry.valid_from.isoformat()}起施行，在{day.isoformat()}尚未施行。")
    if entry.valid_to and entry.valid_to < day:
        said.append(
            f"该规则施行至{entry.valid_to.isoformat()}，在{day.isoformat()}已经失效，仅供了解当时的规定。"
        )
    years = [int(year) for year in _YEAR.findall(question)]
    if entry.valid_from and years and min(years) < entry.valid_from.year:
        said.append(
            f"该规则自{entry.valid_from.isoformat()}起施行；问题提到{min(years)}年，当时的行为可能适用当时的规定。"
        )
    said += [
        f"{view.label}在本库已有{view.newer_version}的版本，答案依据的是{view.version}的版本，请以新版本为准并复核。"
        for view in basis
        if view.newer_version
    ]
    return said
