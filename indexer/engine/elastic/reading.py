"""Searches and counts over one index."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from indexer.engine.elastic.cluster import Cluster
from indexer.engine.elastic.errors import ClusterBusy, reason, refusal
from indexer.engine.elastic.mapping import HASH, PASSAGE_ID, PASSAGE_IDS, PASSAGES, VECTOR
from indexer.engine.elastic.translate import EVERYTHING, Query
from indexer.engine.protocol import Candidates, EngineError, EngineHit

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

_DECIMALS = 4
"""Scores are float32 sums whose last digits depend on the order of summing; ties are told after rounding."""
_SLACK = 16
"""Hits fetched beyond those wanted, so that a tie at the border is mostly seen whole at once."""
_WINDOW = 10_000
"""Hits of one request, the server's own bound; more are paged."""
_NEAREST = 10_000
"""Neighbours of one request, the server's own bound."""
_CANDIDATES = 300
"""Neighbours looked for in each segment at least."""
_OVERSAMPLE = 2.0
"""How many times the neighbours wanted are compared again by their whole vectors: the graph's are bytes. With 310
wanted this found 99.7 % of the true best 300 of 2,051 documents and 99.2 % of 58,663, and all of the best 50."""
_FREQUENCIES = 1_000
"""Terms counted in one request."""
_ALL_VALUES = 60_000
"""Values that each shard counts for a facet, so that counts are exact over several shards."""
_TIE = 1e-6


class Reader:
    """Reads one index by its own name, never through the alias, so that one answer comes from one index."""

    def __init__(self, cluster: Cluster, index: str) -> None:
        self._cluster = cluster
        self.index = index

    def best(self, query: Query, limit: int, offset: int) -> Candidates:
        """Best documents first, equal scores by id; ``total`` counts all that match."""
        want = offset + limit
        if want <= 0:
            return Candidates((), self.count(query))
        if "must" not in query["bool"]:
            return self._by_id(query, limit, offset)
        fetch = want + _SLACK
        while True:
            hits, total = self._hits(query, [{"_score": "desc"}], fetch)
            found = [(-round(float(hit["_score"]), _DECIMALS), _id(hit)) for hit in hits]
            # A tie that crosses the border must be seen whole, or which of its members show is chance.
            if len(found) < fetch or found[-1][0] > found[want - 1][0]:
                break
            if found[0][0] == 0.0:  # The best is 0 and none is negative: nothing was scored.
                return self._by_id(query, limit, offset)
            fetch *= 4
        chosen = sorted(found)[offset:want]
        return Candidates(tuple(EngineHit(id, -score) for score, id in chosen), total)

    def nearest(self, vectors: NDArray[np.float32], allowed: list[Query], limit: int) -> Candidates:
        """Documents by their best passage over all vectors, best first, equal scores by id."""
        if limit <= 0 or not len(vectors):
            return Candidates((), self.count({"bool": {"filter": _with_passages(allowed)}}))
        want = min(limit, _NEAREST)
        near = min(_NEAREST, want + _SLACK)
        while True:
            answers, total = self._near(vectors, allowed, near)
            if not total:
                return Candidates((), 0)
            best: dict[str, tuple[float, int]] = {}
            for hits in answers:
                for score, id, passage in hits:
                    if id not in best or score > best[id][0]:
                        best[id] = (score, passage)
            ranked = sorted(((-score, id, passage) for id, (score, passage) in best.items()))
            border = -ranked[min(want, len(ranked)) - 1][0]
            # What a list left out scores no better than its last; it must not reach the border.
            settled = all(len(hits) < near or hits[-1][0] < border - _TIE for hits in answers)
            if settled or near >= _NEAREST or near >= total:
                break
            near = min(_NEAREST, 4 * near)
        return Candidates(
            tuple(EngineHit(id, -score, passage) for score, id, passage in ranked[:want]), total
        )

    def facets(self, query: Query, fields: Sequence[str], limit: int) -> dict[str, list[tuple[str, int]]]:
        """Exact counts, commonest first, equal counts by value."""
        order = [{"_count": "desc"}, {"_key": "asc"}]
        ask = {
            name: {"terms": {"field": name, "size": limit, "shard_size": _ALL_VALUES, "order": order}}
            for name in fields
        }
        if not fields:
            return {}
        answer = self._search(query=query, size=0, aggs=ask, track_total_hits=False)
        out: dict[str, list[tuple[str, int]]] = {}
        for name in fields:
            found = answer["aggregations"][name]
            if found["doc_count_error_upper_bound"]:
                raise EngineError(f"{name} has too many values over several shards to be counted exactly.")
            out[name] = [(str(bucket["key"]), int(bucket["doc_count"])) for bucket in found["buckets"]]
        return out

    def count(self, query: Query) -> int:
        """Number of matching documents."""
        answer = self._search(query=query, size=0, track_total_hits=True)
        return int(answer["hits"]["total"]["value"])

    def frequencies(self, query: Query, terms: Sequence[str], field: str) -> list[int]:
        """How many documents that a query matches hold each term in a text field."""
        out: list[int] = []
        for at in range(0, len(terms), _FREQUENCIES):
            some = [{"term": {field: {"value": term}}} for term in terms[at : at + _FREQUENCIES]]
            ask = {"df": {"filters": {"filters": some}}}
            answer = self._search(query=query, size=0, aggs=ask, track_total_hits=False)
            out += [int(bucket["doc_count"]) for bucket in answer["aggregations"]["df"]["buckets"]]
        return out

    def explain(self, query: Query, key: str) -> dict[str, Any]:
        """The server's explanation of one document's score; ``{}`` when it does not match."""
        answer = self._cluster.read(
            lambda client: client.options(ignore_status=404).explain(
                index=self.index, id=key, query=query, source=False
            ),
            self.index,
        )
        return dict(answer["explanation"]) if answer.get("matched") else {}

    def pages(self, fields: Sequence[str], query: Query | None = None) -> Iterator[dict[str, list[Any]]]:
        """These values of all documents, ordered by id."""
        after: list[Any] | None = None
        while True:
            answer = self._search(
                query=query or EVERYTHING,
                size=_WINDOW,
                sort=[{"id": "asc"}],
                docvalue_fields=["id", *fields],
                stored_fields="_none_",
                track_total_hits=False,
                **({"search_after": after} if after else {}),
            )
            hits = answer["hits"]["hits"]
            yield from (hit["fields"] for hit in hits)
            if len(hits) < _WINDOW:
                return
            after = hits[-1]["sort"]

    def entries(self) -> Iterator[tuple[str, str]]:
        """All ``(id, content_hash)``."""
        for fields in self.pages([HASH]):
            yield fields["id"][0], fields[HASH][0]

    def passages(self) -> Iterator[tuple[str, frozenset[int]]]:
        """All documents with vectors and the ids of their passages."""
        for fields in self.pages([PASSAGE_IDS], {"exists": {"field": PASSAGE_IDS}}):
            yield fields["id"][0], frozenset(fields[PASSAGE_IDS])

    def stored_bytes(self) -> int:
        """Bytes of the primary shards on disk."""
        answer = self._cluster.read(
            lambda client: client.indices.stats(index=self.index, metric="store"), self.index
        )
        return int(answer["_all"]["primaries"]["store"]["size_in_bytes"])

    def merging(self) -> int:
        """How many merges go on now."""
        answer = self._cluster.read(
            lambda client: client.indices.stats(index=self.index, metric="merge"), self.index
        )
        return int(answer["_all"]["total"]["merges"]["current"])

    def _by_id(self, query: Query, limit: int, offset: int) -> Candidates:
        hits, total = self._hits(query, [{"id": "asc"}], offset + limit)
        return Candidates(tuple(EngineHit(_id(hit), 0.0) for hit in hits[offset:]), total)

    def _hits(self, query: Query, sort: list[Any], want: int) -> tuple[list[dict[str, Any]], int]:
        """The first ``want`` hits, in pages when they are many."""
        if want > _WINDOW and "id" not in sort[-1]:
            sort = [*sort, {"id": "asc"}]
        hits: list[dict[str, Any]] = []
        while True:
            answer = self._search(
                query=query,
                size=min(want - len(hits), _WINDOW),
                sort=sort,
                track_total_hits=True,
                docvalue_fields=["id"],
                stored_fields="_none_",
                **({"search_after": hits[-1]["sort"]} if hits else {}),
            )
            page = answer["hits"]["hits"]
            hits += page
            if len(page) < _WINDOW or len(hits) >= want:
                return hits, int(answer["hits"]["total"]["value"])

    def _search(self, **body: Any) -> Any:
        # Copies of a shard may score a little differently: the same question goes to the same copy.
        asked = json.dumps([body["query"], body.get("sort")], sort_keys=True, ensure_ascii=False)

        def ask(client: "Elasticsearch") -> Any:
            return self._whole(
                client.search(
                    index=self.index,
                    search_type="dfs_query_then_fetch",
                    preference=_digest(asked),
                    allow_partial_search_results=False,
                    **body,
                )
            )

        return self._cluster.read(ask, self.index)

    def _whole(self, answer: Any) -> Any:
        """The answer if every shard gave its share: a part of it is a wrong answer. Raised in a call, it is tried again."""
        where = self._cluster.settings.where
        if "error" in answer:
            raise refusal(int(answer["status"]), reason(answer), where, self.index)
        if answer["timed_out"] or answer["_shards"]["failed"]:
            raise ClusterBusy(f"{where} gave only a part of the answer; try again later.")
        return answer

    def _near(
        self, vectors: NDArray[np.float32], allowed: list[Query], near: int
    ) -> tuple[list[list[tuple[float, str, int]]], int]:
        """``(cosine, id, passage id)`` of the nearest documents of each vector, best first; and how many there are."""
        head = {
            "index": self.index,
            "allow_partial_search_results": False,
            "preference": hashlib.blake2b(vectors.tobytes(), digest_size=8).hexdigest(),
        }
        counted = {"bool": {"filter": _with_passages(allowed)}}
        searches: list[dict[str, Any]] = [head, {"query": counted, "size": 0, "track_total_hits": True}]
        for vector in vectors:
            row = np.round(vector.astype(np.float64), 7).tolist()
            searches += [
                head,
                {
                    "knn": {
                        "field": VECTOR,
                        "query_vector": row,
                        "k": near,
                        "num_candidates": max(_CANDIDATES, near),
                        "filter": allowed,
                        "rescore_vector": {"oversample": _OVERSAMPLE},
                        "inner_hits": {"size": 1, "_source": False, "docvalue_fields": [PASSAGE_ID]},
                    },
                    "size": near,
                    "stored_fields": "_none_",
                    "docvalue_fields": ["id"],
                    "track_total_hits": False,
                },
            ]

        def ask(client: "Elasticsearch") -> list[Any]:
            return [self._whole(part) for part in client.msearch(searches=searches)["responses"]]

        counts, *parts = self._cluster.read(ask, self.index)
        found = [
            [(_cosine(hit["_score"]), _id(hit), _passage(hit)) for hit in part["hits"]["hits"]]
            for part in parts
        ]
        return found, int(counts["hits"]["total"]["value"])


def _with_passages(allowed: list[Query]) -> list[Query]:
    return [*allowed, {"exists": {"field": PASSAGE_IDS}}]


def _id(hit: dict[str, Any]) -> str:
    return str(hit["fields"]["id"][0])


def _passage(hit: dict[str, Any]) -> int:
    (inner,) = hit["inner_hits"][PASSAGES]["hits"]["hits"]
    return int(inner["fields"][PASSAGE_ID][0])


def _cosine(score: float) -> float:
    """The inner product that the server's score stands for: it keeps scores positive."""
    return round(score - 1.0 if score >= 1.0 else 1.0 - 1.0 / score, 6)


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8"), digest_size=8).hexdigest()
