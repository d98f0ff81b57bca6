"""Faults of releases as problem+json."""

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from office.releases.errors import StepRefused
from search_api.http.problems import problem


def install(app: FastAPI) -> None:
    """Register the handler."""

    @app.exception_handler(StepRefused)
    def _refused(request: Request, error: StepRefused) -> JSONResponse:
        return problem(409, request=request, code=error.code, message=str(error))
