from passport.models.confirmation import Confirmation
from passport.models.entry import (
    Entry,
    EntryExistsError,
    Face,
    Occasion,
    Practice,
    Proposal,
    SourceKind,
    denies_itself,
)
from passport.models.health_word import HealthWord
from passport.models.seen_invite import SeenInvite
from passport.models.share import Opening, Reply, Share, ShareItem
from passport.models.skill import Skill, SkillDomain, SkillIndicator

__all__ = [
    "Confirmation",
    "Entry",
    "EntryExistsError",
    "Face",
    "HealthWord",
    "Occasion",
    "Opening",
    "Practice",
    "Proposal",
    "Reply",
    "SeenInvite",
    "Share",
    "ShareItem",
    "Skill",
    "SkillDomain",
    "SkillIndicator",
    "SourceKind",
    "denies_itself",
]
