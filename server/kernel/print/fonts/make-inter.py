"""
How the two Inter files beside this one were made, once, with fonttools 4 and brotli:

  python3 make-inter.py <node_modules>/@fontsource-variable/inter/files

The variable font of the screen in two weights, Latin with its accents, as TrueType: pdfkit draws a variable font in its first weight only.
"""
import pathlib
import sys

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

here = pathlib.Path(__file__).parent
for weight, name in ((400, "Regular"), (600, "SemiBold")):
    parts = []
    for script in ("latin", "latin-ext"):
        font = instantiateVariableFont(TTFont(f"{sys.argv[1]}/inter-{script}-wght-normal.woff2"), {"wght": weight})
        font.flavor = None
        for table in ("GSUB", "GDEF", "STAT"):
            if table in font:
                del font[table]
        part = f"/tmp/inter-{name}-{script}.ttf"
        font.save(part)
        parts.append(part)
    Merger().merge(parts).save(here / f"Inter-{name}.ttf")
