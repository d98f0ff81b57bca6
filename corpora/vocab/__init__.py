"""Vocabularies: knowledge of the field as checked data files."""

from corpora.vocab.causes import Cause, Causes, causes
from corpora.vocab.courts import Courts, courts
from corpora.vocab.disputes import DisputeType, DisputeTypes, dispute_types
from corpora.vocab.files import VocabularyError
from corpora.vocab.gists import Gist, Gists, gists
from corpora.vocab.laws import Law, Laws, clean_law_name, laws
from corpora.vocab.synonyms import SynonymGroup, Synonyms, synonyms
from corpora.vocab.terms import terms

__all__ = [
    "Cause",
    "Causes",
    "Courts",
    "DisputeType",
    "DisputeTypes",
    "Gist",
    "Gists",
    "Law",
    "Laws",
    "SynonymGroup",
    "Synonyms",
    "VocabularyError",
    "causes",
    "clean_law_name",
    "courts",
    "dispute_types",
    "gists",
    "laws",
    "synonyms",
    "terms",
]
