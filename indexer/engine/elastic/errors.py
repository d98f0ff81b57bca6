"""What can go wrong with a cluster, each as one error that says what to do."""

from typing import Any

from indexer.engine.protocol import EngineError, IndexMissing


class ClusterUnreachable(EngineError):
    """No node answers at any of the addresses."""

    code = "engine_unreachable"


class ClusterSlow(EngineError):
    """A node took longer than the time allowed."""

    code = "engine_timeout"


class ClusterBusy(EngineError):
    """The cluster refuses work for now: overloaded, or without a master or a copy of a shard."""

    code = "engine_busy"


class ClusterRefuses(EngineError):
    """Wrong password or key, or a right that is missing."""

    code = "engine_denied"


class CertificateUntrusted(EngineError):
    """The server's certificate is not signed by a CA that is trusted here."""

    code = "engine_certificate"


class ClusterReadOnly(EngineError):
    """The index takes no writes: the disk is full, or somebody made it read-only."""

    code = "engine_read_only"


class ServerUnsupported(EngineError):
    """The server is too old, or no Elasticsearch."""

    code = "engine_unsupported"


class MappingDiffers(EngineError):
    """The fields of the index are not those that this program writes."""

    code = "index_mapping"


class RequestTooLarge(EngineError):
    """More bytes than the server takes at once."""

    code = "engine_too_large"


BUSY = frozenset({429, 502, 503, 504})
"""Statuses after which the same request may succeed a little later."""


def plain(error: Exception, where: str, *, index: str = "", seconds: float = 0.0) -> EngineError:
    """The error of the client library as one of ours; its text becomes part of one sentence.

    Args:
        error: What the client raised.
        where: The cluster, for the message.
        index: The index worked on.
        seconds: The time allowed.
    """
    from elastic_transport import ApiError, ConnectionTimeout, TlsError, TransportError
    from elasticsearch import UnsupportedProductError

    if isinstance(error, EngineError):
        return error
    if isinstance(error, UnsupportedProductError):
        return ServerUnsupported(
            f"{where} is no Elasticsearch that this program can use; it needs 8.19 or newer."
        )
    if isinstance(error, TlsError):
        return CertificateUntrusted(
            f"The certificate of {where} is not trusted; name the file with the CA certificate in "
            "FENGQIAO_ELASTICSEARCH_CA."
        )
    if isinstance(error, ConnectionTimeout):
        return ClusterSlow(f"{where} did not answer within {seconds:g} s.")
    if isinstance(error, TransportError):
        return ClusterUnreachable(f"{where} cannot be reached ({_cause(error)}); start it, or correct --url.")
    if isinstance(error, ApiError):
        return refusal(error.meta.status, reason(error.body), where, index)
    raise error


def refusal(status: int, why: tuple[str, str], where: str, index: str) -> EngineError:
    """The error for an answer with an error status.

    Args:
        status: HTTP status of the answer, or of one item in it.
        why: Type and reason as the server gives them.
        where: The cluster.
        index: The index worked on.
    """
    kind, text = why
    if kind == "cluster_block_exception" and "read-only" in text:
        disk = "disk usage" in text or "/12/" in text
        cure = (
            "its disk is full: free some space, then run the command again"
            if disk
            else "remove the block index.blocks.read_only"
        )
        return ClusterReadOnly(f"{where} has made the index {index} read-only; {cure}.")
    if status == 401:
        return ClusterRefuses(
            f"{where} refuses the user name and password or the API key; correct "
            "FENGQIAO_ELASTICSEARCH_USER and _PASSWORD, or FENGQIAO_ELASTICSEARCH_API_KEY."
        )
    if status == 403:
        return ClusterRefuses(f"{where} does not allow this user to do that ({text}).")
    if kind == "index_not_found_exception":
        return IndexMissing(
            f"There is no index {index} in {where}; run `fengqiao rebuild`, or `fengqiao index SOURCE`."
        )
    if status == 413:
        return RequestTooLarge(f"{where} does not take that many bytes at once.")
    if kind == "strict_dynamic_mapping_exception":
        return MappingDiffers(
            f"The index {index} in {where} has other fields than this program writes ({text}); "
            "run `fengqiao rebuild`."
        )
    if status in BUSY:
        return ClusterBusy(f"{where} is not able to answer now ({kind}: {text}); try again later.")
    return EngineError(f"{where} answered {status} ({kind}: {text}).")


def reason(body: Any) -> tuple[str, str]:
    """Type and reason of an error answer, of its first cause where it names one."""
    error = body.get("error") if isinstance(body, dict) else body
    if not isinstance(error, dict):
        return "error", str(error)[:300]
    causes = error.get("root_cause") or [error]
    first = causes[0] if isinstance(causes[0], dict) else error
    return str(first.get("type") or error.get("type")), str(first.get("reason") or error.get("reason"))[:300]


def _cause(error: Any) -> str:
    text = str(error.errors[0]) if error.errors else str(error.message)
    return text.rsplit(": ", 1)[-1].strip("()<> ")[:200] or type(error).__name__
