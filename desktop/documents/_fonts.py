"""The embedded fonts of papers: Tinos (the metrics of Times New Roman) and Cousine for keys.

Both under the SIL Open Font License 1.1, which allows bundling and embedding; see
resources/fonts/LICENSE.
"""

import unicodedata
from functools import cache

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from desktop.paths import RESOURCES

SERIF = "Tinos"
SERIF_BOLD = "Tinos-Bold"
MONO = "Cousine-Bold"

_FILES = {
    SERIF: "Tinos-Regular.ttf",
    SERIF_BOLD: "Tinos-Bold.ttf",
    "Tinos-Italic": "Tinos-Italic.ttf",
    "Tinos-BoldItalic": "Tinos-BoldItalic.ttf",
    MONO: "Cousine-Bold.ttf",
}


@cache
def register() -> None:
    """Make the fonts known to the drawing library and close every door of it to the outside.

    Without a base font of ours the library writes an unembedded Helvetica into every file.
    """
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(RESOURCES / "fonts" / file)))
    pdfmetrics.registerFontFamily(
        SERIF, SERIF, SERIF_BOLD, "Tinos-Italic", "Tinos-BoldItalic", baseFontFor="all"
    )
    rl_config.trustedHosts = []
    rl_config.trustedSchemes = []


@cache
def glyphs() -> frozenset[int]:
    """Code points that both the regular and the bold face can draw, unseen marks left out."""
    register()
    faces = [pdfmetrics.getFont(name).face.charToGlyph for name in (SERIF, SERIF_BOLD)]
    return frozenset(
        code
        for code in faces[0]
        if code in faces[1] and unicodedata.category(chr(code)) not in ("Cc", "Cf")
    )
