#!/usr/bin/env bash
# Keeps one open issue with a label: opens it, writes it anew, or closes it if there is nothing to say.
#
#   rolling-issue.sh LABEL TITLE FILE      FILE is the text; empty means that there is nothing
set -euo pipefail
label=$1 title=$2 file=$3
number=$(gh issue list --label "$label" --author 'app/github-actions' --state open --limit 1 --json number --jq '.[].number')
if [ ! -s "$file" ]; then
  if [ -n "$number" ]; then
    gh issue close "$number" --comment 'Nothing is left to do here.'
  fi
  exit 0
fi
text=$(mktemp)
trap 'rm -f "$text"' EXIT
head --bytes 60000 "$file" | iconv --from-code utf-8 --to-code utf-8 -c > "$text"
if [ -n "$number" ]; then
  gh issue edit "$number" --body-file "$text"
else
  gh label create "$label" --description 'Kept up to date by a program' --force
  gh issue create --title "$title" --label "$label" --body-file "$text"
fi
