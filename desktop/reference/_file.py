"""Reading of a TOML reference file: typed fields, and complaints that name file, line and field.

A reference file is either read whole or refused with one Russian sentence: a half-loaded regulation
would switch off a rule without anybody noticing.
"""

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from desktop.errors import UserError

# Nobody writes a reference of this size by hand; a larger file was chosen by mistake.
LARGEST_FILE = 2_000_000

_HEADER = re.compile(r"^\s*\[\[?\s*([^\[\]#]+?)\s*\]\]?\s*(?:#.*)?$")
_PLACE = re.compile(r"at line (\d+)")


@dataclass(frozen=True)
class Table:
    """One table of a reference file together with the place where it stands.

    Every getter removes its field from `left`; `finish()` refuses what nobody asked for, so a
    misspelt field never passes silently.
    """

    data: Mapping[str, Any]
    file: str
    lines: tuple[str, ...]
    first: int = 0  # index of the table's header line, or of the first line of the file
    last: int = 0  # index after the table's last line
    name: str = ""  # dotted name of the table; empty for the whole file
    inline: bool = False  # written as { … } on the line `first`
    left: set[str] = field(default_factory=set)

    def complaint(self, key: str, what: str) -> UserError:
        """An error naming file, line and field; `what` says in Russian what is wrong with it."""
        line = self._line_of(key)
        place = f", строка {line}" if line else ""
        return UserError(
            f"Файл «{self.file}»{place}, поле «{key}»: {what}. Исправьте файл и повторите."
        )

    def has(self, key: str) -> bool:
        """Whether the field is written in the file."""
        return key in self.data

    def text(self, key: str, *, longest: int = 4000) -> str:
        """A non-empty string of one line's worth of text, spaces at the ends taken off."""
        value = self._take(key)
        if not isinstance(value, str):
            raise self.complaint(key, "здесь нужен текст в кавычках")
        if not value.strip():
            raise self.complaint(key, "текст не должен быть пустым")
        if len(value.strip()) > longest:
            raise self.complaint(
                key, f"текст длиннее {longest} знаков (сейчас {len(value.strip())})"
            )
        return value.strip()

    def optional_text(self, key: str, *, longest: int = 4000) -> str:
        """The same, "" when the field is absent."""
        return self.text(key, longest=longest) if self.has(key) else ""

    def choice(self, key: str, allowed: Collection[str]) -> str:
        """A string out of `allowed`."""
        value = self.text(key)
        if value not in allowed:
            words = ", ".join(f"«{word}»" for word in allowed)
            raise self.complaint(key, f"значения «{value}» нет, допустимы: {words}")
        return value

    def integer(self, key: str) -> int:
        """A whole number (TOML's true and false are not numbers)."""
        value = self._take(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.complaint(key, "здесь нужно целое число")
        return value

    def flag(self, key: str, default: bool) -> bool:
        """true or false; `default` when absent."""
        if not self.has(key):
            return default
        value = self._take(key)
        if not isinstance(value, bool):
            raise self.complaint(key, "здесь нужно true или false")
        return value

    def day(self, key: str) -> date:
        """A calendar date written as 2026-11-20."""
        return self._as_day(key, self._take(key))

    def optional_day(self, key: str) -> date | None:
        """The same, None when absent."""
        return self.day(key) if self.has(key) else None

    def days(self, key: str) -> tuple[date, ...]:
        """A list of dates without repeats; empty when absent."""
        if not self.has(key):
            return ()
        value = self._take(key)
        if not isinstance(value, list):
            raise self.complaint(key, "здесь нужен список дат в квадратных скобках")
        found = tuple(self._as_day(key, item) for item in value)
        if len(set(found)) != len(found):
            raise self.complaint(key, "в списке есть повторяющаяся дата")
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of non-empty strings; empty when absent."""
        if not self.has(key):
            return ()
        value = self._take(key)
        if not isinstance(value, list) or not all(isinstance(i, str) and i.strip() for i in value):
            raise self.complaint(key, "здесь нужен список строк в квадратных скобках")
        return tuple(item.strip() for item in value)

    def mapping(self, key: str) -> Mapping[str, Any]:
        """A table of free content; empty when absent."""
        if not self.has(key):
            return {}
        value = self._take(key)
        if not isinstance(value, dict):
            raise self.complaint(key, "здесь нужна таблица { имя = значение }")
        return value

    def tables(self, key: str) -> tuple["Table", ...]:
        """The tables of an array ([[key]] or an inline list of { … }); empty when absent."""
        if not self.has(key):
            return ()
        value = self._take(key)
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.complaint(key, "здесь нужен список таблиц")
        dotted = f"{self.name}.{key}" if self.name else key
        spans = self._spans_below(dotted)
        if len(spans) == len(value):
            return tuple(
                Table(item, self.file, self.lines, first, last, dotted, False, set(item))
                for item, (first, last) in zip(value, spans, strict=True)
            )
        starts = _inline_starts(self.lines, self._line_of(key), len(value))
        return tuple(
            Table(item, self.file, self.lines, start, start + 1, dotted, True, set(item))
            for item, start in zip(value, starts, strict=True)
        )

    def finish(self) -> None:
        """Refuse a field nobody knows."""
        if self.left:
            raise self.complaint(sorted(self.left)[0], "такого поля в этом месте нет")

    def _take(self, key: str) -> Any:
        if key not in self.data:
            raise self.complaint(key, "поле обязательно, а его нет")
        self.left.discard(key)
        return self.data[key]

    def _as_day(self, key: str, value: Any) -> date:
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.complaint(key, "здесь нужна дата вида 2026-11-20 без кавычек")
        return value

    def _line_of(self, key: str) -> int:
        """Number of the line (from 1) of the field, else of the table's header; 0 for the file."""
        if self.inline:
            return self.first + 1
        written = re.compile(rf"^\s*\"?{re.escape(key)}\"?\s*=")
        for index in range(self.first, self.last):
            if _header(self.lines[index]) not in (None, self.name):
                break
            if written.match(self.lines[index]):
                return index + 1
        dotted = f"{self.name}.{key}" if self.name else key
        for index in range(self.first, self.last):
            if _header(self.lines[index]) == dotted:
                return index + 1
        return self.first + 1 if self.name else 0

    def _spans_below(self, dotted: str) -> list[tuple[int, int]]:
        """Where the tables headed [[dotted]] inside this one begin and end."""
        spans: list[tuple[int, int]] = []
        start = None
        for index in range(self.first, self.last):
            header = _header(self.lines[index])
            if header is None:
                continue
            if start is not None and not header.startswith(dotted + "."):
                spans.append((start, index))
                start = None
            if header == dotted:
                start = index
        if start is not None:
            spans.append((start, self.last))
        return spans


def read(path: Path) -> Table:
    """The root table of the TOML file at `path`.

    Raises UserError when the file is absent, too large, not UTF-8 or not TOML.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UserError(
            f"Файл «{path.name}» не удалось прочитать: проверьте, что он есть и доступен."
        ) from error
    if len(raw) > LARGEST_FILE:
        raise UserError(f"Файл «{path.name}» слишком велик для справочника: выберите другой файл.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UserError(
            f"Файл «{path.name}», строка {line}: кодировка не UTF-8. "
            "Сохраните файл в кодировке UTF-8 и повторите."
        ) from error
    return parse(text, path.name)


def parse(text: str, file: str) -> Table:
    """The root table of TOML text; `file` is the name used in complaints."""
    text = text.replace("\r\n", "\n")
    lines = tuple(text.split("\n"))
    try:
        data = tomllib.loads(text)
    except ValueError as error:  # TOMLDecodeError, or a number too long for Python
        match = _PLACE.search(str(error))
        place = f", строка {match[1]}" if match else ""
        raise UserError(
            f"Файл «{file}»{place}: запись не по правилам TOML "
            "(проверьте кавычки, скобки и повторы полей). Исправьте файл и повторите."
        ) from error
    except RecursionError as error:
        raise UserError(
            f"Файл «{file}»: слишком глубокая вложенность скобок. Исправьте файл и повторите."
        ) from error
    return Table(data, file, lines, 0, len(lines), "", False, set(data))


def _header(line: str) -> str | None:
    """The dotted name in a header line ([name] or [[name]]), or None."""
    match = _HEADER.match(line)
    return re.sub(r"\s*\.\s*", ".", match[1]) if match else None


def _inline_starts(lines: tuple[str, ...], line: int, count: int) -> list[int]:
    """Indexes of the lines where the `count` inline tables of the list on `line` begin.

    Counts opening braces of the outermost level outside strings and comments.
    """
    starts: list[int] = []
    depth = 0
    for index in range(max(line - 1, 0), len(lines)):
        quote = ""
        escaped = False
        for sign in lines[index]:
            if quote:
                if escaped:
                    escaped = False
                elif sign == "\\" and quote == '"':
                    escaped = True
                elif sign == quote:
                    quote = ""
            elif sign in "\"'":
                quote = sign
            elif sign == "#":
                break
            elif sign == "{":
                if depth == 0:
                    starts.append(index)
                depth += 1
            elif sign == "}":
                depth -= 1
        if len(starts) >= count:
            break
    return starts[:count] + [max(line - 1, 0)] * (count - len(starts))
