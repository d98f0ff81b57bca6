"""Faults of the expert library as problem+json."""

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from experts.matching.faults import MatchingError
from experts.roster.errors import ChangedSince, NotAllowed, NotOnRoster, RosterError
from search_api.http.problems import problem

_STATUS: dict[type[RosterError], int] = {NotOnRoster: 404, NotAllowed: 403, ChangedSince: 409}


def install(app: FastAPI) -> None:
    """Register the handlers."""

    @app.exception_handler(RosterError)
    def _roster(request: Request, error: RosterError) -> JSONResponse:
        return problem(_STATUS.get(type(error), 422), request=request, code=error.code, message=error.message)

    @app.exception_handler(MatchingError)
    def _matching(request: Request, error: MatchingError) -> JSONResponse:
        return problem(409, request=request, code=error.code, message=error.message)
