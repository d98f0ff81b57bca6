"""The client: connecting, trying again, and turning faults into plain errors."""

import logging
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from indexer.engine.elastic.errors import ClusterBusy, ServerUnsupported, plain
from indexer.engine.elastic.settings import ElasticSettings
from indexer.engine.protocol import EngineError

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

LOG = logging.getLogger(__name__)

OLDEST = (8, 19)
_READ_PATIENCE_S = 5.0
"""Seconds a read is tried again while a shard has no copy ready, as after a node's death."""

Call = Callable[["Elasticsearch"], Any]


class Cluster:
    """A connection to a cluster through any of its nodes; safe to share between threads.

    Raises:
        EngineError: no address is given, nothing answers, or the server is too old.
    """

    def __init__(self, settings: ElasticSettings) -> None:
        if not settings.urls:
            raise EngineError(
                "The address of Elasticsearch is missing: use --url, or set FENGQIAO_ELASTICSEARCH_URL."
            )
        self.settings = settings
        self._client = _client(settings)
        self._check_version()

    def read(self, call: Call, index: str = "") -> Any:
        """The answer of a read, tried again for a few seconds while the cluster is busy.

        Raises:
            EngineError: it cannot be had.
        """
        limit = self.settings.timeout_s
        return self._try(call, index, limit, min(_READ_PATIENCE_S, limit), lost=False)

    def write(self, call: Call, index: str = "", *, patience: float | None = None) -> Any:
        """The answer of a write that may be repeated, tried again while the cluster is busy or away.

        Raises:
            EngineError: it cannot be had within the patience of the settings.
        """
        waits = self.settings.patience_s if patience is None else patience
        return self._try(call, index, self.settings.write_timeout_s, waits, lost=True)

    def close(self) -> None:
        """Close the connections; safe to call twice."""
        self._client.close()

    def _try(self, call: Call, index: str, limit: float, patience: float, *, lost: bool) -> Any:
        import tenacity
        from elastic_transport import ApiError, TlsError, TransportError

        def again(error: BaseException) -> bool:
            if isinstance(error, ApiError):
                return isinstance(plain_error(error), ClusterBusy)
            if isinstance(error, ClusterBusy):
                return True
            return lost and isinstance(error, TransportError) and not isinstance(error, TlsError)

        def told(state: tenacity.RetryCallState) -> None:
            if state.attempt_number == 2 and state.outcome is not None:
                LOG.warning(
                    "%s; trying again for up to %g s",
                    str(plain_error(state.outcome.exception())).rstrip("."),
                    patience,
                )

        def plain_error(error: BaseException | None) -> EngineError:
            assert isinstance(error, Exception)
            return plain(error, self.settings.where, index=index, seconds=limit)

        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception(again),
            wait=tenacity.wait_exponential(multiplier=0.2, max=5.0) + tenacity.wait_random(0.0, 0.2),
            stop=tenacity.stop_after_delay(patience),
            before_sleep=told if lost else None,
            reraise=True,
        )
        client = self._client.options(request_timeout=limit)
        try:
            return retrying(call, client)
        except (ApiError, TransportError) as error:
            raise plain_error(error) from error

    def _check_version(self) -> None:
        def version(client: "Elasticsearch") -> str:
            # Of every node, and by a call that each distribution of the server knows.
            nodes = client.nodes.info(node_id="_all", metric="_none")["nodes"].values()
            return min((str(node["version"]) for node in nodes), key=_number)

        found: str = self._try(version, "", self.settings.timeout_s, 0.0, lost=False)
        if _number(found) < OLDEST:
            raise ServerUnsupported(
                f"{self.settings.where} is version {found}; this program needs 8.19 or newer."
            )


def _client(settings: ElasticSettings) -> "Elasticsearch":
    from elasticsearch import Elasticsearch

    # Told once by the operator's server on every answer; nothing a reader of our output can act on.
    warnings.filterwarnings("ignore", message=".*built-in security features are not enabled.*")
    # Without a handler of the application's own, each lost node would print lines on stderr.
    logging.getLogger("elastic_transport").addHandler(logging.NullHandler())
    options: dict[str, Any] = {}
    if settings.ca is not None:
        options["ca_certs"] = str(settings.ca)
    if settings.api_key is not None:
        options["api_key"] = settings.api_key.get_secret_value()
    elif settings.password is not None:
        options["basic_auth"] = (settings.user, settings.password.get_secret_value())
    return Elasticsearch(
        list(settings.urls),
        max_retries=len(settings.urls),
        retry_on_timeout=len(settings.urls) > 1,
        retry_on_status=(),
        request_timeout=settings.timeout_s,
        **options,
    )


def _number(version: str) -> tuple[int, int]:
    parts = version.split(".")
    return int(parts[0]), int(parts[1])
