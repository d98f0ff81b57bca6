"""How alike a question and every entry are, by several signals that a trained model weighs."""

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from corpora.classify import classify
from corpora.vocab import gists, synonyms
from indexer.analysis import Analyzer
from indexer.encoder.protocol import Encoder
from office.bank import Entry
from search_api.answers.lexical import Lexical
from search_api.answers.spelling import sound_pairs

Matrix = NDArray[np.float32]
SIGNALS = (
    "asked_words",
    "asked_pairs",
    "brief_words",
    "brief_pairs",
    "whole_words",
    "whole_pairs",
    "sounds",
    "legal_words",
    "asked_vector",
    "brief_vector",
    "whole_vector",
    "short_vector",
    "mean_vector",
    "dispute_type",
)
"""Names of the columns of :meth:`Matcher.signals`. *asked*: the best single wording of an entry; *brief*: all wordings
and the short answer; *whole*: everything, the gists of its articles among it."""


class Matcher:
    """Entries ready to be compared with questions.

    Args:
        entries: What may be answered with.
        stories: Further wordings by entry id.
    """

    def __init__(
        self,
        entries: Sequence[Entry],
        analyzer: Analyzer,
        encoder: Encoder | None,
        stories: Mapping[str, Sequence[str]],
    ) -> None:
        self.entries = tuple(entries)
        self._analyzer, self._encoder = analyzer, encoder
        wordings = [(e.question, *e.variants, *stories.get(e.id, ())) for e in self.entries]
        self._pairs_of = [[set(self._pairs(text)) for text in texts] for texts in wordings]
        asked = [text for texts in wordings for text in texts]
        self._starts = np.cumsum([0, *(len(texts) for texts in wordings[:-1])])
        told = [(*texts, e.short_answer) for e, texts in zip(self.entries, wordings, strict=True)]
        brief = ["\n".join(texts) for texts in told]
        rest = [_rest(entry) for entry in self.entries]
        whole = [f"{text}\n{further}" for text, further in zip(brief, rest, strict=True)]
        pieces: tuple[list[tuple[str, ...]], ...] = (
            [(text,) for text in asked],
            told,
            [(*a, b) for a, b in zip(told, rest, strict=True)],
        )
        words = cache(self._words)  # what stands in several texts is cut once
        self._lexical = {
            name: (
                Lexical([[word for piece in each for word in words(piece)] for each in parts]),
                Lexical([self._pairs(text) for text in texts]),
            )
            for name, parts, texts in zip(
                ("asked", "brief", "whole"), pieces, (asked, brief, whole), strict=True
            )
        }
        self._sounds = Lexical([sound_pairs(text) for text in brief])
        if encoder is not None:
            self._asked_vectors = encoder.encode(asked)
            self._vectors = [
                encoder.encode(brief),
                encoder.encode(whole),
                encoder.encode([e.short_answer for e in self.entries]),
                _unit(np.add.reduceat(self._asked_vectors, self._starts, axis=0)),
            ]
        codes = sorted({code for e in self.entries for code in e.dispute_types})
        self._codes = {code: number for number, code in enumerate(codes)}
        self._types = np.zeros((len(self.entries), len(codes)), np.float32)
        for row, entry in enumerate(self.entries):
            self._types[row, [self._codes[code] for code in entry.dispute_types]] = 1.0

    def signals(self, question: str) -> Matrix:
        """float32[n_entries, n_signals], higher is more alike; lexical ones as BM25 gives them, others in [-1, 1]."""
        words, pairs = self._words(question), self._pairs(question)
        asked = [
            lexical.scores(terms)
            for lexical, terms in zip(self._lexical["asked"], (words, pairs), strict=True)
        ]
        columns = [np.maximum.reduceat(scores, self._starts) for scores in asked]
        for name in ("brief", "whole"):
            by_words, by_pairs = self._lexical[name]
            columns += [by_words.scores(words), by_pairs.scores(pairs)]
        columns.append(self._sounds.scores(sound_pairs(question)))
        columns.append(self._lexical["whole"][0].scores(self._legal(question)))
        if self._encoder is None:
            columns += [np.zeros(len(self.entries), np.float32)] * 5
        else:
            vector = self._encoder.encode([question])[0]
            columns.append(np.maximum.reduceat(_dot(self._asked_vectors, vector), self._starts))
            columns += [_dot(table, vector) for table in self._vectors]
        columns.append(self._types @ self._guess(question))
        return np.stack(columns, axis=1).astype(np.float32)

    def covered(self, question: str) -> Matrix:
        """float32[n_entries]: share of the question's words, by their weight, that stand in each entry."""
        return self._lexical["whole"][0].covered(self._words(question))

    def likeness(self, question: str, row: int) -> float:
        """How far a question is one of an entry's own wordings: Dice's coefficient of character pairs, in [0, 1]."""
        own = set(self._pairs(question))
        if not own:
            return 0.0
        return max(
            2 * len(own & pairs) / (len(own) + len(pairs)) if pairs else 0.0 for pairs in self._pairs_of[row]
        )

    def words(self, text: str) -> int:
        """How many words of a text count."""
        return len(self._words(text))

    def _words(self, text: str) -> list[str]:
        stop = self._analyzer.stop_words
        return [term for term in self._analyzer.terms(text) if term not in stop]

    def _pairs(self, text: str) -> list[str]:
        return self._analyzer.query_bigrams(text)

    def _legal(self, question: str) -> list[str]:
        """Words of the law for the lay words of a question."""
        found = {
            term for word, terms in synonyms().expansions().items() if word in question for term in terms
        }
        return [word for term in sorted(found) for word in self._words(term)]

    def _guess(self, question: str) -> Matrix:
        found = classify(question)
        shares = np.zeros(len(self._codes), np.float32)
        for code, share in ((found.l2, found.confidence), *found.alternatives):
            if code in self._codes:
                shares[self._codes[code]] = share
        return shares


def _rest(entry: Entry) -> str:
    told = [gist.gist for basis in entry.articles if (gist := gists().get(basis.key))]
    keywords = [word for basis in entry.basis for word in basis.keywords]
    return "\n".join((entry.full_answer, *entry.steps, *entry.evidence, entry.risk_note, *keywords, *told))


def _dot(rows: Matrix, vector: Matrix) -> Matrix:
    """float32[n]: in one thread. BLAS wakes all cores for a product as small as this, and waits for them under load."""
    out: Matrix = np.einsum("ij,j->i", rows, vector)
    return out


def _unit(rows: Matrix) -> Matrix:
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    out: Matrix = np.divide(rows, norms, out=np.zeros_like(rows), where=norms > 0)
    return out


def standardised(signals: Matrix) -> Matrix:
    """Each column with mean 0 and deviation 1 over the entries; a column without spread becomes 0."""
    spread = signals.std(axis=0, keepdims=True)
    centred = signals - signals.mean(axis=0, keepdims=True)
    out: Matrix = np.divide(centred, spread, out=np.zeros_like(signals), where=spread > 1e-6)
    return out
