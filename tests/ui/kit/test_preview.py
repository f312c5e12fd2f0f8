"""The preview and the printing of a PDF."""

import io
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from desktop.errors import UserError
from desktop.ui import ask, look
from desktop.ui._pdf import PdfPages
from desktop.ui.preview import PaperPreview
from desktop.ui.printing import print_pdf

A4 = (595.276, 841.89)


def make_pdf(*sizes: tuple[float, float]) -> bytes:
    """A PDF with a black square of an inch at the top left corner of every page."""
    out = io.BytesIO()
    canvas = Canvas(out)
    for number, (width, height) in enumerate(sizes):
        canvas.setPageSize((width, height))
        canvas.rect(0, height - 72, 72, 72, fill=1)
        canvas.drawString(100, 100, f"page {number + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def preview(qtbot: QtBot) -> PaperPreview:
    made = PaperPreview()
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


def test_page_is_black_on_white_in_both_themes(preview: PaperPreview, qapp: QApplication) -> None:
    preview.set_pdf(make_pdf(A4))
    preview.full_size()
    for scheme in ("light", "dark"):
        look.apply(qapp, scheme, 1.0)
        sheets = preview.sheets
        image = sheets.viewport().grab().toImage()
        place = sheets._place(0)
        square = place.topLeft() + QPoint(48, 48)
        assert image.pixelColor(square).name() == "#000000"
        assert image.pixelColor(square + QPoint(100, 0)).name() == "#ffffff"
        assert image.pixelColor(2, 300).name().upper() == look.colours().desk
    preview.close()


def test_full_size_is_the_size_of_the_paper(preview: PaperPreview) -> None:
    preview.set_pdf(make_pdf(A4))
    preview.full_size()
    place = preview.sheets._place(0)
    assert (place.width(), place.height()) == (794, 1123)  # 210 x 297 mm at 96 dpi
    preview.fit_width()
    assert preview.sheets._place(0).width() == pytest.approx(
        preview.sheets.viewport().width() - 32, abs=2
    )
    assert preview.sheets.horizontalScrollBar().maximum() == 0
    preview.close()


def test_pages_are_counted_and_walked(preview: PaperPreview, qtbot: QtBot) -> None:
    preview.set_pdf(make_pdf(*[A4] * 5))
    assert preview.page_label.text() == "стр. 1 из 5"
    assert preview.page_list.isVisible()
    preview.sheets.go(3)
    assert preview.page_label.text() == "стр. 4 из 5"
    assert preview.page_list.currentIndex().row() == 3
    qtbot.keyClick(preview.sheets, Qt.Key.Key_Home)
    assert preview.page_label.text() == "стр. 1 из 5"
    qtbot.keyClick(preview.sheets, Qt.Key.Key_End)
    assert preview.page_label.text() == "стр. 5 из 5"
    preview.page_list.setCurrentIndex(preview.page_list.model().index(1, 0))
    assert preview.page_label.text() == "стр. 2 из 5"
    assert preview.sheets.accessibleName() == "Страница 2 из 5"
    assert "page 2" in preview.sheets.accessibleDescription()
    preview.set_pdf(make_pdf(A4))
    assert not preview.page_list.isVisible()
    assert preview.page_label.text() == "стр. 1 из 1"
    preview.close()


def test_zoom_steps(preview: PaperPreview, qtbot: QtBot) -> None:
    preview.set_pdf(make_pdf(A4))
    preview.full_size()
    assert preview.zoom_label.text() == "100 %"
    preview.larger_button.click()
    assert preview.zoom_label.text() == "125 %"
    qtbot.keyClick(preview.sheets, Qt.Key.Key_Minus)
    qtbot.keyClick(preview.sheets, Qt.Key.Key_Minus)
    assert preview.zoom_label.text() == "90 %"
    for _ in range(30):
        preview.smaller_button.click()
    assert preview.zoom_label.text() == "25 %"
    preview.close()


def test_only_pages_that_are_seen_are_drawn(
    preview: PaperPreview, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []
    real = PdfPages.picture

    def counted(pages: PdfPages, number: int, scale: float) -> Any:
        if scale > 1:
            drawn.append(number)
        return real(pages, number, scale)

    monkeypatch.setattr(PdfPages, "picture", counted)
    preview.set_pdf(make_pdf(*[A4] * 300))
    preview.full_size()
    preview.sheets.viewport().grab()
    assert set(drawn) == {0}
    preview.sheets.go(200)
    preview.sheets.viewport().grab()
    assert set(drawn) == {0, 200}
    preview.close()


def test_bar_gives_way_to_a_narrow_window(preview: PaperPreview, qapp: QApplication) -> None:
    preview.set_pdf(make_pdf(A4, A4))
    assert preview.width_button.isVisible()
    assert preview.page_list.isVisible()
    look.apply(qapp, "light", 2.0)  # 1000 pixels are now what 500 were
    assert preview.minimumSizeHint().width() < 700
    assert not preview.width_button.isVisible()
    assert not preview.page_list.isVisible()
    assert preview.save_button.text() == ""
    assert preview.save_button.toolTip() == preview.save_button.accessibleName() == "Сохранить PDF"
    look.apply(qapp, "light", 1.0)
    assert preview.width_button.isVisible()
    preview.close()


def test_nothing_to_show(preview: PaperPreview) -> None:
    assert preview.page_count == 0
    assert preview.empty_state.isVisible()
    assert not preview.print_button.isEnabled()
    preview.set_pdf(make_pdf(A4))
    assert not preview.empty_state.isVisible()
    preview.set_pdf(None)
    assert preview.empty_state.isVisible()
    preview.close()


def test_what_is_no_pdf_is_refused_and_the_old_paper_stays(preview: PaperPreview) -> None:
    preview.set_pdf(make_pdf(A4))
    with pytest.raises(UserError, match="PDF"):
        preview.set_pdf(b"not a pdf")
    assert preview.page_count == 1
    preview.close()


def test_ctrl_p_asks_to_print(preview: PaperPreview, qtbot: QtBot) -> None:
    preview.activateWindow()
    qtbot.waitUntil(preview.isActiveWindow)
    preview.set_pdf(make_pdf(A4))
    with qtbot.waitSignal(preview.print_requested):
        qtbot.keyClick(preview, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    preview.close()


def test_every_control_has_a_name(preview: PaperPreview) -> None:
    for name in ("smaller", "larger", "width", "full", "save", "print"):
        assert getattr(preview, f"{name}_button").accessibleName()
    assert preview.page_list.accessibleName()
    preview.close()


def to_file(path: Path, first: int = 0, last: int = 0) -> Any:
    """The answer of a person who prints into a file."""

    def answer(question: ask.Question) -> bool:
        printer = question.subject
        assert isinstance(printer, QPrinter)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        printer.setFromTo(first, last)
        return True

    return answer


def test_print_keeps_size_place_and_direction(answers: Any, qtbot: QtBot, tmp_path: Path) -> None:
    out = tmp_path / "на бумаге.pdf"
    answers.will("printer", to_file(out))
    run = print_pdf(None, make_pdf(A4, A4[::-1], A4), "Приказ № 5")
    assert run is not None
    steps: list[tuple[int, int]] = []
    run.progress.connect(lambda done, total: steps.append((done, total)))
    with qtbot.waitSignal(run.finished, timeout=20_000):
        pass
    assert steps == [(1, 3), (2, 3), (3, 3)]
    with PdfPages(out.read_bytes()) as printed:
        assert [width > height for width, height in printed.sizes] == [False, True, False]
        for number, (width, height) in enumerate(printed.sizes):
            assert {round(width), round(height)} == {595, 842}
            image = printed.picture(number, 1)
            assert image.pixelColor(36, 36).name() == "#000000"
            assert image.pixelColor(68, 68).lightness() < 40
            assert image.pixelColor(78, 78).lightness() > 200


def test_print_some_pages(answers: Any, qtbot: QtBot, tmp_path: Path) -> None:
    out = tmp_path / "две.pdf"
    answers.will("printer", to_file(out, 2, 3))
    run = print_pdf(None, make_pdf(*[A4] * 4), "Приказ")
    assert run is not None
    with qtbot.waitSignal(run.finished, timeout=20_000):
        pass
    assert len(pypdfium2.PdfDocument(out.read_bytes())) == 2


def test_print_can_be_stopped(answers: Any, qtbot: QtBot, tmp_path: Path) -> None:
    answers.will("printer", to_file(tmp_path / "много.pdf"))
    run = print_pdf(None, make_pdf(*[A4] * 30), "Приказ")
    assert run is not None
    run.progress.connect(run.cancel)
    finished: list[bool] = []
    run.finished.connect(lambda: finished.append(True))
    with qtbot.waitSignal(run.cancelled, timeout=20_000):
        pass
    assert not finished


def test_print_thought_better_of(answers: Any) -> None:
    answers.will("printer", False)
    assert print_pdf(None, make_pdf(A4), "Приказ") is None


def test_no_printer_is_said(answers: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(ask, "_answer", None)
    monkeypatch.setattr(ask.QPrinterInfo, "availablePrinterNames", staticmethod(list))
    monkeypatch.setattr(ask, "warn", lambda parent, title, text: said.append(title))
    assert print_pdf(None, make_pdf(A4), "Приказ") is None
    assert said == ["Принтер не найден"]


def test_no_row_of_the_page_is_lost_at_any_size(preview: PaperPreview, qapp: QApplication) -> None:
    preview.set_pdf(make_pdf(A4))
    qapp.processEvents()
    sheets = preview.sheets
    for zoom in (0.33, 0.5, 0.67, 0.9):
        sheets.set_zoom(zoom)
        sheets.verticalScrollBar().setValue(0)
        place = sheets._place(0)
        assert preview._pages is not None
        drawn = preview._pages.picture(0, sheets.scale)
        seen = sheets.viewport().grab().toImage()
        for down in range(min(drawn.height(), seen.height() - place.top())):
            at = place.topLeft() + QPoint(20, down)
            assert seen.pixelColor(at) == drawn.pixelColor(20, down), (zoom, down)
    preview.close()


def test_the_buttons_of_the_bar_fit_a_narrow_card_at_200(
    preview: PaperPreview, qapp: QApplication
) -> None:
    preview.set_pdf(make_pdf(A4))
    look.apply(qapp, "light", 2.0)
    preview.resize(600, 700)
    qapp.processEvents()
    button = preview.print_button
    assert button.isVisible()
    assert button.width() >= button.sizeHint().width()
    assert button.mapTo(preview, button.rect().bottomRight()).x() < preview.width()
    look.apply(qapp, "light", 1.0)
    preview.resize(1000, 700)
    qapp.processEvents()
    assert preview.page_label.isVisible()
    preview.close()
