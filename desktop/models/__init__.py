"""What is stored. Peewee only; `sqlcipher.py` alone knows which engine it is."""

from desktop.models.base import Record
from desktop.models.chats import Administrator, Chat, ChatGroup, ChatHours, ChatState, Participant
from desktop.models.drafts import Draft, Published
from desktop.models.journal import AuditEntry, Change, Deed, DraftsAuditEntry, KeptForm
from desktop.models.office import (
    Clause,
    CollegialBody,
    HeadTerm,
    Organization,
    Regulation,
    Setting,
    User,
)
from desktop.models.papers import Consent, ConsentEvent, Paper
from desktop.models.people import (
    Child,
    Contact,
    Employee,
    Enrollment,
    Group,
    Guardian,
    Guardianship,
)

MAIN = (
    Organization,
    HeadTerm,
    CollegialBody,
    Regulation,
    Clause,
    User,
    Setting,
    Employee,
    Group,
    Child,
    Enrollment,
    Guardian,
    Guardianship,
    Contact,
    Chat,
    ChatGroup,
    ChatHours,
    ChatState,
    Administrator,
    Participant,
    Paper,
    Consent,
    ConsentEvent,
    AuditEntry,
    Deed,
    Change,
    KeptForm,
)
DRAFTS = (Draft, Published, DraftsAuditEntry)

__all__ = [
    "DRAFTS",
    "MAIN",
    "Administrator",
    "AuditEntry",
    "Change",
    "Chat",
    "ChatGroup",
    "ChatHours",
    "ChatState",
    "Child",
    "Clause",
    "CollegialBody",
    "Consent",
    "ConsentEvent",
    "Contact",
    "Deed",
    "Draft",
    "DraftsAuditEntry",
    "Employee",
    "Enrollment",
    "Group",
    "Guardian",
    "Guardianship",
    "HeadTerm",
    "KeptForm",
    "Organization",
    "Paper",
    "Participant",
    "Published",
    "Record",
    "Regulation",
    "Setting",
    "User",
]
