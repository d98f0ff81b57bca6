"""Settings of the service, from arguments, then ``FENGQIAO_*`` environment variables."""

import ipaddress
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """One object, built where the application is made and handed down."""

    model_config = SettingsConfigDict(env_prefix="FENGQIAO_", frozen=True, extra="ignore")

    home: Path = Field(default=Path("var"), description="Data folder.")
    mode: Literal["local"] = Field(
        default="local", description="local: one user with every right, so only this machine may connect."
    )
    office_url: str = Field(
        default="", description="PostgreSQL URL of the office store; empty for office.db in the data folder."
    )
    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    web_address: str = Field(
        default="http://127.0.0.1:8501/",
        description="Where people open the web page; links in feeds lead there.",
    )
    port: int = Field(default=8000, ge=1, le=65535)
    max_body: int = Field(default=2_000_000, ge=1_000, description="Bytes of a JSON body.")
    max_upload: int = Field(default=20_000_000, ge=1_000, description="Bytes of an uploaded file.")
    max_concurrent: int = Field(default=32, ge=1, description="Requests worked on at a time; more get 429.")

    @model_validator(mode="after")
    def _local_only(self) -> Self:
        if self.mode == "local" and not _is_loopback(self.host):
            raise ValueError(
                f"host {self.host}: in local mode there are no accounts, so only a loopback address is allowed; "
                "use 127.0.0.1"
            )
        return self


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
