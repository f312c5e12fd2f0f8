"""The one style sheet of the program, made from the tokens of `look`.

A widget asks for its part by the property `role`:
buttons: primary, quiet, danger, link; labels: title, section, muted, error, ok, warn, stop, hint,
banner;
frames: card, page, bar, told, side, band-ok, band-warn, band-stop, band-info, line.
`invalid="true"` on a field draws it as wrong.
"""

from collections.abc import Callable, Mapping


def stylesheet(
    c: Mapping[str, str], px: Callable[[float], int], points: Callable[[float], float]
) -> str:
    """The sheet for one theme and zoom. In: colours by token, pixels and points by zoom."""
    theme = f"controls:{c['name']}"
    radius = px(6)
    bands = "".join(
        f"""
QFrame[role="band-{kind}"] {{ background: {c[kind + "_soft"]}; border-radius: {radius}px;
    border-left: {px(4)}px solid {c[kind]}; border-top-left-radius: 0;
    border-bottom-left-radius: 0; }}
QFrame[role="band-{kind}"] QLabel {{ color: {c["text"]}; }}
QLabel[role="{kind}"] {{ color: {c[kind]}; }}
"""
        for kind in ("ok", "warn", "stop", "info")
    )
    return f"""
QToolTip {{ color: {c["text"]}; background: {c["raised"]}; border: 1px solid {c["edge"]};
    padding: {px(4)}px; }}
QLabel[role="title"] {{ font-size: {points(1.5):.2f}pt; font-weight: 600; }}
QLabel[role="section"] {{ font-size: {points(1.15):.2f}pt; font-weight: 600; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="muted"], QLabel[role="hint"] {{ color: {c["muted"]}; }}
QLabel[role="hint"] {{ font-size: {points(0.92):.2f}pt; }}
QLabel[role="error"] {{ color: {c["stop"]}; font-size: {points(0.92):.2f}pt; }}
QLabel:disabled {{ color: {c["disabled"]}; }}
{bands}
QFrame[role="card"] {{ background: {c["surface"]}; border: 1px solid {c["line"]};
    border-radius: {px(8)}px; }}
QFrame[role="page"] {{ background: {c["surface"]}; }}
QFrame[role="bar"], QFrame[role="told"] {{ background: {c["surface"]};
    border-top: 1px solid {c["line"]}; }}
QFrame[role="side"] {{ background: {c["surface"]}; border-right: 1px solid {c["line"]}; }}
QListWidget[role="side"], QListWidget[role="side"]:focus {{ background: transparent;
    border: none; outline: none; padding: 0; }}
QListWidget[role="side"]::item {{ padding: {px(7)}px {px(6)}px; border-radius: {radius}px;
    margin: 1px 0; color: {c["text"]}; }}
QListWidget[role="side"]::item:hover {{ background: {c["hover"]}; }}
QListWidget[role="side"]::item:selected {{ background: {c["selected"]}; color: {c["text"]};
    font-weight: 600; }}
QListWidget[role="side"]::item:selected:focus {{ border: 2px solid {c["accent"]};
    padding: {px(7) - 2}px {px(6) - 2}px; }}
QFrame[role="side"] QPushButton {{ text-align: left; }}
QFrame[role="told"] QPushButton, QFrame[role="told"] QPushButton:focus {{
    padding: {px(1)}px {px(10)}px; min-height: {px(20)}px; }}
QFrame[role="told"] QToolButton {{ padding: 1px; }}
QLabel[role="banner"] {{ background: {c["info_soft"]}; color: {c["text"]};
    padding: {px(6)}px {px(24)}px; }}
QFrame[role="line"] {{ background: {c["line"]}; border: none; max-height: 1px; min-height: 1px; }}

QToolButton, QTabBar, QCheckBox {{ icon-size: {px(20)}px; }}
QPushButton {{ background: {c["surface"]}; color: {c["text"]}; border: 1px solid {c["edge"]};
    border-radius: {radius}px; padding: {px(5)}px {px(14)}px; min-height: {px(20)}px; }}
QPushButton:hover {{ background: {c["hover"]}; }}
QPushButton:pressed {{ background: {c["selected"]}; }}
QPushButton:focus {{ border: 2px solid {c["accent"]}; padding: {px(5) - 1}px {px(14) - 1}px; }}
QPushButton:checked {{ background: {c["selected"]}; border-color: {c["accent"]}; }}
QPushButton:disabled {{ color: {c["disabled"]}; border-color: {c["line"]};
    background: {c["window"]}; }}
QPushButton[role="primary"] {{ background: {c["accent"]}; color: {c["on_accent"]};
    border: 1px solid {c["accent"]}; font-weight: 600; }}
QPushButton[role="primary"]:hover, QPushButton[role="primary"]:pressed {{
    background: {c["accent_hover"]}; border-color: {c["accent_hover"]}; }}
QPushButton[role="primary"]:focus {{ border: 2px solid {c["text"]}; }}
QPushButton[role="primary"]:disabled {{ background: {c["muted_soft"]}; color: {c["disabled"]};
    border-color: {c["muted_soft"]}; }}
QPushButton::menu-indicator {{ image: url({theme}-chevron-down.svg); width: {px(14)}px;
    height: {px(14)}px; subcontrol-origin: padding; subcontrol-position: center right;
    right: {px(6)}px; }}
QPushButton[role="primary"]::menu-indicator {{
    image: url({theme}-chevron-down-on-accent.svg); }}
QPushButton[role="danger"] {{ color: {c["stop"]}; border-color: {c["stop"]}; }}
QPushButton[role="danger"]:hover {{ background: {c["stop_soft"]}; }}
QPushButton[role="danger"]:disabled {{ color: {c["disabled"]}; border-color: {c["line"]}; }}
QPushButton[role="quiet"], QPushButton[role="link"] {{ background: transparent;
    border: 1px solid transparent; color: {c["accent"]}; padding: {px(5)}px {px(10)}px; }}
QPushButton[role="quiet"]:hover, QPushButton[role="link"]:hover {{ background: {c["hover"]}; }}
QPushButton[role="quiet"]:focus, QPushButton[role="link"]:focus {{
    border: 2px solid {c["accent"]}; padding: {px(5) - 1}px {px(10) - 1}px; }}
QPushButton[role="quiet"]:disabled, QPushButton[role="link"]:disabled {{
    color: {c["disabled"]}; border-color: transparent; background: transparent; }}

QLineEdit QToolButton {{ border: none; padding: 0; border-radius: {px(4)}px; }}
QToolButton {{ background: transparent; border: 1px solid transparent;
    border-radius: {radius}px; padding: {px(4)}px; color: {c["text"]}; }}
QToolButton:hover {{ background: {c["hover"]}; }}
QToolButton:focus {{ border: 2px solid {c["accent"]}; padding: {px(4) - 1}px; }}
QToolButton:checked {{ background: {c["selected"]}; }}
QToolButton:disabled {{ color: {c["disabled"]}; }}
QToolButton::menu-indicator {{ image: none; }}

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QAbstractSpinBox {{
    background: {c["surface"]}; color: {c["text"]}; border: 1px solid {c["edge"]};
    border-radius: {radius}px; padding: {px(4)}px {px(8)}px;
    selection-background-color: {c["accent"]}; selection-color: {c["on_accent"]};
    placeholder-text-color: {c["muted"]}; }}
QLineEdit, QComboBox, QAbstractSpinBox {{ min-height: {px(22)}px; }}
QPlainTextEdit, QTextEdit {{ padding: {px(4)}px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{
    border: 2px solid {c["accent"]}; padding: {px(4) - 1}px {px(8) - 1}px; }}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: {px(4) - 1}px; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QComboBox:disabled,
QAbstractSpinBox:disabled {{ background: {c["window"]}; color: {c["disabled"]};
    border-color: {c["line"]}; }}
QLineEdit[readOnly="true"] {{ background: {c["window"]}; border-color: {c["line"]}; }}
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"], QComboBox[invalid="true"] {{
    border: 2px solid {c["stop"]}; padding: {px(4) - 1}px {px(8) - 1}px; }}
QPlainTextEdit[invalid="true"] {{ padding: {px(4) - 1}px; }}
QComboBox::drop-down {{ border: none; width: {px(26)}px; }}
QComboBox::down-arrow {{ image: url({theme}-chevron-down.svg); width: {px(16)}px;
    height: {px(16)}px; }}
QComboBox QAbstractItemView {{ background: {c["raised"]}; color: {c["text"]};
    border: 1px solid {c["edge"]}; outline: none; padding: {px(4)}px; }}
QComboBox QAbstractItemView::item {{ min-height: {px(28)}px; padding: 0 {px(8)}px;
    border-radius: {px(4)}px; }}
QComboBox QAbstractItemView::item:selected {{ background: {c["selected"]}; color: {c["text"]}; }}
QAbstractSpinBox > QLineEdit {{ border: none; padding: 0 0 0 {px(6)}px; min-height: 0;
    background: transparent; }}
QAbstractSpinBox {{ padding-right: {px(22)}px; }}
QAbstractSpinBox:focus {{ padding-right: {px(22) - 1}px; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none;
    width: {px(20)}px; background: transparent; }}
QAbstractSpinBox::up-arrow {{ image: url({theme}-chevron-up.svg); width: {px(14)}px;
    height: {px(14)}px; }}
QAbstractSpinBox::down-arrow {{ image: url({theme}-chevron-down.svg); width: {px(14)}px;
    height: {px(14)}px; }}

QCheckBox, QRadioButton {{ spacing: {px(8)}px; padding: {px(2)}px; border-radius: {px(4)}px;
    border: 2px solid transparent; }}
QCheckBox:focus, QRadioButton:focus {{ border: 2px solid {c["accent"]}; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {c["disabled"]}; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: {px(16)}px; height: {px(16)}px;
    border: 1px solid {c["edge"]}; background: {c["surface"]}; }}
QCheckBox::indicator {{ border-radius: {px(4)}px; }}
QRadioButton::indicator {{ border-radius: {px(16) // 2 + 1}px; }}
QCheckBox::indicator:hover, QRadioButton::indicator:hover {{ border-color: {c["accent"]}; }}
QCheckBox::indicator:checked, QCheckBox::indicator:indeterminate,
QRadioButton::indicator:checked {{ background: {c["accent"]}; border-color: {c["accent"]}; }}
QCheckBox::indicator:checked {{ image: url({theme}-check.svg); }}
QCheckBox::indicator:indeterminate {{ image: url({theme}-minus.svg); }}
QRadioButton::indicator:checked {{ image: url({theme}-dot.svg); }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{
    border-color: {c["line"]}; background: {c["window"]}; }}
QCheckBox::indicator:checked:disabled, QRadioButton::indicator:checked:disabled {{
    background: {c["disabled"]}; border-color: {c["disabled"]}; }}

QAbstractItemView {{ background: {c["surface"]}; color: {c["text"]}; border: none;
    outline: none; selection-background-color: {c["selected"]};
    selection-color: {c["text"]}; }}
QListView[role="desk"] {{ background: {c["desk"]}; border-right: 1px solid {c["line"]}; }}
QListView::item:hover {{ background: {c["hover"]}; }}
QListView::item:selected {{ background: {c["selected"]}; color: {c["text"]}; }}
QHeaderView {{ background: {c["surface"]}; border: none; }}
QHeaderView::section {{ background: {c["surface"]}; color: {c["muted"]}; border: none;
    border-bottom: 1px solid {c["line"]}; padding: {px(6)}px {px(8)}px; }}
QHeaderView::section:hover {{ background: {c["hover"]}; color: {c["text"]}; }}
QHeaderView::up-arrow {{ image: url({theme}-chevron-up.svg); width: {px(14)}px;
    height: {px(14)}px; }}
QHeaderView::down-arrow {{ image: url({theme}-chevron-down.svg); width: {px(14)}px;
    height: {px(14)}px; }}
QTableCornerButton::section {{ background: {c["surface"]}; border: none; }}

QTabWidget::pane {{ border: none; border-top: 1px solid {c["line"]}; }}
QTabBar {{ background: transparent; }}
QTabBar::tab {{ background: transparent; color: {c["muted"]}; border: none;
    border-bottom: 2px solid transparent; padding: {px(8)}px {px(12)}px; }}
QTabBar::tab:hover {{ color: {c["text"]}; }}
QTabBar::tab:selected {{ color: {c["text"]}; border-bottom: 2px solid {c["accent"]}; }}
QTabBar::tab:focus {{ background: {c["hover"]}; }}
QTabBar::tear {{ image: none; width: 0; }}
QTabBar::scroller {{ width: {px(28)}px; }}
QTabBar QToolButton {{ background: {c["surface"]}; border: 1px solid {c["line"]};
    border-radius: {px(4)}px; padding: 0; margin: {px(4)}px 0; }}
QTabBar QToolButton::left-arrow {{ image: url({theme}-chevron-left.svg); width: {px(16)}px;
    height: {px(16)}px; }}
QTabBar QToolButton::right-arrow {{ image: url({theme}-chevron-right.svg); width: {px(16)}px;
    height: {px(16)}px; }}

QMenu {{ background: {c["raised"]}; color: {c["text"]}; border: 1px solid {c["edge"]};
    padding: {px(4)}px; }}
QMenu::item {{ padding: {px(6)}px {px(24)}px {px(6)}px {px(12)}px; border-radius: {px(4)}px; }}
QMenu::item:selected {{ background: {c["selected"]}; }}
QMenu::item:disabled {{ color: {c["disabled"]}; }}
QMenu::separator {{ height: 1px; background: {c["line"]}; margin: {px(4)}px; }}
QMenu::icon {{ padding-left: {px(8)}px; }}

QScrollBar:vertical {{ background: transparent; width: {px(12)}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {px(12)}px; margin: 0; }}
QScrollBar::handle {{ background: {c["edge"]}; border-radius: {px(3)}px; margin: {px(3)}px; }}
QScrollBar::handle:hover {{ background: {c["muted"]}; }}
QScrollBar::handle:vertical {{ min-height: {px(32)}px; }}
QScrollBar::handle:horizontal {{ min-width: {px(32)}px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QScrollArea {{ border: none; background: transparent; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}

QProgressBar {{ background: {c["muted_soft"]}; border: none; border-radius: {px(3)}px;
    min-height: {px(6)}px; max-height: {px(6)}px; }}
QProgressBar::chunk {{ background: {c["accent"]}; border-radius: {px(3)}px; }}
QSplitter::handle {{ background: {c["line"]}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QGroupBox {{ border: 1px solid {c["line"]}; border-radius: {radius}px;
    margin-top: {px(20)}px; padding: {px(8)}px; }}
QGroupBox::title {{ subcontrol-origin: margin; left: {px(8)}px; font-weight: 600; }}
QMessageBox QLabel#qt_msgbox_informativelabel {{ min-width: {px(360)}px; }}
QCalendarWidget QToolButton {{ min-width: {px(24)}px; padding: {px(4)}px {px(8)}px; }}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {c["surface"]}; }}
QCalendarWidget QAbstractItemView {{ selection-background-color: {c["accent"]};
    selection-color: {c["on_accent"]}; }}
"""
