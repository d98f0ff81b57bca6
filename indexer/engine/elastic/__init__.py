"""The engine for more than one machine: Elasticsearch, under the same contract as the embedded one.

The client library is imported when an engine is opened, not before.
"""
