"""Closed vocabularies of the document model, as string enums whose values appear in files and URLs."""

from enum import StrEnum


class Kind(StrEnum):
    """What a document is."""

    JUDGMENT = "judgment"
    """裁判文书: judgment, ruling, mediation paper or decision of a court."""
    GUIDING = "guiding"
    """指导性案例 of the Supreme People's Court or Procuratorate."""
    REFERENCE = "reference"
    """参考案例 of the People's Courts' case library (人民法院案例库) and gazette cases (公报案例)."""
    TYPICAL = "typical"
    """典型案例 released by courts, regulators or associations."""
    MEDIATION = "mediation"
    """调解案例/调解记录: record of a mediation; confidential unless released."""
    PENALTY = "penalty"
    """行政处罚决定书 of a regulator."""
    STATUTE = "statute"
    """法律法规、司法解释."""
    POLICY = "policy"
    """规范性文件、政策文件."""
    WHITE_PAPER = "white_paper"
    """白皮书: what a court or regulator tells of a field of its work, with advice."""
    SUGGESTION = "suggestion"
    """司法建议书: a court's suggestions to an authority or a company (法释〔2023〕11号)."""
    OTHER = "other"
    """Anything else; indexed as plain text."""


class SectionRole(StrEnum):
    """The part a section plays in its document (see 法〔2016〕221号 for judgments)."""

    HEADER = "header"
    PARTIES = "parties"
    PROCEEDINGS = "proceedings"
    """案件由来和审理经过."""
    CLAIMS = "claims"
    """诉讼请求、答辩."""
    FACTS = "facts"
    """认定的事实、案情."""
    REASONING = "reasoning"
    """本院认为、裁判理由."""
    RULING = "ruling"
    """裁判主文、处理结果、调解结果."""
    CLOSING = "closing"
    """尾部、落款."""
    ABSTRACT = "abstract"
    """裁判要点、裁判摘要、要旨."""
    SIGNIFICANCE = "significance"
    """典型意义."""
    RECOMMENDATION = "recommendation"
    """建议、对策 of white papers and suggestions."""


class AccessLevel(StrEnum):
    """Who may see a document. Engines filter on it before counting and scoring."""

    PUBLIC = "public"
    RESTRICTED = "restricted"
    """Only the owning organisation; others never learn that it exists."""
    REDACTED = "redacted"
    """The redacted twin of a restricted record: for readers with the right to it, never for those who may see the
    record itself."""


class Procedure(StrEnum):
    """审理程序."""

    FIRST = "first"
    SECOND = "second"
    RETRIAL_REVIEW = "retrial_review"
    """再审审查."""
    RETRIAL = "retrial"
    """再审."""
    SPECIAL = "special"
    """特别程序, incl. 司法确认."""
    ENFORCEMENT = "enforcement"
    """执行."""
    JURISDICTION = "jurisdiction"
    """管辖."""
    DEATH_REVIEW = "death_review"
    """死刑复核."""
    COMPENSATION = "compensation"
    """国家赔偿."""
    OTHER = "other"


class DocumentType(StrEnum):
    """文书种类."""

    JUDGMENT = "judgment"
    """判决书."""
    RULING = "ruling"
    """裁定书."""
    MEDIATION_PAPER = "mediation_paper"
    """调解书."""
    DECISION = "decision"
    """决定书."""
    NOTICE = "notice"
    """通知书."""
    ORDER = "order"
    """令."""
    OTHER = "other"


class CourtLevel(StrEnum):
    """法院级别."""

    SUPREME = "supreme"
    HIGH = "high"
    INTERMEDIATE = "intermediate"
    BASIC = "basic"


class Tier(StrEnum):
    """What authority a document can have under 法发〔2020〕24号 art. 4, before the home court is known."""

    GUIDING = "guiding"
    """最高法指导性案例 (tier 1)."""
    SUPREME = "supreme"
    """最高法典型案例 and 最高法生效裁判 (tier 2)."""
    HIGH = "high"
    """高院参考性案例 and 高院生效裁判 (tier 3 in its own province)."""
    COURT = "court"
    """Effective judgment of a lower court (tier 4 for that court and those it reviews)."""
    LIBRARY = "library"
    """人民法院案例库参考案例: a stream of its own (法〔2024〕92号)."""
    PRACTICE = "practice"
    """Mediation precedent: practice, never authority."""
    NONE = "none"
    """Statutes, policies, penalties and others."""
