#!/usr/bin/env bash
# Writes one comment below an issue or a pull request, or writes it anew if it is there.
#
#   comment.sh NUMBER MARK FILE      MARK is a line of FILE by which the comment is found again
set -euo pipefail
number=$1 mark=$2 file=$3
repository=repos/${GITHUB_REPOSITORY:?}
body=$(mktemp)
trap 'rm -f "$body"' EXIT
# GitHub takes 65,536 characters.
jq --null-input --rawfile text "$file" '{body: $text[:60000]}' > "$body"
MARK=$mark gh api --paginate "$repository/issues/$number/comments" \
  --jq '.[] | select(.user.type == "Bot" and (.body | startswith(env.MARK))) | .id' > "$body.ids"
id=$(head -n 1 "$body.ids")
rm -f "$body.ids"
if [ -n "$id" ]; then
  gh api --method PATCH "$repository/issues/comments/$id" --input "$body" --silent
else
  gh api --method POST "$repository/issues/$number/comments" --input "$body" --silent
fi
