from passport.models.entry import Entry, Face, LineExists, Occasion, Practice, Proposal, SourceKind
from passport.models.share import Opening, Reply, Share, ShareItem
from passport.models.skill import Skill, SkillDomain, SkillIndicator

__all__ = [
    "Entry",
    "Face",
    "LineExists",
    "Occasion",
    "Opening",
    "Practice",
    "Proposal",
    "Reply",
    "Share",
    "ShareItem",
    "Skill",
    "SkillDomain",
    "SkillIndicator",
    "SourceKind",
]
