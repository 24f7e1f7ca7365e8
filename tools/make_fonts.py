"""Make the font subsets and the width table of templates/assets/ again, from the npm packages of the two families.

    npm pack @fontsource/inter vazirmatn
    python -m venv fonts && fonts/bin/pip install fonttools brotli
    fonts/bin/python tools/make_fonts.py fontsource-inter-*.tgz vazirmatn-*.tgz

Both families are under the SIL Open Font License without a reserved name. The files are embedded in pictures as they
are, so every picture changes when this is run with a newer release: look at the examples before you keep the result.
"""

from __future__ import annotations

import argparse
import io
import json
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING

from fontTools import merge, subset
from fontTools.ttLib import TTFont

if TYPE_CHECKING:
    from collections.abc import Callable

ASSETS = Path(__file__).resolve().parents[1] / "templates" / "assets"
WEIGHTS = {400: "Regular", 600: "SemiBold"}
BEYOND = "ẞ‐‑‒–—‘’‚“”„†•…‰′″‹›€№™↑↓−"
LATIN = {*range(0x20, 0x7F), *range(0xA0, 0x180), *map(ord, BEYOND)} - {0xAD}
GREEK_AND_CYRILLIC = set(range(0x370, 0x530))
ARABIC_BLOCK = set(range(0x600, 0x700))
# The Arabic block, joiners, Persian quotes, and ASCII: a Persian line with a Latin word in it stays in one font.
ARABIC = {*range(0x20, 0x7F), 0xA0, 0xAB, 0xB7, 0xBB, *ARABIC_BLOCK, 0x200C, 0x200D, *map(ord, "–—…−‘’“”")}
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "init", "medi", "fina", "rlig", "liga"]
# Copyright, family, style, licence, and those without which some programs refuse a font.
NAMES = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
# Measured, but drawn with the reader's own font: their scripts are rare in maps, and a subset costs 20 kB a picture.
MEASURED_SUBSETS = ("cyrillic", "greek")
# Signs that Inter has and the npm subsets lack, from Inter 3.19, in 1/1000 em.
SIGNS = {
    400: {
        "‐": 358, "‑": 358, "‒": 648, "‰": 1045, "№": 1088, "←": 955, "→": 955, "↔": 1341, "↗": 955, "≈": 659, "≠": 659,
        "≤": 659, "≥": 659, "▲": 1009, "▼": 1009, "●": 915, "✓": 881, "✗": 881,
    },
    600: {
        "‐": 429, "‑": 429, "‒": 670, "‰": 1077, "№": 1097, "←": 955, "→": 955, "↔": 1341, "↗": 955, "≈": 673, "≠": 673,
        "≤": 673, "≥": 673, "▲": 1035, "▼": 1035, "●": 915, "✓": 881, "✗": 881,
    },
}  # fmt: skip
MARK = 3
"""OpenType's number for glyphs that are placed on another one."""
LAM_ALEF = ("لا", "لأ", "لإ", "لآ")


def main() -> None:
    """Write fonts/, widths.json and the two licence texts."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("inter", type=Path, help="the archive that `npm pack @fontsource/inter` left")
    parser.add_argument("vazirmatn", type=Path, help="the archive that `npm pack vazirmatn` left")
    arguments = parser.parse_args()
    widths: dict[str, dict[str, object]] = {}
    with tarfile.open(arguments.inter) as inter, tarfile.open(arguments.vazirmatn) as vazirmatn:
        for weight, style in WEIGHTS.items():
            widths[f"latin-{weight}"] = latin(inter, weight)
            widths[f"arab-{weight}"] = arabic(vazirmatn, weight, style)
        licence("inter-OFL.txt", read(inter, "LICENSE"))
        licence("vazirmatn-OFL.txt", read(vazirmatn, "OFL.txt"))
    table = json.dumps(widths, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    (ASSETS / "widths.json").write_text(table + "\n", encoding="utf-8")


def latin(archive: tarfile.TarFile, weight: int) -> dict[str, object]:
    """The Latin subset of one weight, and the advances of all that is measured with it."""
    parts = [font_of(archive, f"files/inter-{part}-{weight}-normal.woff2") for part in ("latin", "latin-ext")]
    table = advances(parts, LATIN) | dict(SIGNS[weight])
    for part in MEASURED_SUBSETS:
        font = font_of(archive, f"files/inter-{part}-{weight}-normal.woff2")
        codes = set(font.getBestCmap()) & GREEK_AND_CYRILLIC
        table |= advances([font], codes)
    released = parts[0]["head"].modified
    streams = []
    taken: set[int] = set()
    for part in parts:
        wanted = (LATIN & set(part.getBestCmap())) - taken
        taken |= wanted
        part.flavor = None
        streams.append(save(cut(part, wanted), flavor=None))
    whole = merge.Merger().merge(streams)
    whole["head"].created = whole["head"].modified = released  # else the time of this run
    write_font(f"inter-{weight}", whole)
    return table


def arabic(archive: tarfile.TarFile, weight: int, style: str) -> dict[str, object]:
    """The Arabic subset of one weight, and the advances of each letter: isolated, initial, medial, final."""
    font = font_of(archive, f"fonts/ttf/Vazirmatn-{style}.ttf")
    cut(font, ARABIC & set(font.getBestCmap()))
    cmap, metrics, per_em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    forms = [substitutions(font, tag) for tag in ("init", "medi", "fina")]

    def width(glyph: str) -> int:
        return round(metrics[glyph][0] * 1000 / per_em)

    table: dict[str, object] = {}
    for code in sorted(set(cmap) & ARABIC_BLOCK):
        glyph = cmap[code]
        shapes = [width(glyph), *(width(form.get(glyph, glyph)) for form in forms)]
        if glyph in forms[2]:
            if glyph not in forms[0]:  # joins on one side only: initial is isolated, medial is final
                shapes[1:3] = [shapes[0], shapes[3]]
            table[chr(code)] = shapes
        else:
            table[chr(code)] = 0 if is_mark(font, glyph) else shapes[0]
    table |= lam_alef(font, width)
    write_font(f"vazirmatn-{weight}", font)
    return table


def lam_alef(font: TTFont, width: Callable[[str], int]) -> dict[str, object]:
    """The ligatures of lam and alef: isolated, and joined to the letter before."""
    cmap = font.getBestCmap()
    initial, medial, final = (substitutions(font, tag) for tag in ("init", "medi", "fina"))
    ligatures: dict[tuple[str, str], str] = {}
    for lookup in lookups(font, ("rlig", "liga", "ccmp")):
        for table in lookup.SubTable:
            table = getattr(table, "ExtSubTable", table)  # noqa: PLW2901 -- an extension wraps the table that is meant
            for first, found in getattr(table, "ligatures", {}).items():
                for ligature in found:
                    if len(ligature.Component) == 1:
                        ligatures[first, ligature.Component[0]] = ligature.LigGlyph
    result: dict[str, object] = {}
    for lam, alef in LAM_ALEF:
        first, second = cmap[ord(lam)], final.get(cmap[ord(alef)], cmap[ord(alef)])
        pair = [ligatures.get((form.get(first, first), second)) for form in (initial, medial)]
        result[lam + alef] = [width(glyph) for glyph in pair if glyph]
    return result


def substitutions(font: TTFont, tag: str) -> dict[str, str]:
    """What one feature of one glyph to one glyph does."""
    found: dict[str, str] = {}
    for lookup in lookups(font, (tag,)):
        for table in lookup.SubTable:
            found |= getattr(getattr(table, "ExtSubTable", table), "mapping", {})
    return found


def lookups(font: TTFont, tags: tuple[str, ...]) -> list[object]:
    """The substitution lookups that features of these names use, in order."""
    gsub = font["GSUB"].table
    features = [record.Feature for record in gsub.FeatureList.FeatureRecord if record.FeatureTag in tags]
    indices = {index for feature in features for index in feature.LookupListIndex}
    return [gsub.LookupList.Lookup[index] for index in sorted(indices)]


def is_mark(font: TTFont, glyph: str) -> bool:
    """Whether the font places the glyph on another one."""
    classes = font["GDEF"].table.GlyphClassDef
    return classes is not None and classes.classDefs.get(glyph) == MARK


def advances(fonts: list[TTFont], codes: set[int]) -> dict[str, object]:
    """Advance widths in 1/1000 em, of the first font that has the sign."""
    table: dict[str, object] = {}
    for code in sorted(codes):
        for font in fonts:
            glyph = font.getBestCmap().get(code)
            if glyph is not None:
                table[chr(code)] = round(font["hmtx"][glyph][0] * 1000 / font["head"].unitsPerEm)
                break
    return table


def cut(font: TTFont, codes: set[int]) -> TTFont:
    """Keep these signs and the features that a line of text needs."""
    options = subset.Options(layout_features=FEATURES, name_IDs=NAMES, hinting=False, notdef_outline=True)
    options.drop_tables += ["STAT"]  # the axes of the variable font that this was cut from
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)
    return font


def write_font(name: str, font: TTFont) -> None:
    """Write one subset: for browsers, and as it is for the engines of PNG and PDF, which read no woff2."""
    font.recalcTimestamp = False
    (ASSETS / "fonts" / f"{name}.woff2").write_bytes(save(font, flavor="woff2").getvalue())
    plain = TTFont(ASSETS / "fonts" / f"{name}.woff2", recalcTimestamp=False)
    (ASSETS / "fonts" / f"{name}.ttf").write_bytes(save(plain, flavor=None).getvalue())


def save(font: TTFont, flavor: str | None) -> io.BytesIO:
    """The font as bytes to read again."""
    font.flavor = flavor
    stream = io.BytesIO()
    font.save(stream, reorderTables=True)
    stream.seek(0)
    return stream


def font_of(archive: tarfile.TarFile, name: str) -> TTFont:
    """One font of an npm archive."""
    return TTFont(io.BytesIO(read(archive, name)), recalcTimestamp=False)


def read(archive: tarfile.TarFile, name: str) -> bytes:
    """One file of an npm archive."""
    stream = archive.extractfile(f"package/{name}")
    if stream is None:
        raise SystemExit(f"{archive.name} has no {name}")
    return stream.read()


def licence(name: str, content: bytes) -> None:
    """Keep a licence text, with line feeds and no blanks at line ends."""
    lines = [line.rstrip() for line in content.decode("utf-8").splitlines()]
    (ASSETS / "licenses" / name).write_text("\n".join(lines).strip("\n") + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
