"""Errors as problem+json (RFC 9457) with a stable ``code`` and a Chinese ``message``."""

import logging
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from corpora.model.errors import CorpusError
from indexer.engine.filters import FilterError
from indexer.engine.protocol import EngineError
from indexer.library import LibraryError
from office.errors import OfficeError, ValueRefused
from search_api.retrieval.errors import DocumentNotFound, RetrievalError

log = logging.getLogger(__name__)

_BY_STATUS = {
    400: ("bad_request", "请求有误"),
    401: ("unauthorized", "请先登录"),
    403: ("forbidden", "您没有权限做这件事"),
    404: ("not_found", "没有这个地址"),
    405: ("method_not_allowed", "这个地址不支持该请求方法"),
    409: ("conflict", "与已保存的内容冲突，请刷新后再试"),
    413: ("too_large", "请求内容过大"),
    415: ("unsupported_media_type", "不支持的内容类型"),
    422: ("invalid_request", "请求参数不合要求"),
    429: ("too_many_requests", "请求过多，请稍后再试"),
    500: ("internal_error", "服务内部出错，请稍后再试；若反复出现，请把请求编号告知管理员"),
    503: ("unavailable", "检索库暂不可用"),
}


_BY_ENGINE_FAULT = {
    "engine_unreachable": "检索服务器连接不上，请管理员检查 Elasticsearch 是否已启动、地址是否正确；恢复后可直接重试",
    "engine_timeout": "检索服务器响应超时，请稍后再试；若反复出现，请告知管理员",
    "engine_busy": "检索服务器繁忙或正在恢复，请稍后再试",
    "engine_denied": "检索服务器拒绝了本程序的账号，请管理员检查用户名、密码或 API 密钥及其权限",
    "engine_certificate": "检索服务器的证书不受信任，请管理员指定 CA 证书文件",
    "engine_read_only": "检索索引已被设为只读（多因磁盘将满），请管理员清理磁盘后再试",
    "engine_unsupported": "检索服务器版本不受支持，请管理员换用 Elasticsearch 8.19 或更高版本",
    "index_missing": "检索索引不存在，请管理员运行 fengqiao rebuild",
    "index_mapping": "索引的字段与本程序不一致，请管理员运行 fengqiao rebuild",
    "index_mismatch": "索引由另一版本的程序建立，请管理员运行 fengqiao rebuild",
}
"""Chinese message by code of an engine's error; other codes are answered as the status is."""


class Fault(BaseModel):
    """One thing wrong with a request."""

    place: str = Field(description="Where: parameter or field, dotted.")
    reason: str = Field(description="What is wrong.")


class Problem(BaseModel):
    """An error, as application/problem+json."""

    type: str = Field(default="about:blank", description="Always about:blank; the code tells errors apart.")
    title: str = Field(description="The code again, for people who read English.")
    status: int = Field(description="HTTP status.")
    code: str = Field(description="Stable code of the error.")
    message: str = Field(description="One Chinese sentence for the user.")
    request_id: str = Field(default="", description="Number of the request in the log.")
    errors: list[Fault] = Field(default_factory=list, description="Details by parameter or field.")


RESPONSES: dict[int | str, dict[str, Any]] = {
    status: {
        "model": Problem,
        "description": f"{code}: {message}",
        "content": {"application/problem+json": {}},
    }
    for status, (code, message) in _BY_STATUS.items()
    if status in (401, 403, 404, 413, 422, 429, 500, 503)
}
"""Documented on every route."""


def problem(
    status: int,
    *,
    request: Request | None = None,
    code: str = "",
    message: str = "",
    errors: list[Fault] | None = None,
) -> JSONResponse:
    """A problem+json response; code and message default to those of the status."""
    known_code, known_message = _BY_STATUS.get(status, (f"http_{status}", "请求未能完成"))
    body = Problem(
        title=code or known_code,
        status=status,
        code=code or known_code,
        message=message or known_message,
        request_id=getattr(request.state, "request_id", "") if request else "",
        errors=errors or [],
    )
    return JSONResponse(body.model_dump(), status_code=status, media_type="application/problem+json")


def install(app: FastAPI) -> None:
    """Register a handler for every error that a route can raise."""

    @app.exception_handler(HTTPException)
    def _http(request: Request, error: HTTPException) -> JSONResponse:
        response = problem(error.status_code, request=request)
        response.headers.update(error.headers or {})
        return response

    @app.exception_handler(RequestValidationError)
    def _invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        faults = [Fault(place=".".join(map(str, e["loc"])), reason=_reason(e)) for e in error.errors()]
        first = f"：{faults[0].place} {faults[0].reason}" if faults else ""
        return problem(422, request=request, message=f"请求参数不合要求{first}", errors=faults)

    @app.exception_handler(RetrievalError)
    def _refused(request: Request, error: RetrievalError) -> JSONResponse:
        status = 404 if isinstance(error, DocumentNotFound) else 422
        faults = [Fault(place=error.place, reason=error.message)] if error.place else []
        return problem(status, request=request, code=error.code, message=error.message, errors=faults)

    @app.exception_handler(CorpusError)
    def _unreadable(request: Request, error: CorpusError) -> JSONResponse:
        return problem(422, request=request, code="unreadable_file", message=f"文件无法读取：{error}")

    @app.exception_handler(FilterError)
    def _bad_filter(request: Request, error: FilterError) -> JSONResponse:
        return problem(
            422,
            request=request,
            code="bad_query",
            message="筛选条件有误",
            errors=[Fault(place="filter", reason=str(error))],
        )

    @app.exception_handler(EngineError)
    @app.exception_handler(LibraryError)
    def _unavailable(request: Request, error: Exception) -> JSONResponse:
        log.error("request %s: %s", getattr(request.state, "request_id", ""), error)
        code = getattr(error, "code", "")
        known = code if code in _BY_ENGINE_FAULT else ""
        return problem(503, request=request, code=known, message=_BY_ENGINE_FAULT.get(known, ""))

    @app.exception_handler(ValueRefused)
    def _refused_value(request: Request, error: ValueRefused) -> JSONResponse:
        return problem(
            422, request=request, code=error.code, message="有数值超出范围或文字过长，无法保存或查找"
        )

    @app.exception_handler(OfficeError)
    def _office(request: Request, error: OfficeError) -> JSONResponse:
        log.error("request %s: %s", getattr(request.state, "request_id", ""), error)
        return problem(
            503,
            request=request,
            code=error.code,
            message="业务数据库暂不可用，请稍后再试；若反复出现，请告知管理员",
        )

    @app.exception_handler(Exception)
    def _unexpected(request: Request, error: Exception) -> JSONResponse:
        return problem(500, request=request)


_REASONS = {
    "missing": "缺少必填项",
    "int_parsing": "应为整数",
    "greater_than_equal": "小于允许的最小值 {ge}",
    "less_than_equal": "大于允许的最大值 {le}",
    "string_too_long": "超过 {max_length} 个字符",
    "string_too_short": "少于 {min_length} 个字符",
    "literal_error": "应为 {expected} 之一",
    "enum": "应为 {expected} 之一",
    "extra_forbidden": "没有这个字段",
    "json_invalid": "不是有效的 JSON",
    "string_type": "应为文字",
    "bool_parsing": "应为 true 或 false",
    "too_long": "超过 {max_length} 项",
}


def _reason(error: dict[str, Any]) -> str:
    template = _REASONS.get(error["type"])
    return template.format(**error.get("ctx", {})) if template else str(error["msg"])
