"""Spreadsheet files made on the spot for the tests of the import; all people are invented."""

import base64
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence

import openpyxl

SHEET_PART = "xl/worksheets/sheet1.xml"

# Written once by a BIFF8 writer: sheet «5 Б» with a title row, headings and two invented children.
XLS = zlib.decompress(
    base64.b85decode(
        "c-rk)O-NKx6h8O8GtM~qGujxbpp%rPnT@4l{*6wW1^L&ejG#YVgrOmAYSF*TpokVlo1zvGSZ(^j7S*an"
        "VALWA0<C4MprA!Medo-Z@uz}>5{!4=-1F`^=R4=z`|f@B-g&Ravc|99&zqn*)JQf>#ZoC{hR&d*CWHXN"
        "9*apeardFbTv}9=>cc>$cxW{JrB}vK#(RP+y2sDJi9Vq0p(E5WIM5ebK#FP`_8VzK1Gu4U&}2}qwklis"
        "LFG%8-&N!j<xQ$Nue<@+akHDoA|0hQ&Me+#6{#(QB<@4?d8e8R%AprBi%(uKajb`$hYsyOyvPg%oJKbZ"
        "1KQR%&^IJ<Cfy=GQA<mCdwY2gXq<u=?3?s879#qRc&nd=T>Zl84MG2Hw%+?2y$^#pSAWT3qEi&xr!UDc"
        "CiNtX#WqzyX7P6lnsmrg3dyYC2-k2kH*zh9sF5ppGq-V=J9r!Pt*~@LFRpjsJc@fQ*TLS5E6j$>vK3x3"
        "D^afpz7D06Z8FOtcCwF50Y?$93g{?rK$dheL4czuA!>r6nk!*$P{#~1MG)#xT3~7bq+Y>Q+ynr^<)eAE"
        "Fl_~|0f5OAayJl7?2)W>ydC;Bfv)F`09HD{u-F5zcdL*|RI_GNMRiFy99}2C4Sw0obny$!TKv*=QAh*t"
        "rA)17>CzCu)Bk?^^Xv8lU6H-2Ii(w3d|O;4qd+k_Ego>rP>T+PMlDs3waU+E)O@YyDG%bk#l5&I$Ej>N"
        "tC(|YEk>S=N^c^oXVllAKK!ZsQNi%XND1mAZ4<|XBX1+usR-M2FZ|^?OJ%0aT)iUnIFh&<X9<0;Jol&N"
        ")Mo{pzQvrqKa(b90Rd$x7lhH?%|;kS2#-sN=NFeONOn@PA#qY-NS>tRft2FpvF7ACVfj@TM+iPXPTr&>"
        "d3;Gp^2os@?#Jl+z(r^+*#JD+A9JJUd1X{`*}uqTYc9VN&(>VilH^+AM7K41-et?NN%S;1PFdOXK$?ur"
        "X`1}xl1nbR<dRD+xwPOU2Q@jD*v@g);~ZGM&Uc+jlqvT!$$v{bXb{&?{LgEp0o;e^*u3V?GV+*2Ec1sx"
        "iSLC%JCS{e`sskSqkrD>7k^{S%>MkbW8m+-Li5c(HJ^6=<NQAW9M|_$"
    )
)

HEADINGS = ["№ п/п", "ФИО ребёнка", "Дата рождения", "Группа", "ФИО матери", "Телефон"]
CHILD = [1, "Лукошкин Пётр Ильич", "12.03.2021", "Ромашка", "Лукошкина Ольга", "89160000001"]


def xlsx(*sheets: tuple[str, Sequence[Sequence[object]]], hidden: str = "") -> bytes:
    """An .xlsx of (name, rows); the sheet called `hidden` is hidden."""
    book = openpyxl.Workbook()
    del book["Sheet"]
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if name == hidden:
            sheet.sheet_state = "hidden"
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of an openpyxl book."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def small_xlsx() -> bytes:
    """One sheet, headings and one child."""
    return xlsx(("Список", [HEADINGS, CHILD]))


def changed(archive: bytes, change: Callable[[str, bytes], bytes | None], **extra: bytes) -> bytes:
    """The archive with its parts changed; None drops one; `extra` adds «a__b_dot_xml» = a/b.xml."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            part = change(entry.filename, old.read(entry))
            if part is not None:
                new.writestr(entry.filename, part)
        for name, part in extra.items():
            new.writestr(name.replace("__", "/").replace("_dot_", "."), part)
    return buffer.getvalue()


def in_sheet(old: bytes, new: bytes) -> bytes:
    """The small .xlsx with a piece of its sheet's XML replaced."""

    def change(name: str, part: bytes) -> bytes:
        if name != SHEET_PART:
            return part
        assert old in part
        return part.replace(old, new, 1)

    return changed(small_xlsx(), change)


def zipped(**parts: bytes) -> bytes:
    """An archive of parts; «a__b_dot_xml» = a/b.xml."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), part)
    return buffer.getvalue()


_ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
)


def ods_of(tables: str, manifest: str = "<manifest/>", doctype: str = "") -> bytes:
    """An .ods whose spreadsheet body is the given XML."""
    head = _ODS_HEAD.replace("<office:", f"{doctype}<office:", 1)
    content = f"{head}<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    return zipped(
        mimetype=b"application/vnd.oasis.opendocument.spreadsheet",
        content_dot_xml=f"{content}</office:document-content>".encode(),
        **{"META-INF__manifest_dot_xml": manifest.encode()},
    )


def ods(name: str, rows: Sequence[Sequence[str]]) -> bytes:
    """An .ods as LibreOffice writes it: the sheet is padded with a million repeated blanks."""
    lines = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p>'
            "</table:table-cell>"
            if cell
            else "<table:table-cell/>"
            for cell in row
        )
        + '<table:table-cell table:number-columns-repeated="16370"/></table:table-row>'
        for row in rows
    )
    blank = (
        '<table:table-row table:number-rows-repeated="1048500">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    return ods_of(f'<table:table table:name="{name}">{lines}{blank}</table:table>')


def compound(*streams: str) -> bytes:
    """A compound file (OLE) whose directory lists empty streams: enough to tell what it is."""
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6,
        0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0,
    )  # fmt: skip
    header += struct.pack("<109I", *([0xFFFFFFFF] * 108), 0xFFFFFFFF)
    allocation = struct.pack("<128I", 0xFFFFFFFD, *([0xFFFFFFFE] * 127))
    directory = b""
    for kind, name in [(5, "Root Entry"), *((2, name) for name in streams)]:
        text = name.encode("utf-16-le") + b"\0\0"
        entry = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
        directory += entry.ljust(128, b"\xff")
    return header[:512].ljust(512, b"\xff") + allocation + directory.ljust(512, b"\0")
