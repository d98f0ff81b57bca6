"""Settings of the service, from arguments, then ``FENGQIAO_*`` environment variables."""

import os
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from search_api.http.access.origin import is_loopback

SHORTEST_SECRET = 32
_MOST_PROCESSES = 4
_DEFAULTS = frozenset(
    {"", "admin", "changeme", "default", "fengqiao", "password", "postgres", "root", "secret"}
)
"""Passwords that come with examples and installations; never good enough for a database that others can reach."""


class Settings(BaseSettings):
    """One object, built where the application is made and handed down."""

    model_config = SettingsConfigDict(env_prefix="FENGQIAO_", frozen=True, extra="ignore")

    home: Path = Field(default=Path("var"), description="Data folder.")
    mode: Literal["local", "organisation"] = Field(
        default="local",
        description="local: one user with every right, so only this machine may connect. organisation: accounts "
        "with roles; made with `fengqiao users add`.",
    )
    office_url: str = Field(
        default="", description="PostgreSQL URL of the office store; empty for office.db in the data folder."
    )
    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=8000, ge=1, le=65535)
    anonymous: bool = Field(
        default=False, description="Whether people without an account have the rights of the role `public`."
    )
    audit_reads: bool = Field(
        default=True,
        description="Whether searches, views and exports go on the audit trail; changes always do.",
    )
    cookie_secure: bool | None = Field(
        default=None,
        description="Whether the session cookie is sent over TLS only; by default yes, unless the service listens "
        "on this machine's own address.",
    )
    web_url: str = Field(default="", description="Address of the web page, where people go after signing in.")
    oidc_issuer: str = Field(default="", description="Address of an OpenID Connect provider; empty for none.")
    oidc_client: str = Field(default="", description="Client id at the provider.")
    oidc_secret: SecretStr = Field(default=SecretStr(""), description="Client secret at the provider.")
    requests_per_minute: int = Field(
        default=600,
        ge=0,
        description="Requests of one account, or of one address without an account, in organisation mode; more get "
        "429. Each of several processes allows its share. 0 for no limit.",
    )
    sign_ins_per_minute: int = Field(
        default=20,
        ge=0,
        description="Tries to sign in from one address, in organisation mode. 0 for no limit.",
    )
    max_body: int = Field(default=2_000_000, ge=1_000, description="Bytes of a JSON body.")
    max_upload: int = Field(default=20_000_000, ge=1_000, description="Bytes of an uploaded file.")
    workers: int = Field(
        default=0,
        ge=0,
        le=64,
        description="Processes that answer requests; 0: one in local mode, in organisation mode one for each core, at "
        "most four. Each keeps its own copy of what is held in memory.",
    )
    threads: int = Field(
        default=0,
        ge=0,
        description="Requests worked on at a time in each process, the others wait; 0: two for each core, at least "
        "four, 40 with Elasticsearch.",
    )
    max_concurrent: int = Field(
        default=64, ge=1, description="Requests waiting or worked on in each process; more get 429."
    )

    @property
    def processes(self) -> int:
        """Processes that answer requests."""
        if self.workers:
            return self.workers
        return 1 if self.mode == "local" else min(os.cpu_count() or 1, _MOST_PROCESSES)

    def share(self, limit: int) -> int:
        """What one of :attr:`workers` processes allows of a limit for all, so that together they allow no more; 0 stays 0."""
        return limit and max(1, limit // max(1, self.workers))

    @property
    def secure_cookies(self) -> bool:
        """Whether the session cookie is sent over TLS only."""
        return not is_loopback(self.host) if self.cookie_secure is None else self.cookie_secure

    @model_validator(mode="after")
    def _local_only(self) -> Self:
        if self.mode == "local" and not is_loopback(self.host):
            raise ValueError(
                f"host {self.host}: in local mode there are no accounts, so only a loopback address is allowed; "
                "use 127.0.0.1, or mode organisation"
            )
        return self

    @model_validator(mode="after")
    def _no_default_secrets(self) -> Self:
        if self.mode == "local":
            return self
        if self.office_url:
            parts = urlsplit(self.office_url)
            if not is_loopback(parts.hostname or "localhost") and (parts.password or "") in _DEFAULTS:
                raise ValueError(
                    "office_url: the database is on another machine and its password is empty or a default one; "
                    "give its role a password of its own"
                )
        if self.oidc_issuer:
            secret = self.oidc_secret.get_secret_value()
            if not self.oidc_issuer.startswith("https://") and not is_loopback(
                urlsplit(self.oidc_issuer).hostname or ""
            ):
                raise ValueError("oidc_issuer: an OpenID Connect provider is reached over https only")
            if not self.oidc_client or len(secret) < SHORTEST_SECRET or len(set(secret)) < 8:
                raise ValueError(
                    f"oidc_client and oidc_secret: both are needed, the secret with at least {SHORTEST_SECRET} "
                    "characters, as the provider made it"
                )
        return self
