"""The tokens of the look (colours, spacing, type): said once, applied to the whole program."""

from dataclasses import dataclass
from typing import Literal, NamedTuple, cast

from PySide6.QtCore import QDir, QObject, QSettings, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from desktop import paths
from desktop.ui._stylesheet import stylesheet

Scheme = Literal["light", "dark", "system"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark", "system")

GRID = 8  # every distance is a multiple of half of it
PAGE_MARGIN = 24
GAP = 8  # between related controls
GROUP_GAP = 24  # between groups
ROW_HEIGHT = 32
ICON_SIZE = 20
SIDE_WIDTH = 220
CARD_MIN_WIDTH = 420

BASE_POINTS = 10.5
SMALLEST_POINTS = 9.0
ZOOM_RANGE = (0.8, 2.0)


@dataclass(frozen=True)
class Colours:
    """One theme. Every value is «#RRGGBB»; which may lie on which is said by `TEXT_PAIRS`."""

    name: str
    window: str
    surface: str
    raised: str
    text: str
    muted: str
    line: str
    edge: str  # the outline of a field or a quiet button: 3:1 against what it lies on
    accent: str
    accent_hover: str
    on_accent: str
    ok: str
    warn: str
    stop: str
    stop_hover: str
    on_stop: str
    info: str
    hover: str
    selected: str
    ok_soft: str
    warn_soft: str
    stop_soft: str
    info_soft: str
    muted_soft: str
    disabled: str
    desk: str  # what a sheet of paper lies on
    shadow: str


LIGHT = Colours(
    name="light",
    window="#F7F7F5",
    surface="#FFFFFF",
    raised="#FFFFFF",
    text="#1E2328",
    muted="#5A6570",
    line="#E1E4E8",
    edge="#858F99",
    accent="#1F5FA8",
    accent_hover="#184D8A",
    on_accent="#FFFFFF",
    ok="#1E7B4B",
    warn="#8A5A00",
    stop="#B3261E",
    stop_hover="#8F1E18",
    on_stop="#FFFFFF",
    info="#1F5FA8",
    hover="#F1F3F6",
    selected="#E9F1FB",
    ok_soft="#E6F4EC",
    warn_soft="#FBF0D9",
    stop_soft="#FBE7E5",
    info_soft="#E4EEF9",
    muted_soft="#ECEEF1",
    disabled="#9AA3AC",
    desk="#D9DCDF",
    shadow="#9BA1A7",
)

DARK = Colours(
    name="dark",
    window="#1D2023",
    surface="#25292D",
    raised="#2C3136",
    text="#E8EAED",
    muted="#A7B0B9",
    line="#3B4147",
    edge="#7A848D",
    accent="#8AB8F2",
    accent_hover="#A6C9F6",
    on_accent="#10233A",
    ok="#7FD1A5",
    warn="#F0C266",
    stop="#FF8A80",
    stop_hover="#FFA69E",
    on_stop="#3A0E0B",
    info="#8AB8F2",
    hover="#2D3237",
    selected="#2B3F57",
    ok_soft="#1F3A2E",
    warn_soft="#3D331C",
    stop_soft="#452625",
    info_soft="#233650",
    muted_soft="#363C42",
    disabled="#6E777F",
    desk="#16181A",
    shadow="#0B0C0D",
)

# Which text lies on which ground anywhere in the program. WCAG 2.1, criterion 1.4.3: 4.5 : 1.
TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((text, ground) for text in ("text", "muted") for ground in ("window", "surface", "raised")),
    *((text, "hover") for text in ("text", "muted", "accent", "ok", "warn", "stop", "info")),
    *((text, "selected") for text in ("text", "muted", "accent", "ok", "warn", "stop", "info")),
    *(
        (text, ground)
        for text in ("accent", "ok", "warn", "stop", "info")
        for ground in ("window", "surface", "raised")
    ),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_stop", "stop"),
    ("on_stop", "stop_hover"),
    *((text, f"{text}_soft") for text in ("ok", "warn", "stop", "info", "muted")),
    *(("text", f"{ground}_soft") for ground in ("ok", "warn", "stop", "info", "muted")),
)
# Outlines that say where a control is. WCAG 2.1, criterion 1.4.11: 3 : 1.
EDGE_PAIRS: tuple[tuple[str, str], ...] = (
    ("edge", "surface"),
    ("edge", "window"),
    ("accent", "surface"),
    ("accent", "window"),
    ("stop", "surface"),
)


class Rgb(NamedTuple):
    """A colour as three shares of 255."""

    red: int
    green: int
    blue: int


def rgb(colour: str) -> Rgb:
    """«#1F5FA8» as three numbers."""
    return Rgb(int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16))


def contrast(a: str, b: str) -> float:
    """The contrast ratio of two «#RRGGBB» colours, 1…21 (WCAG 2.1, relative luminance)."""

    def luminance(colour: str) -> float:
        shares = [value / 255 for value in rgb(colour)]
        linear = [s / 12.92 if s <= 0.03928 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(a), luminance(b)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


class _Look(QObject):
    """What is applied now. `changed` tells widgets that paint themselves to draw anew."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.colours = LIGHT
        self.scheme: Scheme = "system"
        self.zoom = 1.0
        self.followed: QApplication | None = None
        self.worn: tuple[Colours, float] | None = None

    def follow_system(self) -> None:
        app = QApplication.instance()
        if self.scheme == "system" and isinstance(app, QApplication):
            apply(app, self.scheme, self.zoom)


_look = _Look()
changed = _look.changed


def colours() -> Colours:
    """The theme in force."""
    return _look.colours


def colour(role: str) -> QColor:
    """The colour of a token («text», «ok_soft») in the theme in force. KeyError: no such token."""
    return QColor(token(role))


def token(role: str) -> str:
    """The «#RRGGBB» of a token in the theme in force. KeyError when there is no such token."""
    return cast(str, vars(_look.colours)[role])


def scheme() -> Scheme:
    """What was asked for: «light», «dark» or «system»."""
    return _look.scheme


def zoom() -> float:
    """The zoom in force, 1.0 = 100 %."""
    return _look.zoom


def px(size: float) -> int:
    """A size of the 100 % drawing in pixels of the zoom in force."""
    return max(1, round(size * _look.zoom)) if size else 0


def points(scale: float = 1.0) -> float:
    """A type size in points: the base × `scale` × zoom, never below what can be read."""
    return max(SMALLEST_POINTS, BASE_POINTS * scale * _look.zoom)


def font(scale: float = 1.0, *, semibold: bool = False) -> QFont:
    """The program's font, for those who paint text themselves. Figures are of one width."""
    made = QFont(QApplication.font())
    made.setPointSizeF(points(scale))
    if semibold:
        made.setWeight(QFont.Weight.DemiBold)
    return made


def apply(app: QApplication, scheme: Scheme, zoom: float) -> None:
    """Dress the whole program: style, palette, font, sheet. May be called again at any time.

    In: `scheme` «system» follows the desktop, also later, while the program runs; `zoom` 1.0 is
    100 % and is kept within 80…200 %. Out: nothing; `changed` is emitted if the look differs.
    Raises ValueError for an unknown scheme.
    """
    if scheme not in SCHEMES:
        raise ValueError(f"no such colour scheme: {scheme!r}")
    first_time = _look.followed is not app
    _look.scheme = scheme
    _look.zoom = min(max(zoom, ZOOM_RANGE[0]), ZOOM_RANGE[1])
    _look.colours = DARK if scheme == "dark" or _system_is_dark(scheme) else LIGHT
    if first_time:
        _look.followed = app
        app.setStyle(QStyleFactory.create("Fusion"))
        QDir.setSearchPaths("controls", [str(paths.RESOURCES / "icons" / "controls")])
        QGuiApplication.styleHints().colorSchemeChanged.connect(_look.follow_system)
    dress = _look.colours, _look.zoom
    if first_time or dress != _look.worn:  # dressing every widget anew is not free
        _look.worn = dress
        app.setFont(_base_font())
        app.setPalette(_palette(_look.colours))
        app.setStyleSheet(stylesheet(vars(_look.colours), px, points))
        _look.changed.emit()


def _system_is_dark(scheme: Scheme) -> bool:
    hints = QGuiApplication.styleHints()
    return scheme == "system" and hints.colorScheme() == Qt.ColorScheme.Dark


def _base_font() -> QFont:
    made = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if not QFontDatabase.families(QFontDatabase.WritingSystem.Cyrillic):
        # A machine with no Cyrillic font at all draws boxes; the fonts of the papers help out.
        for file in sorted((paths.RESOURCES / "fonts").rglob("*.ttf")):
            number = QFontDatabase.addApplicationFont(str(file))
            if families := QFontDatabase.applicationFontFamilies(number):
                made.setFamilies(families)
    made.setPointSizeF(points())
    made.setFeature(QFont.Tag("tnum"), 1)  # columns of dates and numbers stand under one another
    return made


def _palette(c: Colours) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: c.window,
        QPalette.ColorRole.WindowText: c.text,
        QPalette.ColorRole.Base: c.surface,
        QPalette.ColorRole.AlternateBase: c.hover,
        QPalette.ColorRole.Text: c.text,
        QPalette.ColorRole.PlaceholderText: c.muted,
        QPalette.ColorRole.Button: c.surface,
        QPalette.ColorRole.ButtonText: c.text,
        QPalette.ColorRole.BrightText: c.stop,
        QPalette.ColorRole.ToolTipBase: c.raised,
        QPalette.ColorRole.ToolTipText: c.text,
        QPalette.ColorRole.Highlight: c.accent,
        QPalette.ColorRole.HighlightedText: c.on_accent,
        QPalette.ColorRole.Accent: c.accent,
        QPalette.ColorRole.Link: c.accent,
        QPalette.ColorRole.LinkVisited: c.accent,
        QPalette.ColorRole.Light: c.raised,
        QPalette.ColorRole.Midlight: c.line,
        QPalette.ColorRole.Mid: c.edge,
        QPalette.ColorRole.Dark: c.edge,
        QPalette.ColorRole.Shadow: c.shadow,
    }
    for role, value in roles.items():
        palette.setColor(role, QColor(value))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
        QPalette.ColorRole.PlaceholderText,
    ):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(c.disabled))
    palette.setColor(
        QPalette.ColorGroup.Disabled, QPalette.ColorRole.Highlight, QColor(c.muted_soft)
    )
    return palette


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget a part of the sheet: «primary», «title», «muted»… (see `_stylesheet`)."""
    widget.setProperty("role", role)
    refresh(widget)


def refresh(widget: QWidget) -> None:
    """Make the sheet look at the widget's properties again after one of them changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def remembered_scheme() -> Scheme:
    """The scheme chosen in the settings of this computer's user; «system» at first."""
    value = str(QSettings().value("look/scheme", "system"))
    return next((known for known in SCHEMES if known == value), "system")


def remember_scheme(scheme: Scheme) -> None:
    """Keep the chosen scheme for the next start."""
    QSettings().setValue("look/scheme", scheme)
