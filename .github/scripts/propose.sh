#!/usr/bin/env bash
# Turns the issue of the event file $GITHUB_EVENT_PATH into a pull request, or says in a comment why not.
# The text of the issue is a stranger's: it goes from file to file, and is never part of a command.
# Needs jq, gh with $GH_TOKEN, and a clone of the default branch at its newest commit.
set -euo pipefail
here=$(dirname "${BASH_SOURCE[0]}")
handbook=${HANDBOOK:-.venv/bin/handbook}
bot='41898282+github-actions[bot]@users.noreply.github.com'
mark='<!-- handbook-suggestion -->'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

number=$(jq --raw-output '.issue.number | tonumber' "$GITHUB_EVENT_PATH")
jq --raw-output '.issue.body // ""' "$GITHUB_EVENT_PATH" > "$work/issue.md"
branch="suggestion/issue-$number"
base=$(git rev-parse --abbrev-ref HEAD)

comment() { # the one comment of ours below the issue, written anew
  { echo "$mark"; cat "$work/told.md"; } > "$work/comment.md"
  "$here/comment.sh" "$number" "$mark" "$work/comment.md"
}

status=0
"$handbook" suggestion "$work/issue.md" --format markdown > "$work/told.md" || status=$?
if [ "$status" -eq 1 ]; then
  comment # refused: the words are for the sender, and the run has done its work
  exit 0
fi
[ "$status" -eq 0 ] || exit "$status"

FORMAT=plain SITE="$work/site" "$here/check.sh"

if git fetch --quiet origin "$branch" 2> /dev/null; then
  if [ "$(git log -1 --format=%ae FETCH_HEAD)" != "$bot" ]; then
    printf '\n\nSomebody has changed the proposal by hand. It stays as it is.\n' >> "$work/told.md"
    comment
    exit 0
  fi
fi

git switch --quiet --force-create "$branch"
git add --all -- '*.yml'
git -c user.name='github-actions[bot]' -c user.email="$bot" \
  commit --quiet --author "github-actions[bot] <$bot>" --message "Resource suggested in #$number"
git push --quiet --force origin "$branch"

{
  echo "Closes #$number."
  echo
  echo 'A program made this from the answers in that issue. The rules, the layout and a strict build have passed.'
  echo 'Please look at it as a person: is the resource what it says, does the summary fit, are the outcomes right?'
} > "$work/body.md"
if [ -z "$(gh pr list --head "$branch" --state open --json number --jq '.[].number')" ]; then
  gh pr create --head "$branch" --base "$base" --title "Resource suggested in #$number" --body-file "$work/body.md"
fi
comment
