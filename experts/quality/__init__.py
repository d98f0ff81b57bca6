"""Quality and efficiency of mediation organisations (质效分析) over a period."""

from experts.quality.measure import LEAST, ConsultQuality, OrganisationQuality, QualityReport, measure

__all__ = ["LEAST", "ConsultQuality", "OrganisationQuality", "QualityReport", "measure"]
