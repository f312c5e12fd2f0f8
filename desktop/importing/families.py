"""The representatives of one row, put together from all its columns about parents."""

from dataclasses import replace

from desktop.importing.contacts import (
    GuardianRow,
    parse_guardians,
    parse_kinship,
    split_phones,
)
from desktop.importing.fields import Field
from desktop.importing.name_parts import NameParts
from desktop.importing.rows import INFO, WARNING, Problem, RowView
from desktop.russian.names import guess_sex

_MOTHER, _FATHER = "мать", "отец"


def read_guardians(view: RowView, problems: list[Problem]) -> tuple[GuardianRow, ...]:
    """Every representative a row tells of, phones and e-mails given to the right one.

    Remarks on unreadable pieces and on guesses are added to `problems`.
    """
    found: list[GuardianRow] = []
    for field, kinship in (
        (Field.MOTHER, _MOTHER),
        (Field.FATHER, _FATHER),
        (Field.GUARDIANS, parse_kinship(view.text(Field.KINSHIP))),
    ):
        people = _people(view, field, kinship, problems)
        if field is Field.GUARDIANS:
            people = _told_by_sex(people, view.index(field), problems)
        for person in people:
            _add(found, person)
    for field, mail, kinship in (
        (Field.MOTHER_PHONES, Field.MOTHER_EMAIL, _MOTHER),
        (Field.FATHER_PHONES, Field.FATHER_EMAIL, _FATHER),
    ):
        for person in _people(view, field, kinship, problems):
            _add(found, person if person.kinship else replace(person, kinship=kinship))
        for person in _people(view, mail, kinship, problems):
            _add(found, person)
    _general_phones(view, found, problems)
    _general_emails(view, found, problems)
    return tuple(found)


def _people(
    view: RowView, field: Field, kinship: str, problems: list[Problem]
) -> tuple[GuardianRow, ...]:
    cells = view.filled(field)
    if not cells:
        return ()
    # «Фамилия матери», «Имя матери», «Отчество матери» are one name in three cells.
    single_words = all(len(text.split()) == 1 for _, _, text in cells)
    text = (" " if single_words else "\n").join(text for _, _, text in cells)
    people, remarks = parse_guardians(text, kinship)
    problems += [Problem(WARNING, cells[0][0], remark) for remark in remarks]
    return people


def _told_by_sex(
    people: tuple[GuardianRow, ...], column: int | None, problems: list[Problem]
) -> tuple[GuardianRow, ...]:
    """«Родители» with one woman and one man: mother and father, said as a remark."""
    if len(people) != 2 or any(p.kinship or not str(p.name) for p in people):
        return people
    sexes = [guess_sex(p.name.last, p.name.first, p.name.middle) for p in people]
    if sorted(sexes) != ["f", "m"]:
        return people
    problems.append(Problem(INFO, column, "кто мать и кто отец, определено по именам"))
    return tuple(
        replace(person, kinship=_MOTHER if sex == "f" else _FATHER)
        for person, sex in zip(people, sexes, strict=True)
    )


def _add(found: list[GuardianRow], person: GuardianRow) -> None:
    """Adds a person, or the phones and e-mail to the one already there of the same kinship."""
    for at, known in enumerate(found):
        same_name = str(person.name) and person.name == known.name
        nameless = not str(person.name) and person.kinship and person.kinship == known.kinship
        named_later = not str(known.name) and known.kinship and person.kinship == known.kinship
        if same_name or nameless or named_later:
            found[at] = GuardianRow(
                known.name if str(known.name) else person.name,
                known.kinship or person.kinship,
                tuple(dict.fromkeys(known.phones + person.phones)),
                known.email or person.email,
            )
            return
    found.append(person)


def _general_phones(view: RowView, found: list[GuardianRow], problems: list[Problem]) -> None:
    """The column «Телефон» without a word whose it is."""
    cells = view.filled(Field.PHONES)
    if not cells:
        return
    column = cells[0][0]
    text = "\n".join(text for _, _, text in cells)
    people, remarks = parse_guardians(text)
    if not found:
        people = _told_by_sex(people, column, problems)
    if any(p.kinship or str(p.name) for p in people):
        problems += [Problem(WARNING, column, remark) for remark in remarks]
        for person in people:
            _add(found, person) if person.kinship or str(person.name) else _give(
                found, list(person.phones), column, problems
            )
        return
    phones, bad = split_phones(text)
    problems += [Problem(WARNING, column, f"«{b.strip()}» не похоже на телефон") for b in bad]
    if not phones and not bad:
        problems.append(Problem(WARNING, column, f"«{text[:40]}» не похоже на телефон"))
    _give(found, phones, column, problems)
    for email in (p.email for p in people if p.email):
        _give_email(found, [email], column, problems)


def _give(
    found: list[GuardianRow], phones: list[str], column: int, problems: list[Problem]
) -> None:
    if not phones:
        return
    without = [at for at, person in enumerate(found) if not person.phones]
    if not found:
        found.append(GuardianRow(NameParts(), "", tuple(phones)))
        problems.append(Problem(INFO, column, "телефон есть, а имени представителя нет"))
    elif len(found) == 1:
        at_once = tuple(dict.fromkeys(found[0].phones + tuple(phones)))
        found[0] = replace(found[0], phones=at_once)
    elif len(without) == len(phones):
        for at, phone in zip(without, phones, strict=True):
            found[at] = replace(found[at], phones=(phone,))
        text = "телефоны отнесены к представителям по порядку: проверьте"
        problems.append(Problem(INFO, column, text))
    else:
        at = without[0] if without else 0
        found[at] = replace(found[at], phones=(*found[at].phones, *phones))
        text = f"чей телефон, не сказано: записан за первым представителем ({found[at].name})"
        problems.append(Problem(WARNING, column, text))


def _general_emails(view: RowView, found: list[GuardianRow], problems: list[Problem]) -> None:
    cells = view.filled(Field.EMAIL)
    if not cells:
        return
    column = cells[0][0]
    people, _ = parse_guardians("\n".join(text for _, _, text in cells).replace(",", "\n;"))
    emails = _emails("\n".join(text for _, _, text in cells))
    if not emails:
        problems.append(Problem(WARNING, column, "адрес электронной почты не понят"))
    elif any(p.kinship for p in people) and all(p.email for p in people):
        for person in people:
            _add(found, person)
    else:
        _give_email(found, emails, column, problems)


def _emails(text: str) -> list[str]:
    words = text.replace(",", " ").replace(";", " ").split()
    return list(dict.fromkeys(w.strip("<>()").lower() for w in words if "@" in w and "." in w))


def _give_email(
    found: list[GuardianRow], emails: list[str], column: int, problems: list[Problem]
) -> None:
    without = [at for at, person in enumerate(found) if not person.email]
    if not found:
        found.append(GuardianRow(NameParts(), "", (), emails[0]))
        problems.append(Problem(INFO, column, "почта есть, а имени представителя нет"))
        return
    for at, email in zip(without, emails, strict=False):
        found[at] = replace(found[at], email=email)
    if len(emails) > len(without):
        text = f"лишний адрес почты не перенесён: «{emails[-1][:60]}»"
        problems.append(Problem(WARNING, column, text))
    if len(found) > 1:
        problems.append(Problem(INFO, column, "почта отнесена к представителям по порядку"))
