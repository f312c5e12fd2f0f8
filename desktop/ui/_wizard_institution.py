"""The questions about the institution and its head: asked by the first start and the settings."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import UserError
from desktop.operations import office
from desktop.operations.first_start import Institution
from desktop.operations.views import HeadData, NameParts, OrganizationData
from desktop.russian.sex import guess_sex
from desktop.russian.terms import terms
from desktop.ui._wizard_columns import SideBySide
from desktop.ui.form import ChoiceField, DateField, Field, Form, MultilineField, Section, TextField

_KIND_TITLES = [
    ("kindergarten", "Детский сад"),
    ("school", "Школа"),
    ("extra", "Дополнительное образование"),
]


def name_fields() -> list[Field | Section]:
    """Kind, names and where to find the institution."""
    return [
        ChoiceField("kind", "Вид организации", _KIND_TITLES, required=True),
        TextField("full_name", "Полное название, как в уставе", required=True),
        TextField(
            "short_name", "Краткое название", required=True, hint="Стоит в шапках и реестрах"
        ),
        TextField("place", "Место издания приказов", placeholder="г. Заречинск"),
        TextField("address", "Адрес", hint="С индексом, как в уставе"),
    ]


def requisite_fields() -> list[Field | Section]:
    """ИНН, ОГРН, contacts, founder."""
    return [
        TextField("inn", "ИНН", check=_told_by(office.check_inn), max_length=20, width=220),
        TextField("ogrn", "ОГРН", check=_told_by(office.check_ogrn), max_length=20, width=220),
        TextField("phone", "Телефон", check=_phone_problem),
        TextField("email", "Электронная почта", check=_email_problem),
        TextField("site", "Сайт", check=_site_problem),
        TextField("founder", "Учредитель"),
    ]


def head_fields(*, required: bool = False) -> list[Field | Section]:
    """Post, names and period of office of the head."""
    return [
        TextField("head_position", "Должность", required=required, hint="Как в подписи приказа"),
        TextField(
            "head_name",
            "Фамилия, имя, отчество",
            required=required,
            check=_name_problem,
            hint="В именительном падеже: склоняет программа",
        ),
        DateField("head_since", "Работает с"),
        DateField("head_until", "Полномочия до", hint="Пусто, если срок не назначен"),
    ]


def organization_of(values: Mapping[str, Any]) -> OrganizationData:
    """The card from the answers of `name_fields` and `requisite_fields`."""
    return OrganizationData(
        kind=values["kind"] or "",
        full_name=values["full_name"],
        short_name=values["short_name"],
        place=values["place"],
        address=values["address"],
        inn=_bare(values["inn"]),
        ogrn=_bare(values["ogrn"]),
        site=values["site"],
        email=values["email"],
        phone=values["phone"],
        founder=values["founder"],
    )


def head_of(values: Mapping[str, Any]) -> HeadData | None:
    """The head from the answers of `head_fields`; None without a name."""
    words = str(values["head_name"]).split()
    if len(words) < 2:
        return None
    last, first, middle = words[0], words[1], " ".join(words[2:])
    return HeadData(
        values["head_position"],
        NameParts(last, first, middle, guess_sex(last, first, middle)),
        values["head_since"],
        values["head_until"],
    )


def head_values(data: HeadData) -> dict[str, Any]:
    """The answers of `head_fields` that say this head."""
    return {
        "head_position": data.position,
        "head_name": data.name.full,
        "head_since": data.since,
        "head_until": data.until,
    }


def head_problem(values: Mapping[str, Any]) -> tuple[str, str]:
    """(key, sentence) of what contradicts itself in the answers of `head_fields`, else ""."""
    since, until = values["head_since"], values["head_until"]
    if values["head_name"] and not values["head_position"]:
        return "head_position", "Заполните: этой должностью подписывают."
    if not values["head_name"] and (since or until):
        return "head_name", "Срок указан, а имени нет: впишите имя."
    if since and until and until < since:
        return "head_until", "Конец срока раньше начала: проверьте даты."
    return "", ""


def bodies_field() -> Field:
    """The collegial bodies of the charter, one a line."""
    return MultilineField(
        "bodies",
        "По уставу, каждый с новой строки",
        lines=3,
        hint="Например: Педагогический совет",
    )


def bodies_of(text: str) -> tuple[str, ...]:
    """The bodies from what was typed, one a line."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


class InstitutionForm(SideBySide):
    """The whole first page: two columns of questions. `changed`, `submitted` (Ctrl+Enter)."""

    changed = Signal()
    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.left_form = Form(
            [Section("Название"), *name_fields(), Section("Руководитель"), *head_fields()]
        )
        self.right_form = Form(
            [
                Section("Реквизиты"),
                *requisite_fields(),
                Section("Коллегиальные органы"),
                bodies_field(),
            ]
        )
        self._post = ""  # the post we proposed, replaced when another kind is chosen
        for form in (self.left_form, self.right_form):
            self.add(form, 1)
            form.changed.connect(self.changed)
            form.submitted.connect(self.submitted)
        self.field("kind").changed.connect(self._propose_post)

    def field(self, key: str) -> Field:
        """A field by key. Raises KeyError."""
        return self._form_of(key).field(key)

    def values(self) -> dict[str, Any]:
        """All answers by key."""
        return {**self.left_form.values(), **self.right_form.values()}

    def errors(self) -> dict[str, str]:
        """The errors shown now, by key."""
        return {**self.left_form.errors(), **self.right_form.errors()}

    def check(self) -> bool:
        """Show what is wrong at every field. Out: whether all is right."""
        # Both are asked, the right one first: the cursor ends at the first wrong field.
        checked = [self.right_form.check(), self.left_form.check()]
        if not all(checked):
            return False
        key, sentence = head_problem(self.values())
        if key:
            self._form_of(key).show_error(key, sentence)
        return not key

    def institution(self) -> Institution:
        """What was typed. Ask `check()` first."""
        values = self.values()
        return Institution(organization_of(values), head_of(values), bodies_of(values["bodies"]))

    def kind(self) -> str:
        """The kind chosen, "" before."""
        return self.field("kind").value() or ""

    def typed(self) -> dict[str, str]:
        """Everything typed, to be kept in a file of public requisites."""
        return {"left": self.left_form.snapshot(), "right": self.right_form.snapshot()}

    def restore(self, typed: Mapping[str, str]) -> None:
        """Put back what `typed` gave."""
        with QSignalBlocker(self):  # the kind proposes a post, then what was typed replaces it
            self.left_form.restore(typed.get("left", ""))
            self.right_form.restore(typed.get("right", ""))

    def _form_of(self, key: str) -> Form:
        return self.left_form if key in self.left_form.values() else self.right_form

    def _propose_post(self) -> None:
        field = self.field("head_position")
        if self.kind() and field.value() in ("", self._post):
            self._post = str(terms(self.kind()).head)
            field.set_value(self._post)


def _bare(text: str) -> str:
    return "".join(text.split())


def _told_by(check: Callable[[str], None]) -> Callable[[str], str]:
    def problem(text: str) -> str:
        try:
            check(_bare(text))
        except UserError as error:
            return str(error)
        return ""

    return problem


def _name_problem(text: str) -> str:
    if len(text.split()) < 2:
        return "Напишите полностью: фамилию, имя и отчество, если оно есть."
    return ""


def _phone_problem(text: str) -> str:
    if sum(sign.isdecimal() for sign in text) < 5:
        return "Проверьте телефон: цифр слишком мало."
    return ""


def _email_problem(text: str) -> str:
    before, _, after = text.partition("@")
    if not before or "." not in after.strip(".") or " " in text:
        return "Адрес почты выглядит так: sad5@example.ru."
    return ""


def _site_problem(text: str) -> str:
    if " " in text or "." not in text.strip("."):
        return "Адрес сайта выглядит так: sad5.example.ru."
    return ""
