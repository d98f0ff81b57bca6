"""Health and holdings."""

from importlib.metadata import PackageNotFoundError, version

from fastapi import APIRouter

from indexer.engine.protocol import EngineError
from indexer.library import LibraryError
from search_api.http.state import SearcherNow, ServiceNow, ViewerNow
from search_api.http.views import Health, Labels
from search_api.retrieval.fields import field_names
from search_api.retrieval.models import Holdings

router = APIRouter(tags=["service"])


@router.get("/health", summary="Whether the service can answer")
def health(service: ServiceNow, viewer: ViewerNow) -> Health:
    """Always 200; `status` says whether there is a library to search."""
    try:
        program = version("fengqiao")
    except PackageNotFoundError:
        program = "unknown"
    try:
        searcher = service.searcher
        searcher.check()
        return Health(
            status="ok",
            documents=searcher.holdings(viewer).total,
            encoder=searcher.encoder_name,
            version=program,
        )
    except LibraryError:
        return Health(status="no_library", documents=0, encoder=None, version=program)
    except EngineError as error:
        status = "no_library" if error.code == EngineError.code else error.code
        return Health(status=status, documents=0, encoder=None, version=program)


@router.get("/labels", summary="Chinese names of fields, values and sections")
def labels() -> Labels:
    """The one vocabulary of names for people; clients show these instead of keeping their own."""
    names = field_names()
    return Labels(fields=names.labels, values=names.value_labels, sections=names.sections)


@router.get("/holdings", summary="What the library holds")
def holdings(searcher: SearcherNow, viewer: ViewerNow) -> Holdings:
    """Counts by kind, newest date, and the date to which the law was checked."""
    return searcher.holdings(viewer)
