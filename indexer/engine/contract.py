"""What every search engine has to do, as tests.

A test module makes a subclass of :class:`EngineContract` whose name begins with ``Test`` and says how its
engine is opened; pytest then collects all checks of this class for it.
"""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.engine.filters import And, Eq, Filter, In, Not, Or, Range
from indexer.engine.protocol import Clause, EngineHit, IndexedDocument, LexicalQuery, Occur, SearchEngine
from indexer.viewer import LOCAL_OWNER, PUBLIC, Viewer

DIM = 8
CENTRE = Viewer(organisation="甲中心")
STRANGER = Viewer(organisation="乙中心")
_WORDS = ("基金", "销售", "适当性", "赔偿", "虚假", "陈述", "期货", "居间")
_COURTS = ("上海金融法院", "北京金融法院", "杭州中院")


def sample(
    number: int, *, words: Sequence[str] = (), access: str = "public", owner: str = ""
) -> IndexedDocument:
    """A made-up document; the same number always gives the same one."""
    random = np.random.default_rng(number)
    body = list(words) or [str(w) for w in random.choice(_WORDS, 12)]
    vectors = random.normal(size=(2, DIM)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    text = "".join(body)
    keywords = {
        "kind": ("mediation",) if access == "restricted" else ("judgment",),
        "access": (access,),
        "court": (_COURTS[number % 3],),
        "law": tuple({_WORDS[number % 4], _WORDS[number % 3]}),
    }
    if owner:
        keywords["owner"] = (owner,)
    return IndexedDocument(
        id=f"doc-{number:03d}",
        content_hash=f"hash-{number}",
        texts={"title": body[:2], "body": body, "bigram": [text[i : i + 2] for i in range(len(text) - 1)]},
        keywords=keywords,
        numbers={"year": 2015 + number % 8, "amount": number * 1000},
        passage_ids=(number * 10 + 1, number * 10 + 2),
        vectors=vectors,
    )


def words(*tokens: str, occur: Occur = "should", phrase: bool = False, field: str = "body") -> Clause:
    """A clause on one field."""
    return Clause(tokens, occur, (field,), phrase)


PUBLIC_DOCUMENTS = [sample(n) for n in range(1, 41)]
HIDDEN = [sample(n, access="restricted", owner="甲中心") for n in range(41, 49)]


class EngineContract(ABC):
    """The checks. ``open_engine`` opens the engine that belongs to ``folder``, empty the first time."""

    @abstractmethod
    def open_engine(self, folder: Path) -> SearchEngine:
        """Open, with vectors of :data:`DIM` dimensions."""

    @contextmanager
    def filled(self, folder: Path) -> Iterator[SearchEngine]:
        """An engine with the sample documents."""
        engine = self.open_engine(folder)
        try:
            engine.upsert([*PUBLIC_DOCUMENTS, *HIDDEN])
            engine.commit()
            yield engine
        finally:
            engine.close()

    def test_upsert_twice_is_once(self, tmp_path: Path) -> None:
        """In one batch, in two, and over a commit."""
        with self.filled(tmp_path) as engine:
            engine.upsert([PUBLIC_DOCUMENTS[0], PUBLIC_DOCUMENTS[0]])
            engine.upsert([PUBLIC_DOCUMENTS[0]])
            engine.commit()
            assert engine.count(viewer=LOCAL_OWNER) == 48
            assert sorted(engine.entries()) == [(d.id, d.content_hash) for d in (*PUBLIC_DOCUMENTS, *HIDDEN)]
            hits = engine.vector(_vectors(1), viewer=LOCAL_OWNER, limit=100).hits
            assert sorted(hit.id for hit in hits) == [d.id for d in (*PUBLIC_DOCUMENTS, *HIDDEN)]

    def test_upsert_replaces(self, tmp_path: Path) -> None:
        """Old words, values and vectors are gone."""
        with self.filled(tmp_path) as engine:
            engine.upsert([_renamed(sample(90, words=("保理",)), "doc-001")])
            engine.commit()
            only = Eq("id", "doc-001")
            found = engine.lexical(LexicalQuery((words("保理"),)), viewer=PUBLIC)
            assert [hit.id for hit in found.hits] == ["doc-001"]
            assert engine.lexical(LexicalQuery((words(*_WORDS),)), viewer=PUBLIC, filter=only).total == 0
            (hit,) = engine.vector(_vectors(1), viewer=PUBLIC, filter=only).hits
            assert hit.passage_id in (901, 902) and hit.score < 0.99

    def test_delete(self, tmp_path: Path) -> None:
        """Gone from words, vectors and counts; an unknown id is no error."""
        with self.filled(tmp_path) as engine:
            engine.delete(["doc-001", "nothing"])
            engine.commit()
            assert engine.count(viewer=PUBLIC) == 39
            assert "doc-001" not in {h.id for h in engine.vector(_vectors(1), viewer=PUBLIC, limit=99).hits}

    def test_changes_show_at_commit(self, tmp_path: Path) -> None:
        """Neither reads nor a reopened index show what was not committed."""
        with self.filled(tmp_path) as engine:
            engine.upsert([sample(60, words=("保理",))])
            assert engine.lexical(LexicalQuery((words("保理"),)), viewer=PUBLIC).total == 0
        engine = self.open_engine(tmp_path)
        try:
            assert engine.count(viewer=LOCAL_OWNER) == 48
        finally:
            engine.close()
            engine.close()

    def test_reopen_gives_the_same(self, tmp_path: Path) -> None:
        """Scores, order, passages and counts are those from before closing."""

        def everything(engine: SearchEngine) -> object:
            query = LexicalQuery((words("基金", "赔偿"),))
            return (
                engine.lexical(query, viewer=CENTRE, limit=50),
                engine.facets(["court", "year"], viewer=CENTRE),
                [
                    (h.id, h.passage_id, round(h.score, 3))
                    for h in engine.vector(_vectors(3), viewer=CENTRE, limit=50).hits
                ],
            )

        with self.filled(tmp_path) as engine:
            before = everything(engine)
        engine = self.open_engine(tmp_path)
        try:
            assert everything(engine) == before
        finally:
            engine.close()

    def test_filters_select_exactly_and_never_reorder(self, tmp_path: Path) -> None:
        """The filtered result is the unfiltered one without the others, scores included."""
        query = LexicalQuery((words("基金", "赔偿", "期货"),))
        with self.filled(tmp_path) as engine:
            whole = engine.lexical(query, viewer=PUBLIC, limit=100).hits
            wide = engine.vector(_vectors(5), viewer=PUBLIC, limit=100).hits
            for filter in _FILTERS:
                ids = {d.id for d in PUBLIC_DOCUMENTS if matches(d, filter)}
                found = engine.lexical(query, viewer=PUBLIC, filter=filter, limit=100)
                assert _pairs(found.hits) == _pairs(hit for hit in whole if hit.id in ids), filter
                assert found.total == len(found.hits)
                assert engine.count(viewer=PUBLIC, filter=filter) == len(ids)
                near = engine.vector(_vectors(5), viewer=PUBLIC, filter=filter, limit=100)
                assert _pairs(near.hits) == _pairs(hit for hit in wide if hit.id in ids), filter
                assert near.total == len(ids)

    def test_pages_join_without_gap(self, tmp_path: Path) -> None:
        """Offsets cut one and the same order."""
        query = LexicalQuery((words("基金", "赔偿"),))
        with self.filled(tmp_path) as engine:
            for asked in (query, LexicalQuery()):
                whole = engine.lexical(asked, viewer=PUBLIC, limit=100).hits
                pages = [
                    engine.lexical(asked, viewer=PUBLIC, limit=7, offset=at).hits for at in range(0, 42, 7)
                ]
                assert tuple(hit for page in pages for hit in page) == whole

    def test_ties_by_id(self, tmp_path: Path) -> None:
        """Equal documents come by id however few are asked for, in words and in vectors."""
        engine = self.open_engine(tmp_path)
        try:
            same = [_renamed(sample(7, words=("居间", "佣金")), f"same-{n:02d}", n) for n in range(30)]
            engine.upsert(same[::-1])
            engine.commit()
            ids = [d.id for d in same]
            query = LexicalQuery((words("佣金"),))
            for limit in (1, 5, 29, 30):
                for found in (
                    engine.lexical(query, viewer=PUBLIC, limit=limit),
                    engine.lexical(LexicalQuery(), viewer=PUBLIC, limit=limit),
                    engine.vector(_vectors(7), viewer=PUBLIC, limit=limit),
                ):
                    assert [hit.id for hit in found.hits] == ids[:limit] and found.total == 30
        finally:
            engine.close()

    def test_clauses(self, tmp_path: Path) -> None:
        """must, must_not, should and phrase mean what their names say."""
        with self.filled(tmp_path) as engine:

            def ids(*clauses: Clause) -> set[str]:
                found = engine.lexical(LexicalQuery(clauses), viewer=PUBLIC, limit=100)
                assert found.total == len(found.hits)
                return {hit.id for hit in found.hits}

            bodies = {d.id: d.texts["body"] for d in PUBLIC_DOCUMENTS}
            with_fund = {id for id, body in bodies.items() if "基金" in body}
            with_futures = {id for id, body in bodies.items() if "期货" in body}
            assert ids(words("基金")) == with_fund
            assert ids(words("基金", "期货")) == with_fund | with_futures
            assert ids(words("基金", occur="must"), words("期货")) == with_fund
            assert ids(words("基金"), words("期货", occur="must_not")) == with_fund - with_futures
            assert ids(words("期货", occur="must_not")) == set(bodies) - with_futures
            assert ids(words("基金", occur="must"), words("没有", occur="must")) == set()
            beside = {
                id for id, body in bodies.items() if ("基金", "销售") in zip(body, body[1:], strict=False)
            }
            assert beside and ids(words("基金", "销售", phrase=True)) == beside

    def test_quotes_only_shrink_and_are_exact(self, tmp_path: Path) -> None:
        """A quoted text of any length finds exactly the documents that contain it."""
        with self.filled(tmp_path) as engine:
            texts = {d.id: "".join(d.texts["body"]) for d in PUBLIC_DOCUMENTS}
            for quoted in ("金销", "基金销售", "陈述期货居", "没有的话"):
                pairs = tuple(quoted[i : i + 2] for i in range(len(quoted) - 1))
                clause = words(*pairs, occur="must", phrase=True, field="bigram")
                base = LexicalQuery((words("基金"),))
                before = {h.id for h in engine.lexical(base, viewer=PUBLIC, limit=100).hits}
                alone = {h.id for h in engine.lexical(LexicalQuery((clause,)), viewer=PUBLIC, limit=100).hits}
                assert alone == {id for id, text in texts.items() if quoted in text}
                both = LexicalQuery((words("基金", occur="must"), clause))
                assert {h.id for h in engine.lexical(both, viewer=PUBLIC, limit=100).hits} == before & alone

    def test_weights_and_boosts(self, tmp_path: Path) -> None:
        """A weight multiplies the score of its token, a boost that of its field."""
        with self.filled(tmp_path) as engine:
            plain = engine.lexical(LexicalQuery((words("基金"),)), viewer=PUBLIC).hits
            heavy = Clause(("基金",), "should", ("body",), False, (3.0,))
            for query in (LexicalQuery((heavy,)), LexicalQuery((words("基金"),), {"body": 3.0})):
                for one, three in zip(plain, engine.lexical(query, viewer=PUBLIC).hits, strict=True):
                    assert one.id == three.id and abs(three.score - 3 * one.score) < 1e-2

    def test_document_frequencies(self, tmp_path: Path) -> None:
        """Counted among what the viewer may see; 0 for a term that nobody has."""
        with self.filled(tmp_path) as engine:
            for viewer, seen in ((PUBLIC, PUBLIC_DOCUMENTS), (CENTRE, [*PUBLIC_DOCUMENTS, *HIDDEN])):
                found = engine.document_frequencies([*_WORDS, "无此词"], "body", viewer=viewer)
                held = [set(d.texts["body"]) for d in seen]
                assert found == [sum(word in some for some in held) for word in _WORDS] + [0]

    def test_facets_equal_brute_force(self, tmp_path: Path) -> None:
        """Counts are exact and in order, under a query and a filter."""
        query = LexicalQuery((words("期货", occur="must"),))
        with self.filled(tmp_path) as engine:
            for viewer, more in ((PUBLIC, []), (CENTRE, HIDDEN)):
                seen = [*PUBLIC_DOCUMENTS, *more]
                for filter in (None, Range("year", 2017, 2020)):
                    matching = [d for d in seen if "期货" in d.texts["body"] and matches(d, filter)]
                    names = ["court", "law", "year", "kind"]
                    got = engine.facets(names, viewer=viewer, query=query, filter=filter)
                    for name, counts in got.items():
                        values = Counter(str(v) for d in matching for v in _values(d, name))
                        assert counts == sorted(values.items(), key=lambda pair: (-pair[1], pair[0])), name

    def test_restricted_documents_leave_no_trace(self, tmp_path: Path) -> None:
        """Not in hits, totals, counts, facets or vectors of anyone outside the organisation."""
        hidden = {d.id for d in HIDDEN}
        with self.filled(tmp_path) as engine:
            for viewer, expected in ((PUBLIC, 40), (STRANGER, 40), (CENTRE, 48), (LOCAL_OWNER, 48)):
                assert engine.count(viewer=viewer) == expected
                assert engine.lexical(LexicalQuery(), viewer=viewer, limit=100).total == expected
                near = engine.vector(_vectors(41)[:1], viewer=viewer, limit=100)
                assert near.total == expected == len(near.hits)
                assert (HIDDEN[0].id == near.hits[0].id) == (expected == 48)
                assert len({h.id for h in near.hits} & hidden) == expected - 40
                kinds = dict(engine.facets(["kind"], viewer=viewer)["kind"])
                assert kinds.get("mediation", 0) == expected - 40
                for filter in (
                    Eq("access", "restricted"),
                    Eq("owner", "甲中心"),
                    In("id", tuple(hidden)),
                    Or((Eq("kind", "mediation"), Not(And(())))),
                ):
                    assert engine.count(viewer=viewer, filter=filter) == expected - 40

    def test_a_record_or_its_redacted_twin_never_both(self, tmp_path: Path) -> None:
        """By who asks; and the owner of a twin cannot be asked for."""
        twins = [sample(n, access="redacted", owner="甲中心") for n in range(51, 59)]
        helper, ours = Viewer(frozenset({"mediator"}), "乙中心"), Viewer(frozenset({"mediator"}), "甲中心")
        regulator = Viewer(frozenset({"regulator"}))
        with self.filled(tmp_path) as engine:
            engine.upsert(twins)
            engine.commit()
            for viewer, records, redacted in (
                (PUBLIC, 0, 0),
                (STRANGER, 0, 0),
                (helper, 0, 8),
                (regulator, 0, 8),
                (ours, 8, 0),
                (CENTRE, 8, 0),
                (LOCAL_OWNER, 8, 0),
            ):
                seen = 40 + records + redacted
                assert engine.count(viewer=viewer) == seen
                assert engine.count(viewer=viewer, filter=Eq("access", "restricted")) == records
                assert engine.count(viewer=viewer, filter=Eq("access", "redacted")) == redacted
                assert engine.count(viewer=viewer, filter=Eq("owner", "甲中心")) == records
                assert engine.count(viewer=viewer, filter=Not(In("owner", ("甲中心",)))) == seen - records
                hits = {h.id for h in engine.lexical(LexicalQuery(), viewer=viewer, limit=100).hits}
                near = {h.id for h in engine.vector(_vectors(51)[:1], viewer=viewer, limit=100).hits}
                assert hits == near and len(hits) == seen
                assert len(hits & {d.id for d in twins}) == redacted
            engine.delete([d.id for d in twins])
            engine.commit()
            assert engine.count(viewer=regulator) == 40 and engine.count(viewer=LOCAL_OWNER) == 48

    def test_vectors_are_exact(self, tmp_path: Path) -> None:
        """The best passage of every document, by the maximum over queries."""
        with self.filled(tmp_path) as engine:
            asked = np.concatenate([_vectors(100)[:1], _vectors(101)[:1]])
            found = engine.vector(asked, viewer=PUBLIC, limit=10).hits
            best = {
                d.id: float((d.vectors @ asked.T).max()) for d in PUBLIC_DOCUMENTS if d.vectors is not None
            }
            ranked = sorted(best.items(), key=lambda pair: -pair[1])[:10]
            assert [hit.id for hit in found] == [id for id, _ in ranked]
            assert np.allclose([hit.score for hit in found], [score for _, score in ranked], atol=2e-3)

    def test_explain(self, tmp_path: Path) -> None:
        """Something for a match, nothing otherwise."""
        with self.filled(tmp_path) as engine:
            query = LexicalQuery((words("基金"),))
            found = engine.lexical(query, viewer=PUBLIC).hits[0]
            assert engine.explain(query, found.id)
            assert engine.explain(query, "nothing") == {}


_FILTERS: tuple[Filter, ...] = (
    Eq("court", "上海金融法院"),
    Eq("court", "金融"),
    Eq("year", 2018),
    In("year", (2016, 2019)),
    In("court", ()),
    Range("year", 2017, 2019),
    Range("amount", None, 9000),
    Range("amount", 9001),
    Not(Eq("year", 2018)),
    Not(Range("year", 2017, 2019)),
    And(()),
    Or(()),
    Or((Eq("year", 2018), Eq("law", "基金"))),
    And((Not(Eq("law", "基金")), Or((Range("year", None, 2016), Eq("court", "杭州中院"))))),
)


def matches(document: IndexedDocument, filter: Filter | None) -> bool:
    """Brute force, the meaning of a filter."""
    match filter:
        case None:
            return True
        case Eq(name, value):
            return value in _values(document, name)
        case In(name, values):
            return any(value in values for value in _values(document, name))
        case Range(name, low, high):
            return any(
                (low is None or value >= low) and (high is None or value <= high)
                for value in _values(document, name)
                if isinstance(value, int)
            )
        case And(parts):
            return all(matches(document, part) for part in parts)
        case Or(parts):
            return any(matches(document, part) for part in parts)
        case Not(part):
            return not matches(document, part)


def _values(document: IndexedDocument, name: str) -> Sequence[str | int]:
    return (document.numbers[name],) if name in document.numbers else document.keywords.get(name, ())


def _vectors(number: int) -> NDArray[np.float32]:
    vectors = sample(number).vectors
    assert vectors is not None
    return vectors


def _renamed(document: IndexedDocument, id: str, number: int | None = None) -> IndexedDocument:
    passages = document.passage_ids if number is None else (1000 + 2 * number, 1001 + 2 * number)
    return IndexedDocument(
        id,
        document.content_hash,
        document.texts,
        document.keywords,
        document.numbers,
        passages,
        document.vectors,
    )


def _pairs(hits: Iterable[EngineHit]) -> list[tuple[str, float]]:
    return [(hit.id, round(hit.score, 3)) for hit in hits]
