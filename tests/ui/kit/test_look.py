"""The look: contrast, zoom, themes, fonts, icons."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPalette
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop import paths
from desktop.ui import icons, look, zoom
from desktop.ui._stylesheet import stylesheet
from desktop.ui.chips import Chip, ChipLabel

THEMES = pytest.mark.parametrize("theme", [look.LIGHT, look.DARK], ids=lambda theme: theme.name)


def test_contrast_of_known_pairs() -> None:
    assert look.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert look.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert look.contrast("#FFFFFF", "#FFFFFF") == 1


def pale(theme: look.Colours, pairs: tuple[tuple[str, str], ...], least: float) -> list[str]:
    """The pairs of tokens whose contrast is less than `least`."""
    colour = vars(theme)
    return [f"{a} on {b}" for a, b in pairs if look.contrast(colour[a], colour[b]) < least]


@THEMES
def test_every_text_can_be_read(theme: look.Colours) -> None:
    assert len(look.TEXT_PAIRS) > 40
    assert pale(theme, look.TEXT_PAIRS, 4.5) == []


@THEMES
def test_every_control_can_be_found(theme: look.Colours) -> None:
    assert pale(theme, look.EDGE_PAIRS, 3) == []


def test_a_pale_pair_would_be_found() -> None:
    assert pale(look.LIGHT, (("line", "surface"), ("text", "surface")), 3) == ["line on surface"]


@THEMES
def test_pictures_of_the_sheet_exist_in_the_colours_of_the_theme(theme: look.Colours) -> None:
    sheet = stylesheet(vars(theme), look.px, look.points)
    names = set(re.findall(r"url\(controls:([^)]+)\)", sheet))
    assert names
    for name in names:
        picture = (paths.RESOURCES / "icons" / "controls" / name).read_text(encoding="utf-8")
        colours = set(re.findall(r"#[0-9A-F]{6}", picture))
        assert colours in ({theme.muted}, {theme.on_accent}), name


def test_dark_and_light_reach_palette_and_widgets(qapp: QApplication, qtbot: QtBot) -> None:
    button = QPushButton("Проверка")
    qtbot.addWidget(button)
    for scheme, theme in (("dark", look.DARK), ("light", look.LIGHT)):
        look.apply(qapp, scheme, 1.0)
        assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == theme.window
        assert look.colours() is theme
        middle = button.grab().toImage().pixelColor(QSize(12, 12).width(), 4)
        assert middle.name().upper() == theme.surface


def test_unknown_scheme_is_refused(qapp: QApplication) -> None:
    with pytest.raises(ValueError, match="scheme"):
        look.apply(qapp, "sepia", 1.0)


def test_system_scheme_is_followed_live(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    look.apply(qapp, "system", 1.0)
    monkeypatch.setattr(look, "_system_is_dark", lambda scheme: scheme == "system")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert look.colours() is look.DARK
    look.apply(qapp, "light", 1.0)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert look.colours() is look.LIGHT


@pytest.mark.parametrize(("asked", "got"), [(0.1, 0.8), (1.5, 1.5), (9, 2.0)])
def test_zoom_stays_in_range_and_scales(qapp: QApplication, asked: float, got: float) -> None:
    look.apply(qapp, "light", asked)
    assert look.zoom() == got
    assert look.px(100) == 100 * got
    assert qapp.font().pointSizeF() == pytest.approx(max(9, 10.5 * got))


def test_type_is_never_too_small(qapp: QApplication) -> None:
    look.apply(qapp, "light", 0.8)
    sheet = stylesheet(vars(look.LIGHT), look.px, look.points)
    sizes = [float(size) for size in re.findall(r"font-size: ([\d.]+)pt", sheet)]
    assert sizes
    assert min(sizes) >= look.SMALLEST_POINTS


def test_zoom_steps_are_remembered(qapp: QApplication) -> None:
    assert zoom.remembered() == 1.0
    zoom.larger()
    zoom.larger()
    assert look.zoom() == zoom.remembered() == 1.25
    for _ in range(10):
        zoom.smaller()
    assert look.zoom() == zoom.remembered() == 0.8
    zoom.normal()
    assert look.zoom() == zoom.remembered() == 1.0


def test_zoom_keys_work(qtbot: QtBot) -> None:
    window = QPushButton("Окно")
    qtbot.addWidget(window)
    zoom.install(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert look.zoom() == 1.1
    qtbot.keyClick(window, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert look.zoom() == 0.9
    qtbot.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert look.zoom() == 1.0
    window.close()


def test_scheme_is_remembered() -> None:
    assert look.remembered_scheme() == "system"
    look.remember_scheme("dark")
    assert look.remembered_scheme() == "dark"


def test_every_icon_draws_something(qapp: QApplication) -> None:
    assert len(icons.names()) >= 45
    for name in icons.names():
        image = icons.pixmap(name, "text", 20).toImage()
        drawn = sum(image.pixelColor(x, y).alpha() > 128 for x in range(20) for y in range(20))
        assert drawn >= 5, name


def test_icons_carry_their_licence() -> None:
    text = (paths.RESOURCES / "icons" / "LICENSE").read_text(encoding="utf-8")
    assert "ISC License" in text
    assert "Lucide" in text


def test_icon_follows_theme_state_and_pixel_ratio(qapp: QApplication) -> None:
    made = icons.icon("circle-dot", "accent")

    def is_drawn_in(colour: str, ratio: float, mode: QIcon.Mode = QIcon.Mode.Normal) -> bool:
        picture = made.pixmap(QSize(20, 20), ratio, mode)
        assert picture.size() == QSize(20, 20) * ratio
        at = round(10 * ratio)
        drawn = look.rgb(picture.toImage().pixelColor(at, at).name())
        return all(abs(a - b) <= 2 for a, b in zip(drawn, look.rgb(colour), strict=True))

    assert is_drawn_in(look.LIGHT.accent, 1.0)
    assert is_drawn_in(look.LIGHT.accent, 2.0)
    assert is_drawn_in(look.LIGHT.disabled, 2.0, QIcon.Mode.Disabled)
    look.apply(qapp, "dark", 1.0)
    assert is_drawn_in(look.DARK.accent, 2.0)


def test_icon_of_a_button_grows_with_the_zoom(qapp: QApplication, qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    icons.put(button, "printer")
    assert button.iconSize() == QSize(20, 20)
    look.apply(qapp, "light", 2.0)
    assert button.iconSize() == QSize(40, 40)


def test_unknown_icon_or_colour_is_our_bug() -> None:
    with pytest.raises(FileNotFoundError):
        icons.icon("no-such-icon")
    with pytest.raises(KeyError):
        icons.icon("check", "no-such-colour")


def test_a_copied_icon_may_be_edited_without_harm(qapp: QApplication) -> None:
    for _ in range(50):
        copy = QIcon(icons.icon("check"))
        copy.addPixmap(icons.pixmap("x"))  # makes Qt clone the engine
        assert not copy.pixmap(QSize(16, 16)).isNull()


def test_chip_says_its_word_and_grows(qapp: QApplication, qtbot: QtBot) -> None:
    label = ChipLabel(Chip("Нет ответа", "warn"))
    qtbot.addWidget(label)
    assert label.accessibleName() == "Нет ответа"
    before = label.sizeHint()
    soft = label.grab().toImage().pixelColor(before.width() // 2, 6).name().upper()
    assert soft == look.LIGHT.warn_soft
    look.apply(qapp, "light", 2.0)
    assert label.sizeHint().width() > before.width() * 1.7


def test_bundled_fonts_help_out_where_there_is_none(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[str] = []

    class NoFonts:
        """A system without any Cyrillic font."""

        SystemFont = look.QFontDatabase.SystemFont
        WritingSystem = look.QFontDatabase.WritingSystem
        systemFont = staticmethod(look.QFontDatabase.systemFont)
        families = staticmethod(lambda system: [])
        applicationFontFamilies = staticmethod(lambda number: ["Запасной"])

        @staticmethod
        def addApplicationFont(file: str) -> int:
            asked.append(file)
            return 0

    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "Invented.ttf").write_bytes(b"")
    monkeypatch.setattr(look, "QFontDatabase", NoFonts)
    monkeypatch.setattr(paths, "RESOURCES", tmp_path)
    assert look._base_font().families() == ["Запасной"]
    assert asked == [str(tmp_path / "fonts" / "Invented.ttf")]
