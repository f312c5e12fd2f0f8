"""Photographs and videos of children: only with the family's consent for this chat."""

from collections.abc import Iterator

from desktop.rules._level import Level
from desktop.rules._office import Person
from desktop.rules._people import forbidding_platform
from desktop.rules._rule import Context, Example, Hit, Rule, Suggestion

_KINDS = {
    "children-photo": ("photo", "Фото детей"),
    "children-video": ("video", "Видео с детьми"),
}


def _find(context: Context) -> Iterator[Hit]:
    for attachment in dict.fromkeys(context.draft.attachments):
        if attachment in _KINDS:
            yield from _attached(context, *_KINDS[attachment])


def _attached(context: Context, category: str, title: str) -> Iterator[Hit]:
    platform = forbidding_platform(context.chat, context.day)
    if platform is not None:
        yield Hit(
            0,
            0,
            f"{title}: {platform.name} – изображения детей туда передавать нельзя при любом "
            "согласии. Уберите вложение или выберите другой чат.",
            (Suggestion("Убрать вложение"),),
            Level.STOP,
        )
        return
    if context.draft.to == "private":
        return
    children = _pictured(context)
    named = bool(children)
    if not named and context.chat is not None:
        children = context.people.children_of(context.chat.groups)
    against = []
    for child in children:
        decision = context.people.decide(child, category, context.chat, context.day)
        if not decision.confirmed:
            against.append((child, decision.words))
        elif named:
            yield Hit(0, 0, f"{child.last} {child.first}: {decision.words}.", positive=True)
    if children and not against:
        if not named:
            note = f"{title}: согласия есть на всех детей чата ({len(children)})."
            yield Hit(0, 0, note, positive=True)
        return
    if not named:
        missing = f" Нет согласия на {len(against)} из {len(children)} детей." if children else ""
        yield Hit(
            0,
            0,
            f"{title}: не сказано, кто изображён, и согласия не проверить. Назовите детей в тексте "
            f"или уберите вложение.{missing}",
            (Suggestion("Уберите вложение или назовите детей в тексте"),),
            min(context.level, Level.FIX),
        )
        return
    for child, words in against:
        yield Hit(
            0,
            0,
            f"{title}, {child.last} {child.first}: {words}. Уберите снимок с этим ребёнком.",
            (Suggestion("Убрать вложение"),),
        )


def _pictured(context: Context) -> tuple[Person, ...]:
    """The children marked by the writer, else those the text names for certain."""
    by_ref = context.people.by_ref
    marked = [by_ref[ref] for ref in context.draft.pictured if ref in by_ref]
    if not marked:
        groups = set(context.chat.groups) if context.chat else set()
        for mention in context.people.mentions(context.text, context.chat):
            near = tuple(c for c in mention.children if groups.intersection(c.groups))
            children = near or mention.children
            if len(children) == 1:
                marked.append(children[0])
    return tuple(dict.fromkeys(marked))


RULE = Rule(
    id="child-image",
    title="Фото и видео детей",
    level=Level.STOP,
    basis=(
        "Изображение ребёнка публикуют с согласия законных представителей "
        "(ст. 152.1 Гражданского кодекса, ст. 9 и 10.1 Федерального закона № 152-ФЗ)"
    ),
    find=_find,
    bad=(
        Example("На фото Савелий Тетерин.", attachments=("children-photo",), level=Level.STOP),
        Example("Савелий танцует.", attachments=("children-video",), level=Level.STOP),
        Example("Наш утренник.", attachments=("children-photo",), level=Level.FIX),
        Example("Кира Беляева.", attachments=("children-photo",), chat=2, level=Level.STOP),
    ),
    good=(
        Example("Наша Кира Беляева на сцене.", attachments=("children-photo",)),
        Example("Меню.", attachments=("document", "event")),
        Example("Ваш ребёнок сегодня.", attachments=("children-photo",), to="private"),
    ),
)
