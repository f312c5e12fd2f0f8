"""Who may do what: one table, tested cell by cell (trust.md 4.5, ASVS 5.0 8.2.1)."""

from enum import Enum


class Permission(Enum):
    """What an operation asks for; the value is how a refusal names it to the person."""

    CHECK = "проверка сообщений"
    DRAFTS = "свои черновики"
    OFFICE_READ = "сведения об организации"
    OFFICE_WRITE = "изменение сведений об организации"
    PEOPLE_READ = "карточки детей, родителей и работников"
    PEOPLE_WRITE = "изменение карточек людей"
    IMPORT = "загрузка списков"
    CHATS_READ = "реестр чатов"
    CHATS_WRITE = "изменение реестра чатов"
    CONSENTS_READ = "согласия семей"
    CONSENTS_WRITE = "отметки о согласиях"
    PAPERS_READ = "документы"
    PAPERS_PREPARE = "подготовка документов"
    PAPERS_SIGN = "отметка о подписании приказов"
    REGULATION_WRITE = "изменение положения"
    UNDO = "отмена действий"
    TEACHERS_MANAGE = "учётные записи педагогов"
    OFFICE_USERS_MANAGE = "учётные записи секретаря и руководителя"
    AUDIT_READ = "журнал событий"
    AUDIT_VERIFY = "проверка журнала событий"
    BACKUP = "резервные копии"


P = Permission
SECRETARY, HEAD, TEACHER, RECOVERY = "secretary", "head", "teacher", "recovery"
ROLES = (SECRETARY, HEAD, TEACHER, RECOVERY)
ROLE_TITLES = {
    SECRETARY: "секретарь",
    HEAD: "руководитель",
    TEACHER: "педагог",
    RECOVERY: "ключ восстановления",
}

# The secretary may make the head's account while there is none (a one-person office would be
# locked otherwise); after that only the head manages the office's accounts.
MATRIX: dict[str, frozenset[Permission]] = {
    SECRETARY: frozenset(
        {
            P.CHECK,
            P.DRAFTS,
            P.OFFICE_READ,
            P.OFFICE_WRITE,
            P.PEOPLE_READ,
            P.PEOPLE_WRITE,
            P.IMPORT,
            P.CHATS_READ,
            P.CHATS_WRITE,
            P.CONSENTS_READ,
            P.CONSENTS_WRITE,
            P.PAPERS_READ,
            P.PAPERS_PREPARE,
            P.REGULATION_WRITE,
            P.UNDO,
            P.TEACHERS_MANAGE,
            P.AUDIT_VERIFY,
            P.BACKUP,
        }
    ),
    HEAD: frozenset(
        {
            P.CHECK,
            P.DRAFTS,
            P.OFFICE_READ,
            P.OFFICE_WRITE,
            P.REGULATION_WRITE,
            P.PEOPLE_READ,
            P.CHATS_READ,
            P.CONSENTS_READ,
            P.PAPERS_READ,
            P.PAPERS_PREPARE,
            P.PAPERS_SIGN,
            P.TEACHERS_MANAGE,
            P.OFFICE_USERS_MANAGE,
            P.AUDIT_READ,
            P.AUDIT_VERIFY,
            P.BACKUP,
        }
    ),
    TEACHER: frozenset({P.CHECK, P.DRAFTS}),
    RECOVERY: frozenset({P.TEACHERS_MANAGE, P.OFFICE_USERS_MANAGE, P.BACKUP}),
}


def may(role: str, permission: Permission) -> bool:
    """Whether the role has the permission; an unknown role has none."""
    return permission in MATRIX.get(role, frozenset())
