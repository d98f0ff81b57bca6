"""The expert library as the service gives it: bodies of requests and answers, similar records for matching."""
