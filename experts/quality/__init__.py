"""Quality and efficiency of mediation organisations (质效分析) over a period."""

from experts.quality.measure import ConsultQuality, OrganisationQuality, QualityReport, measure
from experts.roster.success import LEAST

__all__ = ["LEAST", "ConsultQuality", "OrganisationQuality", "QualityReport", "measure"]
