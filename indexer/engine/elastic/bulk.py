"""The writing half: documents sent in bulk, bounded in memory, tried again, failures told one by one."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from indexer.engine.elastic.cluster import Cluster
from indexer.engine.elastic.errors import (
    ClusterBusy,
    ClusterReadOnly,
    MappingDiffers,
    RequestTooLarge,
    refusal,
)
from indexer.engine.elastic.mapping import write_alias
from indexer.engine.protocol import DocumentsRefused, EngineError, IndexMissing

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

OF_THE_INDEX = (ClusterReadOnly, IndexMissing, MappingDiffers)
"""Faults of the index, not of the document that happened to meet them."""


_ASKED = "errors,items.*.status,items.*.error.type,items.*.error.reason,items.*.error.caused_by,error,status"


@dataclass(frozen=True, slots=True)
class Action:
    """One document to write, or with no source to remove."""

    key: str
    """``_id`` on the server."""
    id: str
    source: str | None

    @property
    def lines(self) -> tuple[str, ...]:
        """As the bulk request holds it."""
        head = json.dumps({"delete" if self.source is None else "index": {"_id": self.key}})
        return (head,) if self.source is None else (head, self.source)


class BulkWriter:
    """Collects actions and sends them when they reach the size of one request.

    Each action says the whole document under its id, so that a request may be sent twice.
    """

    def __init__(self, cluster: Cluster, index: str) -> None:
        self._cluster = cluster
        self._index = index
        self._waiting: list[Action] = []
        self._size = 0
        self._failures: dict[str, str] = {}

    def add(self, action: Action) -> None:
        """Take an action; may send."""
        self._waiting.append(action)
        self._size += len((action.source or "").encode("utf-8")) + len(action.key) + 40
        if self._size >= self._cluster.settings.bulk_bytes:
            self.send()

    def send(self) -> None:
        """Send what is waiting. Documents that the server refuses are told by :meth:`tell_refused`.

        Raises:
            EngineError: the cluster cannot take it; what was waiting is lost.
        """
        waiting, self._waiting, self._size = self._waiting, [], 0
        if waiting:
            self._send(waiting)

    def tell_refused(self) -> None:
        """Tell what was refused since the last time.

        Raises:
            DocumentsRefused: there were some.
        """
        failures, self._failures = self._failures, {}
        if failures:
            raise DocumentsRefused(failures)

    def forget(self) -> None:
        """Drop what was not sent."""
        self._waiting, self._size, self._failures = [], 0, {}

    def _send(self, actions: Sequence[Action]) -> None:
        left = list(actions)

        def once(client: "Elasticsearch") -> None:
            nonlocal left
            left, busy = self._request(client, left)
            if busy is not None:
                raise busy

        try:
            self._cluster.write(once, self._index)
        except RequestTooLarge as error:
            if len(left) == 1:
                self._failures[left[0].id] = str(error)
                return
            middle = len(left) // 2
            self._send(left[:middle])
            self._send(left[middle:])

    def _request(
        self, client: "Elasticsearch", actions: Sequence[Action]
    ) -> tuple[list[Action], EngineError | None]:
        """Send; gives back the actions to be tried again, and why."""
        lines: list[Any] = [line for action in actions for line in action.lines]
        answer = client.bulk(
            operations=lines,
            index=write_alias(self._index),
            require_alias=True,
            filter_path=_ASKED,
        )
        again: list[Action] = []
        busy: EngineError | None = None
        if not answer.get("errors"):
            return again, busy
        for action, item in zip(actions, answer["items"], strict=True):
            (result,) = item.values()
            fault = result.get("error")
            if fault is None:
                continue
            why = (str(fault["type"]), _reason(fault))
            error = refusal(result["status"], why, self._cluster.settings.where, self._index)
            if isinstance(error, OF_THE_INDEX):
                raise error
            if isinstance(error, ClusterBusy):
                busy = error
                again.append(action)
            else:
                self._failures[action.id] = f"{why[0]}: {why[1]}"
        return again, busy


def _reason(fault: dict[str, Any]) -> str:
    cause = fault.get("caused_by") or {}
    text = str(fault.get("reason"))
    return f"{text} ({cause['reason']})" if cause.get("reason") else text
