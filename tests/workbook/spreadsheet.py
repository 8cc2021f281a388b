# SPDX-License-Identifier: Apache-2.0
"""Reads and changes .xlsx files by their XML, and has LibreOffice calculate them anew."""

import os
import pathlib
import re
import subprocess
import xml.etree.ElementTree as ElementTree
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"><value>0</value></prop></item>
</oor:items>
"""


class Workbook:
    """The cells and names of a file."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        book = ElementTree.fromstring(self.parts["xl/workbook.xml"])
        targets = {
            r.get("Id"): r.get("Target") for r in ElementTree.fromstring(self.parts["xl/_rels/workbook.xml.rels"])
        }
        self.sheets = {}  # name → part, in the book's order
        for sheet in book.iter(MAIN + "sheet"):
            target = targets[sheet.get(RELATION + "id")]
            self.sheets[sheet.get("name")] = "xl/" + target.removeprefix("/xl/")
        self.names = {
            n.get("name"): n.text for n in book.iter(MAIN + "definedName") if not n.get("name").startswith("_xlnm")
        }
        self.shared = []
        if "xl/sharedStrings.xml" in self.parts:
            for item in ElementTree.fromstring(self.parts["xl/sharedStrings.xml"]).iter(MAIN + "si"):
                self.shared.append("".join(t.text or "" for t in item.iter(MAIN + "t")))
        self.read = {}

    def cells(self, sheet):
        """Reference → (value, formula): a float, a text, or ("error", text) as value; None without a formula."""
        if sheet not in self.read:
            out = {}
            for cell in ElementTree.fromstring(self.parts[self.sheets[sheet]]).iter(MAIN + "c"):
                value, formula = cell.find(MAIN + "v"), cell.find(MAIN + "f")
                text = value.text if value is not None else None
                kind = cell.get("t", "n")
                if kind == "s":
                    held = self.shared[int(text)]
                elif kind == "inlineStr":
                    held = "".join(t.text or "" for t in cell.iter(MAIN + "t"))
                elif kind == "str":
                    held = text or ""
                elif kind == "e":
                    held = ("error", text)
                elif text is None:
                    held = None if formula is None else ""
                else:
                    held = float(text)
                out[cell.get("r")] = (held, formula.text if formula is not None else None)
            self.read[sheet] = out
        return self.read[sheet]

    def place(self, name):
        """The sheet and the references of a name, left to right."""
        found = re.fullmatch(r"'?([^'!]+)'?!\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?", self.names[name])
        sheet, first, row, last, _ = found.groups()
        return sheet, [letters(c) + row for c in range(number(first), number(last or first) + 1)]

    def values(self, name):
        sheet, references = self.place(name)
        return [self.cells(sheet).get(r, (None, None))[0] for r in references]

    def value(self, name):
        return self.values(name)[0]


def number(column):
    out = 0
    for letter in column:
        out = out * 26 + ord(letter) - 64
    return out


def letters(column):
    out = ""
    while column:
        column, rest = divmod(column - 1, 26)
        out = chr(65 + rest) + out
    return out


def write_changed(book, to, changes):
    """The book with other numbers in some named cells, and every formula's kept value replaced by a wrong one, so that
    what is read afterwards is what LibreOffice calculated."""
    parts = dict(book.parts)
    for sheet, part in book.sheets.items():
        text = parts[part].decode()
        text = re.sub(
            r'<c r="([A-Z]+\d+)"([^>]*?)(?: t="str")?>(<f>.*?</f>)<v>.*?</v></c>',
            r'<c r="\1"\2>\3<v>-987654321</v></c>',
            text,
            flags=re.DOTALL,
        )
        for name, values in changes.items():
            where, references = book.place(name)
            for reference, value in zip(references, values) if where == sheet else ():
                pattern = rf'(<c r="{reference}"[^>]*>)<v>.*?</v></c>'
                text, count = re.subn(pattern, rf"\g<1><v>{value}</v></c>", text)
                assert count == 1, f"{name} is not one constant at {reference}"
        parts[part] = text.encode()
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def recalculated(folder, files, kind="xlsx"):
    """All files in one run of LibreOffice, in a profile of its own that calculates everything when it loads."""
    profile, out = folder / "profile", folder / "out"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", kind]
    done = subprocess.run(
        [*command, "--outdir", str(out), *map(str, files)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp", "LC_ALL": "C.UTF-8"},
        check=False,
    )
    made = {f: out / (pathlib.Path(f).stem + "." + kind.split(":")[0]) for f in files}
    missing = [str(f) for f, result in made.items() if not result.exists()]
    if done.returncode != 0 or missing:
        raise SystemExit(f"LibreOffice ended with {done.returncode} and did not write {missing}:\n{done.stdout.decode()}")
    return made
