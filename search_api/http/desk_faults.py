"""Faults of folders, searches and reports as problem+json."""

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from office.folders.errors import ChangedMeanwhile, NotHeld, ReadOnly
from search_api.http.problems import Fault, problem
from search_api.papers import NoChineseFont
from search_api.reports.errors import Incomplete

_NAMES = {
    "folder": "卷宗夹",
    "folder_item": "卷宗夹内文书",
    "verdict": "类案认定",
    "saved_search": "保存的检索",
    "report": "报告",
    "snapshot": "报告定稿",
    "feed": "订阅",
    "colleague": "同事",
}


def install(app: FastAPI) -> None:
    """Register the handlers."""

    @app.exception_handler(NotHeld)
    def _gone(request: Request, error: NotHeld) -> JSONResponse:
        message = f"没有这个{_NAMES.get(error.what, '项目')}，或者您无权查看"
        return problem(404, request=request, code=f"{error.what}_not_found", message=message)

    @app.exception_handler(ReadOnly)
    def _read_only(request: Request, error: ReadOnly) -> JSONResponse:
        message = "这个卷宗夹由同事共享，您只能查看。需要修改时，请所有人改为“可编辑”。"
        return problem(403, request=request, code="folder_read_only", message=message)

    @app.exception_handler(ChangedMeanwhile)
    def _changed(request: Request, error: ChangedMeanwhile) -> JSONResponse:
        message = "这份报告已在别处保存过新版本。请先复制您改动的文字，刷新后再改。"
        return problem(409, request=request, code="changed_meanwhile", message=message)

    @app.exception_handler(Incomplete)
    def _incomplete(request: Request, error: Incomplete) -> JSONResponse:
        faults = [Fault(place="content", reason=f"缺少{name}") for name in error.missing]
        return problem(422, request=request, code="report_incomplete", message=str(error), errors=faults)

    @app.exception_handler(NoChineseFont)
    def _font(request: Request, error: NoChineseFont) -> JSONResponse:
        return problem(503, request=request, code=error.code, message=str(error))
