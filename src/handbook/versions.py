"""Version numbers: which of two is newer, and which one comes next.

A version has one to four numbers with points between. What has changed decides which of them grows:

| What has changed | 1.4.2 becomes | 2026.1 becomes |
|---|---|---|
| what is asked of a learner (meaning, an outcome withdrawn) | 2.0.0 | 2026.2, or 2027.1 in 2027 |
| what there is (an outcome, an activity, a link added) | 1.5.0 | 2026.1.1 |
| words only | 1.4.3 | 2026.1.0.1 |

A version that begins with a year counts the editions of that year in its second number, as
https://calver.org calls it; the rules for the others are those of https://semver.org.
"""

from datetime import date

from handbook.changes import Level

STEP = {Level.MEANING: 0, Level.ADDITION: 1, Level.WORDING: 2}


def key(version: str) -> tuple[int, ...]:
    """What versions are sorted by: 1.10 is newer than 1.9, and 1.0 is the same as 1."""
    numbers = [int(part) for part in version.split(".")]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


def is_year(version: str) -> bool:
    """Whether a version begins with a year."""
    return 1900 <= int(version.split(".")[0]) <= 2999


def following(version: str, level: Level, day: date) -> str:
    """The version after `version`, when changes that reach as far as `level` come out on `day`."""
    numbers = [int(part) for part in version.split(".")]
    first = is_year(version)
    if first and level is Level.MEANING and day.year > numbers[0]:
        return f"{day.year}.1"
    at = STEP[level] + first
    grown = [*numbers, *[0] * 4][: at + 1]
    grown[at] += 1
    length = at + 1 if first else max(at + 1, len(numbers))
    return ".".join(map(str, [*grown, *[0] * 4][:length]))


def step(old: str, new: str) -> Level:
    """How far the changes may reach that lead from one version to another."""
    first = is_year(old) + 1
    a, b = ([*key(version), *[0] * 4] for version in (old, new))
    if a[:first] != b[:first]:
        return Level.MEANING
    return Level.ADDITION if a[first] != b[first] else Level.WORDING
