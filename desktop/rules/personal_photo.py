"""No personal photographs of those who write."""

from collections.abc import Iterator

from desktop.rules._level import Level
from desktop.rules._rule import Context, Example, Hit, Rule, Suggestion


def _find(context: Context) -> Iterator[Hit]:
    if "personal" in context.draft.attachments and context.draft.to == "chat":
        yield Hit(
            0,
            0,
            "К сообщению приложено личное фото. Уберите вложение: чат – для дел группы.",
            (Suggestion("Убрать личное фото"),),
        )


RULE = Rule(
    id="personal-photo",
    title="Личные фотографии",
    level=Level.STOP,
    basis="Чат ведут для дел группы, личным фотографиям в нём не место",
    find=_find,
    bad=(Example("Привет из отпуска!", attachments=("personal",)),),
    good=(
        Example("Меню на неделю.", attachments=("document",)),
        Example("Наш праздник.", attachments=("event",)),
        Example("Привет из отпуска!", attachments=("personal",), to="private"),
    ),
)
