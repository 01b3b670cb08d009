"""A real Dask cluster on this machine: a scheduler and workers, each a process that a test can kill."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PATIENCE = 60.0


class DaskCluster:
    """A scheduler and its workers, on loopback, with their files in a folder."""

    def __init__(self, folder: Path) -> None:
        """Start the scheduler and wait for its address."""
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self._folder = folder
        self._file = folder / "scheduler.json"
        self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(self._file))
        wait_for(self._file.exists)
        self.address: str = json.loads(self._file.read_text(encoding="utf-8"))["address"]

    def add_worker(self, name: str) -> None:
        """Start a worker with one thread; one that is killed stays dead."""
        self._start(
            "worker", self.address, "--host", "127.0.0.1", "--no-nanny", "--nthreads", "1", "--name", name,
            "--local-directory", str(self._folder), "--death-timeout", "30", named=name,
        )  # fmt: skip

    def kill(self, name: str) -> None:
        """Kill a process, which gets no chance to say goodbye."""
        self.processes[name].kill()

    def stop(self) -> None:
        """End all processes, workers first: one that has lost its scheduler lingers."""
        for process in reversed(self.processes.values()):
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _start(self, kind: str, *arguments: str, named: str = "") -> None:
        with (self._folder / f"{named or kind}.log").open("wb") as log:
            self.processes[named or kind] = subprocess.Popen(
                [sys.executable, "-m", "dask", kind, "--no-dashboard", *arguments],
                stdout=log, stderr=log, cwd=self._folder, start_new_session=True, env=dict(os.environ),
            )  # fmt: skip


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until something is the case."""
    last = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < last
        time.sleep(0.02)
