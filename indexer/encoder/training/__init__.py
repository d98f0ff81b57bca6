"""Training of static encoders."""

from indexer.encoder.training.supervision import Supervision
from indexer.encoder.training.train import Settings, train_encoder

__all__ = ["Settings", "Supervision", "train_encoder"]
