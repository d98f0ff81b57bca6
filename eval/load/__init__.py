"""How the service answers many people at once, while documents are added: ``python -m eval.load``."""
