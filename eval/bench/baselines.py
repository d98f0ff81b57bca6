"""Raw tantivy, FAISS and bm25s over the same tokens and vectors: the floor that the product is held against."""

from collections.abc import Callable, Sequence
from importlib.util import find_spec

import faiss
import numpy as np
import tantivy

from indexer.analysis import Analyzer
from indexer.encoder.protocol import Encoder

DEPTH = 100


def raw_tantivy(tokens: Sequence[Sequence[str]], analyzer: Analyzer) -> Callable[[str], object]:
    """An index of one field; a query is the OR of its terms, top :data:`DEPTH`."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("body", stored=False, tokenizer_name="words", index_option="freq")
    builder.add_unsigned_field("number", stored=True)
    schema = builder.build()
    index = tantivy.Index(schema)
    words = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("words", words)
    writer = index.writer(200_000_000, 1)
    for number, terms in enumerate(tokens):
        writer.add_document(tantivy.Document(body=" ".join(terms), number=number))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def search(text: str) -> object:
        terms = dict.fromkeys(analyzer.query_terms(text))
        parts = [
            (tantivy.Occur.Should, tantivy.Query.term_query(schema, "body", term, "freq")) for term in terms
        ]
        return searcher.search(tantivy.Query.boolean_query(parts), DEPTH).hits

    return search


def raw_faiss(vectors: np.ndarray, encoder: Encoder) -> Callable[[str], object]:
    """A flat 8-bit index of all passages; a query is one vector, top :data:`DEPTH`."""
    index = faiss.IndexScalarQuantizer(
        vectors.shape[1], faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
    )
    index.train(vectors)
    index.add(vectors)

    def search(text: str) -> object:
        return index.search(encoder.encode([text]), DEPTH)

    return search


def raw_bm25s(tokens: Sequence[Sequence[str]], analyzer: Analyzer) -> Callable[[str], object] | None:
    """bm25s over the same tokens; ``None`` where it is not installed (the ``bench`` extra)."""
    if find_spec("bm25s") is None:
        return None
    import bm25s

    retriever = bm25s.BM25()
    retriever.index([list(terms) for terms in tokens], show_progress=False)

    def search(text: str) -> object:
        return retriever.retrieve([analyzer.query_terms(text)], k=DEPTH, show_progress=False)

    return search
