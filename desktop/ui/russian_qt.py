"""Qt's own words in Russian: buttons, menus of the right key, file and print dialogs, months."""

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

# What qtbase_ru of Qt 6.9–6.11 leaves in English where our users see it.
_LEFT_OUT = {
    "&Look in:": "&Папка:",
    "Look in:": "Папка:",
    "Files of &type:": "&Тип файлов:",
    "Files of type:": "Тип файлов:",
    "Folder": "Папка",
    "File Folder": "Папка",
    "%1 File": "Файл %1",
    "Drive": "Диск",
}
_CONTEXTS = ("QFileDialog", "QFileSystemModel", "QAbstractFileIconProvider")


class _LeftOut(QTranslator):
    """The texts Qt's translators have not come to yet."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        if context in _CONTEXTS:
            return _LEFT_OUT.get(text)
        return None  # not known here: Qt asks the next translator

    def isEmpty(self) -> bool:
        return False


def install(app: QApplication) -> QTranslator:
    """Load Qt's Russian texts and make Russian the language of dates and numbers.

    Out: the translator, which lives as long as `app`. Raises RuntimeError when the file with the
    texts is not there: the program was packed wrongly.
    """
    QLocale.setDefault(QLocale(QLocale.Language.Russian, QLocale.Country.Russia))
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator = QTranslator(app)
    if not translator.load("qtbase_ru", folder):
        raise RuntimeError(f"qtbase_ru.qm is not in {folder}")
    app.installTranslator(translator)
    app.installTranslator(_LeftOut(app))
    return translator
