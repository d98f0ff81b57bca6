"""How to reach the cluster, from arguments, then ``FENGQIAO_ELASTICSEARCH_*`` environment variables."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,120}")


class ElasticSettings(BaseSettings):
    """One object, handed down. Secrets come from the environment, never from the command line."""

    model_config = SettingsConfigDict(
        env_prefix="FENGQIAO_ELASTICSEARCH_",
        env_ignore_empty=True,
        frozen=True,
        extra="ignore",
        populate_by_name=True,
    )

    urls: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        validation_alias="FENGQIAO_ELASTICSEARCH_URL",
        description="Addresses of nodes, by comma; any of them answers for the cluster.",
    )
    api_key: SecretStr | None = Field(
        default=None, description="Encoded API key; replaces user and password."
    )
    user: str = Field(default="", description="User name.")
    password: SecretStr | None = Field(default=None, description="Password of the user.")
    ca: Path | None = Field(default=None, description="File with the CA certificate (PEM) to trust.")
    index: str = Field(default="fengqiao", description="Name of the alias; indexes are NAME-v1, NAME-v2 …")
    shards: int = Field(default=1, ge=1, le=1024, description="Primary shards of a new index.")
    replicas: int = Field(default=0, ge=0, le=10, description="Copies of each shard in a new index.")
    timeout_s: float = Field(default=10.0, gt=0, description="Seconds a read may take.")
    write_timeout_s: float = Field(default=60.0, gt=0, description="Seconds a bulk request may take.")
    patience_s: float = Field(
        default=60.0, ge=0, description="Seconds a write is tried again while the cluster is busy or away."
    )
    bulk_bytes: int = Field(default=8_000_000, ge=10_000, description="Bytes of one bulk request.")

    @field_validator("urls", mode="before")
    @classmethod
    def _by_comma(cls, value: Any) -> Any:
        parts: Sequence[Any] = value.split(",") if isinstance(value, str) else value
        return tuple(part.strip().rstrip("/") for part in parts if part.strip())

    @field_validator("urls")
    @classmethod
    def _addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for url in value:
            parts = urlsplit(url)
            if parts.scheme not in ("http", "https") or not parts.hostname:
                raise ValueError(f"{url} is no address such as https://search.example:9200")
            if parts.username or parts.password:
                raise ValueError(
                    "user and password do not belong in the address: "
                    "set FENGQIAO_ELASTICSEARCH_USER and FENGQIAO_ELASTICSEARCH_PASSWORD"
                )
        return value

    @field_validator("index")
    @classmethod
    def _index_name(cls, value: str) -> str:
        if not _NAME.fullmatch(value):
            raise ValueError(f"{value!r} is no index name: small letters, digits and . _ - only")
        return value

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.ca is not None and not self.ca.is_file():
            raise ValueError(f"the CA certificate {self.ca} is not there")
        if bool(self.user) != bool(self.password):
            raise ValueError("user and password go together")
        return self

    @property
    def where(self) -> str:
        """The cluster in a message."""
        return f"Elasticsearch at {', '.join(self.urls)}"
