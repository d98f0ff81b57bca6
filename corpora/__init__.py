"""What a document is: model, readers, parsers, vocabularies, redaction and the sample corpus."""
