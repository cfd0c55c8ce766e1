#!/bin/sh
# Makes the small fonts of the ticket from Debian's packages. Run it after a change of the words or of hanzi.txt.
# Needs: fonts-inter fonts-noto-cjk fonts-noto-core fonttools libharfbuzz-bin
set -eu
cd "$(dirname "$0")"
chinese=$(mktemp)
trap 'rm -f "$chinese"' EXIT

# Latin with accents, dashes, quotes and the signs of times and ranges.
latin='U+20-7E,U+A0-FF,U+2010-2014,U+2018-201D,U+2022,U+2026,U+2212'
keep='--no-hinting --notdef-outline --name-IDs=0,1,2,6,13,14,16,17'

# Chinese: the characters of our own words, and of hanzi.txt (glossary, services, states, towns). All of GB 2312
# level 1 would be 1.4 MB a weight; a name with a character outside this list prints an empty box.
cat hanzi.txt ../../server/devices/ticket/words.ts ../../server/devices/ticket/when.ts >"$chinese"

inter=/usr/share/fonts/opentype/inter
pyftsubset $inter/Inter-Medium.otf --unicodes=$latin --layout-features=kern $keep --output-file=inter-medium.otf
pyftsubset $inter/Inter-Bold.otf --unicodes=$latin --layout-features=kern $keep --output-file=inter-bold.otf

# Face 2 of the collection is Simplified Chinese; face 0 would give Japanese forms.
cjk=/usr/share/fonts/opentype/noto
tr -d '\000-\177' <"$chinese" >"$chinese.han" && mv "$chinese.han" "$chinese"
printf ' .,' >>"$chinese"
pyftsubset $cjk/NotoSansCJK-Regular.ttc --font-number=2 --text-file="$chinese" --layout-features= $keep --output-file=noto-sans-sc-regular.otf
pyftsubset $cjk/NotoSansCJK-Bold.ttc --font-number=2 --text-file="$chinese" --layout-features= $keep --output-file=noto-sans-sc-bold.otf

# Tamil whole: its letters change shape together.
noto=/usr/share/fonts/truetype/noto
tamil='U+20,U+2C,U+2E,U+B80-BFF,U+200B-200D,U+25CC'
pyftsubset $noto/NotoSansTamil-Regular.ttf --unicodes=$tamil --layout-features='*' $keep --output-file=noto-sans-tamil-regular.ttf
pyftsubset $noto/NotoSansTamil-Bold.ttf --unicodes=$tamil --layout-features='*' $keep --output-file=noto-sans-tamil-bold.ttf

./widths.py
ls -l ./*.otf ./*.ttf widths.json
