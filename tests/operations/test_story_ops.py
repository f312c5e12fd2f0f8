"""The office through its operations: what it shows after being filled."""

from desktop.operations import chats, children
from desktop.operations._operation import Session


def test_filled_office_lists_its_children(office: Session) -> None:
    names = [row.name.full for row in children.children(office)]
    assert "Мамедов Али Гусейн оглы" in names
    assert len(names) == 6
    assert chats.chats(office)[0].administrators.startswith("Лаптева")
