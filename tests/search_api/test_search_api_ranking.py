"""Second stage: features, order within kinds, support of neighbours, known questions."""

import json
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from corpora.model import Document, Kind
from eval.prepare.known import known_rows
from indexer.analysis import default_analyzer
from indexer.encoder.static import StaticEncoder
from indexer.profiles import Profile, Profiler
from indexer.viewer import LOCAL_OWNER
from search_api.retrieval import Searcher
from search_api.retrieval.candidates import Candidate, Pool, Signals
from search_api.retrieval.known import FILE, KnownArticles, KnownQuestion
from search_api.retrieval.models import SearchRequest
from search_api.retrieval.ranking.cross import CrossEncoderReader, RerankerMissing
from search_api.retrieval.ranking.features import FEATURES, Features, RankQuery, make_features
from search_api.retrieval.ranking.model import LinearRanker, RankerError, load_weights, shipped_ranker
from search_api.retrieval.ranking.stage import rerank, supported

VECTOR = np.array([1.0, 0.0], dtype=np.float32)


def profile(kind: Kind = Kind.JUDGMENT, **values: object) -> Profile:
    document = Document(id="x", kind=kind, title="示例", text="示例文字")
    return replace(Profiler(default_analyzer(), None).make([document])[0], **values)  # type: ignore[arg-type]


class ByMeaning:
    """Ranks by the third column, the meaning."""

    def score(self, features: Features) -> NDArray[np.float64]:
        return features.rows[:, FEATURES[features.target].index("meaning")]


def test_kinds_keep_their_places_and_scores_go_with_the_places() -> None:
    profiles = {
        "a": profile(),
        "law1": profile(Kind.STATUTE),
        "b": profile(),
        "law2": profile(Kind.STATUTE),
    }
    candidates = tuple(Candidate(id, 1.0 - at / 10) for at, id in enumerate(profiles))
    signals = Signals(meaning={"b": 0.9, "a": 0.1, "law2": 0.8, "law1": 0.2}, depth=10)
    pool = Pool(candidates, 4, signals=signals)
    query = RankQuery(VECTOR, frozenset(), {})
    found = rerank(pool, profiles, query, ByMeaning(), default_analyzer())
    assert [c.id for c in found.candidates] == ["b", "law2", "a", "law1"]
    assert [c.score for c in found.candidates] == [c.score for c in candidates]


def test_features_are_those_that_are_named() -> None:
    own = profile(
        cause="保险合同纠纷", dispute_types=("I03",), statutes=frozenset({"保险法#16"}), focus=VECTOR
    )
    signals = Signals(words={"a": 4.0, "b": 2.0, "c": 1.0}, meaning={"a": 0.6, "b": 0.5}, depth=3)
    words = frozenset(default_analyzer().query_terms("保险合同"))
    query = RankQuery(VECTOR, words, {"I03": 0.7}, frozenset({"保险法#16", "保险法#17"}))
    made = make_features("case", {"a": own, "z": profile()}, signals, query, default_analyzer())
    first, other = (dict(zip(FEATURES["case"], row, strict=True)) for row in made.rows.tolist())
    assert first["words"] == 1.0 and first["words_rank"] == pytest.approx(0.1) and first["focus"] == 1.0
    assert first["dispute_type"] == 0.7 and first["cause"] == 1.0 and first["statutes"] == 0.5
    assert other["words"] == 0.0 and other["words_rank"] < 0.01 and other["cause"] == 0.0


def test_a_likely_neighbour_lifts_a_case() -> None:
    near, far = np.array([1.0, 0.0], np.float32), np.array([0.0, 1.0], np.float32)
    profiles = [profile(whole=near), profile(whole=far), profile(whole=near)]
    scores = supported(np.array([3.0, 0.02, 0.0]), profiles)
    assert scores[2] > scores[1] and scores[0] >= 3.0
    assert supported(np.array([1.0, 0.5]), [profile(), profile()]).tolist() == [1.0, 0.5]


def test_the_shipped_weights_fit_and_others_are_refused() -> None:
    assert isinstance(shipped_ranker(), LinearRanker)
    with pytest.raises(RankerError, match="train-ranker"):
        load_weights("made_by: x\ntargets: {case: {words: {weight: 1, mean: 0, spread: 1}}}")


def test_known_questions_are_the_training_part_and_the_bank() -> None:
    shipped = (files("search_api.retrieval") / "data" / FILE).read_text(encoding="utf-8")
    assert [json.loads(line) for line in shipped.splitlines()] == list(known_rows())


def test_the_article_of_a_like_question_is_near() -> None:
    questions = [
        KnownQuestion("炒股被骗了找谁赔", {"证券法#85": 2}),
        KnownQuestion("孩子上学报名要什么材料", {"义务教育法#12": 1}),
    ]
    known = KnownArticles(StaticEncoder.load(), questions)
    near = known.near(StaticEncoder.load().encode(["炒股被骗谁来赔"])[0])
    assert near["证券法#85"] > near.get("义务教育法#12", 0.0) and max(near.values()) <= 1.0


class Longest:
    """A reader that likes long texts."""

    def read(self, query: str, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([len(text) for text in texts], dtype=np.float32)


def test_a_reader_orders_at_last_and_scores_stay_with_the_places(searcher: Searcher) -> None:
    request = SearchRequest(query="虚假陈述 投资者 损失", limit=8, group=False)
    before = searcher.search(request, LOCAL_OWNER)
    reading = Searcher(searcher.context.workspace, reader=Longest())
    after = reading.search(request, LOCAL_OWNER)
    assert [hit.score for hit in after.hits] == [hit.score for hit in before.hits]
    assert after.total == before.total and [h.id for h in after.hits] != [h.id for h in before.hits]


def test_a_folder_without_a_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(RerankerMissing, match="no such folder"):
        CrossEncoderReader.load(tmp_path / "none")
