"""Plain BM25 over words of title and text: the baseline that a system has to beat.

Robertson & Zaragoza, The probabilistic relevance framework: BM25 and beyond, 2009; k1 1.2, b 0.75, by tantivy in memory. None
of the product's expansion, fields or elements.
"""

from collections.abc import Iterable, Mapping

import tantivy

from eval.collection import Record
from indexer.analysis import Analyzer, default_analyzer

_HEAP = 100_000_000


class Bm25:
    """An index in memory; a query is the OR of its words."""

    def __init__(self, documents: Iterable[Record], analyzer: Analyzer | None = None) -> None:
        self._analyzer = analyzer or default_analyzer()
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("body", stored=False, tokenizer_name="words", index_option="freq")
        builder.add_unsigned_field("number", stored=True)
        self._schema = builder.build()
        index = tantivy.Index(self._schema)
        index.register_tokenizer("words", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
        writer = index.writer(_HEAP, 1)
        self._ids: list[str] = []
        for record in documents:
            words = self._analyzer.terms(f"{record.title}\n{record.text}")
            writer.add_document(tantivy.Document(body=" ".join(words), number=len(self._ids)))
            self._ids.append(record.id)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()

    def search(self, text: str, limit: int | None = None) -> dict[str, float]:
        """Scores of the best documents, all that share a word with the query by default."""
        words = self._analyzer.query_terms(text)
        if not words or not self._ids:
            return {}
        terms = [tantivy.Query.term_query(self._schema, "body", word, "freq") for word in words]
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        hits = self._searcher.search(query, limit or len(self._ids)).hits
        return {self._ids[self._searcher.doc(address)["number"][0]]: float(score) for score, address in hits}


def same_class_first(
    scores: Mapping[str, float], classes: Mapping[str, str], wanted: str, depth: int
) -> dict[str, float]:
    """Documents of the wanted class by score, then the others by score; ranks for scores, higher is better.

    Without a wanted class (``""``) by score alone.
    """
    ordered = sorted(scores, key=lambda id: (not wanted or classes.get(id) != wanted, -scores[id], id))[
        :depth
    ]
    return {id: float(depth - place) for place, id in enumerate(ordered)}
