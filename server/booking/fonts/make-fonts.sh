#!/bin/sh
# Makes the slip's fonts: Inter and Poppins, cut down to Latin letters and the signs a slip uses.
#
# Needs: npm, and pyftsubset (Debian: apt-get install fonttools). Run it by hand when a sign is missing;
# the made files are committed. The ranges are those of `isDrawable` in ../slip-pdf.ts: change both together.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cd "$work"
npm install --silent --no-save --ignore-scripts --prefix "$work" \
  @expo-google-fonts/inter@0.4.2 @expo-google-fonts/poppins@0.4.1
sources=$work/node_modules/@expo-google-fonts

cut() { # source, made, unicodes
  pyftsubset "$1" --output-file="$here/$2" --unicodes="$3" --layout-features=kern,ccmp,locl \
    --no-hinting --desubroutinize --drop-tables+=STAT,DSIG
}

latin=U+0020-007E,U+00A0-024F,U+1E00-1E9B,U+1E9E-1EFF,U+2010-2015,U+2018-201E,U+2022,U+2026
cut "$sources/inter/400Regular/Inter_400Regular.ttf" inter-400.ttf "$latin"
cut "$sources/inter/600SemiBold/Inter_600SemiBold.ttf" inter-600.ttf "$latin"
# Headings only: our own words and dates, in Malay and English.
cut "$sources/poppins/600SemiBold/Poppins_600SemiBold.ttf" poppins-600.ttf U+0020-007E,U+2013,U+2019
cp "$sources/inter/LICENSE_FONT" "$here/LICENSE-Inter.txt"
cp "$sources/poppins/LICENSE_FONT" "$here/LICENSE-Poppins.txt"
ls -l "$here"
