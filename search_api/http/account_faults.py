"""Faults of accounts as problem+json."""

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from office.accounts.errors import AccountError
from office.accounts.users import NO_USER
from search_api.http.problems import problem

_STATUS = {
    NO_USER: 404,
    "no_such_key": 404,
    "login_name_taken": 409,
    "account_disabled": 409,
    "own_account": 409,
}
_MESSAGES = {
    NO_USER: "没有这个账号",
    "no_such_key": "没有这个密钥",
    "login_name_taken": "已有账号使用这个用户名；停用的账号也保留其用户名",
    "account_disabled": "这个账号已停用",
    "own_account": "不能停用自己的账号，也不能取消自己的系统管理员角色，请由另一位管理员操作",
    "bad_login_name": "用户名须为 2 至 64 位小写字母、数字或 . _ @ -，以字母或数字开头，且不是系统保留名",
    "unknown_role": "没有这个角色，或账号没有这个角色",
    "no_role": "请至少选择一个角色",
    "weak_password": "密码至少 12 个字符，且不能是常见密码或用户名",  # nosec B105 - a sentence about passwords
    "bad_organisation": "机构名称为 1 至 200 字，前后不能有空格",
    "no_label": "请说明密钥的用途（1 至 100 字）",
}


def install(app: FastAPI) -> None:
    """Register the handler."""

    @app.exception_handler(AccountError)
    def _account(request: Request, error: AccountError) -> JSONResponse:
        return problem(
            _STATUS.get(error.code, 422),
            request=request,
            code=error.code,
            message=_MESSAGES.get(error.code, ""),
        )
