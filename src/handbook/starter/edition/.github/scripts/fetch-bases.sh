#!/usr/bin/env bash
# For a local edition: installs the newest living-handbook into bases/venv, and fetches the one that requirements.txt
# names as a wheel, so that the two can be compared. bases/old.txt says where that is; it is empty if there is none.
set -euo pipefail
mkdir -p bases
: > bases/old.txt
printf '*\n' > bases/.gitignore # none of it is part of the edition
[ -f edition.yml ] || exit 0
python3 -m venv bases/venv
bases/venv/bin/pip install --quiet --upgrade "${PACKAGE:-living-handbook}"
if pinned=$(grep -E '^living-handbook==' requirements.txt 2> /dev/null); then
  bases/venv/bin/pip download --quiet --no-deps --dest bases/old "$pinned"
  find bases/old -name '*.whl' | head -n 1 > bases/old.txt
fi
