#!/usr/bin/env bash
# Proposes the base of a local edition as it is now: in a pull request, with what needs no thought done and the rest listed.
# Does nothing where there is no edition.yml, or nothing to write. Run it when the newest base is there.
#
#   upgrade-edition.sh [NEW] [OLD]     NEW and OLD are what `handbook upgrade` takes as --to and --from
#
# Needs jq and gh with $GH_TOKEN; on GitLab a git that may push, whose options open the merge request.
set -euo pipefail
handbook=${HANDBOOK:-.venv/bin/handbook}
name=${BOT_NAME:-github-actions[bot]}
mail=${BOT_MAIL:-41898282+github-actions[bot]@users.noreply.github.com}
branch=upgrade/base
title='The base has a new version'
report=$(mktemp)
trap 'rm -f "$report"' EXIT

[ -f edition.yml ] || exit 0
base=$(git rev-parse --abbrev-ref HEAD)
options=()
[ -z "${1:-}" ] || options+=(--to "$1")
[ -z "${2:-}" ] || options+=(--from "$2")

status=0
"$handbook" upgrade . "${options[@]}" --apply --format markdown > "$report" || status=$?
[ "$status" -le 1 ] || exit "$status" # 1 means that people have to decide something
[ -z "${REPORT:-}" ] || cp "$report" "$REPORT"

if [ -f requirements.txt ]; then # so that the site is built with what was compared
  version=$("$handbook" --version | sed 's/.* //')
  sed -i "s/^living-handbook==.*/living-handbook==$version/" requirements.txt
fi
git add --update
for path in base-texts.yml local; do
  [ ! -e "$path" ] || git add --all -- "$path"
done
if git diff --cached --quiet; then
  echo 'Nothing is new.'
  exit 0
fi

if git fetch --quiet origin "$branch" 2> /dev/null; then
  if [ "$(git log -1 --format=%ae FETCH_HEAD)" != "$mail" ]; then
    echo "Somebody is at work on the branch $branch. It stays as it is."
    exit 0
  fi
fi
git switch --quiet --force-create "$branch"
git -c user.name="$name" -c user.email="$mail" commit --quiet --author "$name <$mail>" --message "$title"

if [ -z "${GITHUB_REPOSITORY:-}" ]; then
  git push --quiet --force origin "$branch" \
    --push-option merge_request.create --push-option "merge_request.target=$base" \
    --push-option "merge_request.title=$title" \
    --push-option 'merge_request.description=What there is to decide stands in upgrade.md, among the artefacts of the job.'
  exit 0
fi
git push --quiet --force origin "$branch"
head --bytes 60000 "$report" | iconv --from-code utf-8 --to-code utf-8 -c > "$report.short"
number=$(gh pr list --head "$branch" --state open --json number --jq '.[].number')
if [ -n "$number" ]; then
  gh pr edit "$number" --body-file "$report.short"
else
  gh pr create --head "$branch" --base "$base" --title "$title" --body-file "$report.short"
fi
rm -f "$report.short"
