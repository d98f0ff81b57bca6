"""The shipped sample corpus: every kind, marked as fictional, and each text written for itself."""

import re
from collections import Counter, defaultdict
from functools import cache

from corpora.model import AccessLevel, Document, Kind
from corpora.model.errors import CorpusError
from corpora.parse import parse
from corpora.readers import read
from corpora.sample import sample_path

SHARED_RUN = 20
"""Characters from which on an equal run of text in two documents counts as a shared sentence."""

FORMULAS = re.compile(
    r"依照|依据|根据《|《[^》]+》|案件受理费|上诉状|上诉于|审判|合议庭|公开开庭|立案|诉讼代理人|迟延履行|加倍支付|纠纷一案|"
    r"终审判决|调解协议|人民法院|民事诉讼法|本院认为|二〇|法定代表人|负责人|有限公司|第[一二三四五六七八九十百零〇]+条|中心|委员会"
)
"""Sentences with these words are formulas of the genre, citations, or names of parties and bodies."""


@cache
def _documents() -> tuple[Document, ...]:
    found: list[Document] = []
    for raw in read(sample_path()):
        assert not isinstance(raw, CorpusError), str(raw)
        found += parse(raw)
    return tuple(found)


def test_every_kind_is_there_in_number() -> None:
    kinds = Counter(document.kind for document in _documents())
    assert set(kinds) >= {
        Kind.JUDGMENT, Kind.GUIDING, Kind.REFERENCE, Kind.TYPICAL, Kind.MEDIATION, Kind.PENALTY, Kind.POLICY,
    }  # fmt: skip
    assert kinds.total() >= 140
    assert kinds[Kind.MEDIATION] >= 60
    assert len({document.id for document in _documents()}) == kinds.total()


def test_many_dispute_types_and_one_in_depth() -> None:
    types = Counter(code for d in _documents() for code in d.dispute_types)
    assert len(types) >= 40
    mediation = Counter(d.dispute_types[0] for d in _documents() if d.kind is Kind.MEDIATION)
    assert mediation.most_common(1)[0][1] >= 35


def test_all_are_marked_as_fictional() -> None:
    assert all(document.fictional for document in _documents())


def test_mediation_records_are_restricted_unless_released() -> None:
    records = [d for d in _documents() if d.kind is Kind.MEDIATION]
    assert all(d.owner for d in records if d.access is AccessLevel.RESTRICTED)
    assert sum(d.access is AccessLevel.PUBLIC for d in records) == 2


def test_judgments_have_what_a_judgment_has() -> None:
    judgments = [d for d in _documents() if d.kind is Kind.JUDGMENT]
    for document in judgments:
        assert document.case_number and document.court and document.date, document.title
        assert document.cause, document.title
    assert all(2_000 <= len(d.text) <= 6_000 for d in judgments)


def test_no_two_documents_share_a_sentence() -> None:
    """Outside the parallel cases and formulas; an appeal may quote the judgment it is about."""
    where: defaultdict[str, set[str]] = defaultdict(set)
    for document in _documents():
        if _parallel(document):
            continue
        for sentence in re.split(r"[。；\n]", document.text):
            plain = re.sub(r"\W|\d", "", sentence)
            if len(plain) >= SHARED_RUN and not FORMULAS.search(sentence):
                where[plain].add(document.source.path.rsplit("/", 1)[-1])
    shared = {text: sorted(files) for text, files in where.items() if len(files) > 1}
    assert not shared


def _parallel(document: Document) -> bool:
    name = document.source.path.rsplit("/", 1)[-1]
    number = re.match(r"judgment-a-(\d\d)", name)
    return number is not None and int(number[1]) in {*range(1, 8), 10}
