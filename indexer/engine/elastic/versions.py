"""An alias and the indexes behind it: NAME is NAME-v3, NAME-v2 is kept for going back."""

import re
import uuid
from dataclasses import asdict, dataclass, replace
from typing import Any

from indexer.engine.elastic.cluster import Cluster
from indexer.engine.elastic.mapping import index_body, write_alias
from indexer.engine.protocol import EngineError, IndexMissing
from indexer.manifest import Manifest

BUILDING, IN_USE = -2, -1
"""Instead of a generation in :attr:`Held.left_at`."""


@dataclass(frozen=True, slots=True)
class Held:
    """What an index says of itself."""

    index: str
    manifest: dict[str, Any]
    library: str
    """The library of record it was made from."""
    key: str
    """Random, of this very index."""
    left_at: int
    """The library's generation when another version took its place (0 when it did not hold all of it), or
    :data:`IN_USE`, or :data:`BUILDING`."""


class Versions:
    """The indexes of one alias."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self.alias = cluster.settings.index
        self._pattern = re.compile(re.escape(self.alias) + r"-v(\d+)")

    def current(self) -> Held | None:
        """The index behind the alias; ``None`` when there is none.

        Raises:
            EngineError: the alias is an index itself, or names several.
        """
        found = self._described(self.alias)
        if not found:
            return None
        if len(found) > 1 or found[0].index == self.alias:
            names = ", ".join(held.index for held in found)
            raise EngineError(
                f"{self.alias} in {self._cluster.settings.where} is not an alias of one index ({names}); "
                "choose another name with FENGQIAO_ELASTICSEARCH_INDEX."
            )
        return found[0]

    def all(self) -> list[Held]:
        """All versions, oldest first."""
        found = [held for held in self._described(f"{self.alias}-v*") if self._pattern.fullmatch(held.index)]
        return sorted(found, key=lambda held: self._number(held.index))

    def create(self, manifest: Manifest, library: str, *, in_use: bool) -> Held:
        """An empty index under the next number; with ``in_use`` behind the alias at once."""
        number = max((self._number(held.index) for held in self.all()), default=0) + 1
        name = f"{self.alias}-v{number}"
        held = Held(name, asdict(manifest), library, uuid.uuid4().hex, IN_USE if in_use else BUILDING)
        body = index_body(self._cluster.settings, manifest.dim, _meta(held))
        body["aliases"] = {write_alias(name): {}} | ({self.alias: {}} if in_use else {})
        answer = self._cluster.write(
            lambda client: client.indices.create(index=name, wait_for_active_shards="1", **body),
            name,
            patience=0,
        )
        if not answer["shards_acknowledged"]:
            raise EngineError(
                f"{self._cluster.settings.where} did not give the new index {name} its shards in time; "
                "are its disks full?"
            )
        return held

    def put_in_use(self, index: str, generation: int) -> None:
        """Turn the alias to an index in one step; what was there before is kept, all others are removed.

        Args:
            index: The index to use from now on.
            generation: The library's, remembered by the index that goes out of use; 0 when that index does not
                hold all of it.
        """
        old = self.current()
        actions: list[dict[str, Any]] = [{"add": {"index": index, "alias": self.alias}}]
        if old is not None and old.index != index:
            actions.append({"remove": {"index": old.index, "alias": self.alias}})
        self._cluster.write(lambda client: client.indices.update_aliases(actions=actions), index)
        for held in self.all():
            if held.index == index:
                self._mark(held, IN_USE)
            elif old is not None and held.index == old.index:
                self._mark(held, generation)
            else:
                self.delete(held.index)

    def previous(self) -> Held | None:
        """The version that was in use before the present one."""
        current = self.current()
        others = [held for held in self.all() if held.left_at >= 0]
        others = [held for held in others if current is None or held.index != current.index]
        return others[-1] if others else None

    def remove_unfinished(self, library: str) -> None:
        """Remove what builds that were broken off have left."""
        current = self.current()
        for held in self.all():
            mine = held.library == library and held.left_at == BUILDING
            if mine and (current is None or held.index != current.index):
                self.delete(held.index)

    def delete(self, index: str) -> None:
        """Remove an index; one that is gone is no error."""
        self._cluster.write(lambda client: client.indices.delete(index=index, ignore_unavailable=True), index)

    def check_owner(self, held: Held, library: str) -> None:
        """Refuse the index of another library.

        Raises:
            EngineError: it is another one's.
        """
        if held.library != library:
            raise EngineError(
                f"The index {self.alias} in {self._cluster.settings.where} belongs to another data folder; "
                "choose another name with FENGQIAO_ELASTICSEARCH_INDEX."
            )

    def _described(self, pattern: str) -> list[Held]:
        try:
            answer = self._cluster.read(
                lambda client: client.indices.get_mapping(
                    index=pattern, filter_path="*.mappings._meta,error,status", allow_no_indices=True
                ),
                pattern,
            )
        except IndexMissing:
            return []
        out = []
        for index, value in dict(answer).items():
            meta = value["mappings"]["_meta"]
            out.append(Held(index, **meta))
        return out

    def _mark(self, held: Held, left_at: int) -> None:
        """Write in the mapping whether the index is in use."""
        meta = _meta(replace(held, left_at=left_at))
        self._cluster.write(
            lambda client: client.indices.put_mapping(index=held.index, meta=meta), held.index
        )

    def _number(self, index: str) -> int:
        found = self._pattern.fullmatch(index)
        return int(found[1]) if found else 0


def _meta(held: Held) -> dict[str, Any]:
    return {name: value for name, value in asdict(held).items() if name != "index"}
