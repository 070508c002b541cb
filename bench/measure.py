"""What one run of a command costs: time on the clock, time of the processor, memory."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """Seconds and MiB of a command and of everything that it started and waited for."""

    wall: float
    cpu: float
    memory: float


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Run a command in a folder. Raises RuntimeError with its last words if it fails."""
    log = folder / "bench.log"
    with log.open("wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **environment}, stdout=output, stderr=output
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command}: {log.read_text(errors='replace')[-2000:]}")
    log.unlink()
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
