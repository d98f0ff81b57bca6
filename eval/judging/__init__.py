"""Relevance judged by people: pools of several runs, judgments kept line by line, agreement of two annotators."""
