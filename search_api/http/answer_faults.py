"""Faults of standard answers and model documents as problem+json."""

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from office.answers.errors import AnswerError
from search_api.http.problems import problem
from search_api.knowledge import FormError

_STATUS = {
    "answer_not_found": 404,
    "record_not_found": 404,
    "form_not_found": 404,
    "not_an_editor": 403,
    "not_a_reviewer": 403,
    "same_person": 409,
    "wrong_state": 409,
}


def install(app: FastAPI) -> None:
    """Register the handlers."""

    @app.exception_handler(AnswerError)
    def _answer(request: Request, error: AnswerError) -> JSONResponse:
        status = _STATUS.get(error.code, 422)
        return problem(status, request=request, code=error.code, message=error.told)

    @app.exception_handler(FormError)
    def _form(request: Request, error: FormError) -> JSONResponse:
        status = _STATUS.get(error.code, 422)
        return problem(status, request=request, code=error.code, message=error.message)
