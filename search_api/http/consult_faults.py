"""Faults of consults and recusal as problem+json."""

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from experts.consults.errors import ConsultError, NoConsult, NotYours, OutOfOrder
from experts.recusal import RecusalRefused
from search_api.http.problems import problem

_STATUS: dict[type[ConsultError], int] = {NoConsult: 404, NotYours: 403, OutOfOrder: 409}


def install(app: FastAPI) -> None:
    """Register the handlers."""

    @app.exception_handler(ConsultError)
    def _consult(request: Request, error: ConsultError) -> JSONResponse:
        return problem(_STATUS.get(type(error), 422), request=request, code=error.code, message=error.message)

    @app.exception_handler(RecusalRefused)
    def _recusal(request: Request, error: RecusalRefused) -> JSONResponse:
        return problem(422, request=request, code=error.code, message=error.message)
