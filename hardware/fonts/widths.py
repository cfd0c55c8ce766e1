#!/usr/bin/python3
"""Writes widths.json: how wide each letter is, in thousandths of the size, for each weight.

The layout breaks and centres lines from these figures without drawing them first. A Tamil letter is a consonant with
its sign, shaped together by HarfBuzz: the drawing engine (resvg 2.6.2) advances only by the widest part of such a pair
and would print the next letter over it, so the layout places every Tamil letter by itself.
"""
import json
import subprocess
from fontTools.ttLib import TTFont

FACES = {
    "medium": ("inter-medium.otf", "noto-sans-tamil-regular.ttf"),
    "bold": ("inter-bold.otf", "noto-sans-tamil-bold.ttf"),
}
SIGNS = ["", *map(chr, [0xBBE, 0xBBF, 0xBC0, 0xBC1, 0xBC2, 0xBC6, 0xBC7, 0xBC8, 0xBCA, 0xBCB, 0xBCC, 0xBCD])]


def latin(path):
    font = TTFont(path)
    per_em = font["head"].unitsPerEm
    return {chr(code): round(font["hmtx"][glyph][0] * 1000 / per_em) for code, glyph in font.getBestCmap().items()}


def tamil(path):
    font = TTFont(path)
    per_em = font["head"].unitsPerEm
    known = sorted(chr(code) for code in font.getBestCmap() if 0xB80 <= code <= 0xBFF)
    consonants = [c for c in known if 0xB95 <= ord(c) <= 0xBB9] + ["\u0b95\u0bcd\u0bb7"]
    letters = known + [c + sign for c in consonants for sign in SIGNS] + ["\u0bb8\u0bcd\u0bb0\u0bc0"]
    shaped = subprocess.run(
        ["hb-shape", "--output-format=json", "--text-file=-", path],
        input="\n".join(letters) + "\n", capture_output=True, text=True, check=True,
    ).stdout.split("\n")
    return {
        letter: round(sum(glyph["ax"] for glyph in json.loads(line)) * 1000 / per_em)
        for letter, line in zip(letters, shaped)
    }


widths = {weight: {**latin(inter), **tamil(noto)} for weight, (inter, noto) in FACES.items()}
with open("widths.json", "w") as out:
    json.dump(widths, out, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    out.write("\n")
