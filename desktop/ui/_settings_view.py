"""Settings, «Вид»: light or dark, size, minutes before the office locks itself."""

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop.russian.plural import plural
from desktop.ui import look, zoom
from desktop.ui._wizard_columns import Scrolled

LOCK_KEY = "lock/minutes"
LOCK_RANGE = (1, 30)
LOCK_USUAL = 10  # trust.md T2
_SCHEMES: tuple[tuple[look.Scheme, str], ...] = (
    ("system", "Как в системе"),
    ("light", "Светлый"),
    ("dark", "Тёмный"),
)


class ViewTab(QWidget):
    """What only this computer's user sees; takes effect at once, nothing to save."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        self.scheme_radios: dict[str, QRadioButton] = {}
        self._schemes = QButtonGroup(self)
        column.addWidget(_heading("Цвета"))
        for number, (scheme, word) in enumerate(_SCHEMES):
            radio = QRadioButton(word, inside)
            radio.setAccessibleName(f"Цвета: {word}")
            self.scheme_radios[scheme] = radio
            self._schemes.addButton(radio, number)
            column.addWidget(radio, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(look.px(16))
        column.addWidget(_heading("Размер текста и всего остального"))
        self.zoom_box = QComboBox(inside)
        self.zoom_box.setAccessibleName("Размер")
        for step in zoom.STEPS:
            self.zoom_box.addItem(f"{step * 100:.0f} %", step)
        column.addWidget(self.zoom_box, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(_hint("Из любого места: Ctrl+плюс, Ctrl+минус, Ctrl+0."))
        column.addSpacing(look.px(16))
        column.addWidget(_heading("Закрывать данные, если никто не работает"))
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        self.lock_box = QSpinBox(inside)
        self.lock_box.setAccessibleName("Через сколько минут закрывать данные")
        self.lock_box.setRange(*LOCK_RANGE)
        self.lock_box.setValue(_remembered_minutes())
        self.minutes_label = QLabel(inside)
        row.addWidget(QLabel("через", inside))
        row.addWidget(self.lock_box)
        row.addWidget(self.minutes_label)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(
            _hint("Программа вернётся ко входу. Всё, что вы писали, сохранится. Сразу – Ctrl+L.")
        )
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, look.px(16), 0, 0)
        whole.addWidget(Scrolled(inside, self))
        self._follow()
        self._schemes.idClicked.connect(self._choose_scheme)
        self.zoom_box.activated.connect(self._choose_zoom)
        self.lock_box.valueChanged.connect(self._choose_minutes)
        look.changed.connect(self._follow)

    def _choose_scheme(self, number: int) -> None:
        scheme = _SCHEMES[number][0]
        look.remember_scheme(scheme)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        look.apply(app, scheme, look.zoom())

    def _choose_zoom(self, at: int) -> None:
        zoom.set_zoom(zoom.STEPS[at])

    def _choose_minutes(self, minutes: int) -> None:
        QSettings().setValue(LOCK_KEY, minutes)
        self._tell_minutes()

    def _follow(self) -> None:
        self.scheme_radios[look.scheme()].setChecked(True)
        nearest = min(zoom.STEPS, key=lambda step: abs(step - look.zoom()))
        self.zoom_box.setCurrentIndex(zoom.STEPS.index(nearest))
        self._tell_minutes()

    def _tell_minutes(self) -> None:
        self.minutes_label.setText(plural(self.lock_box.value(), "минуту", "минуты", "минут"))


def _remembered_minutes() -> int:
    text = str(QSettings().value(LOCK_KEY, LOCK_USUAL))
    return int(text) if text.isdecimal() else LOCK_USUAL


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    look.set_role(label, "section")
    return label


def _hint(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    look.set_role(label, "hint")
    return label
