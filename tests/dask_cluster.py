"""A real Dask cluster on this machine: a scheduler and workers, each a process that a test can kill."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from distributed import Client

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PATIENCE = 90.0
"""Seconds that a busy machine may take to start a process: only a cluster that is broken takes so long."""


class DaskCluster:
    """A scheduler and its workers, on loopback, with their files in a folder."""

    def __init__(self, folder: Path) -> None:
        """Start the scheduler and wait for its address."""
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self._folder = folder
        self._file = folder / "scheduler.json"
        self._started = 0
        self._start("scheduler", "scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(self._file))
        # The name of the file stands before its text does.
        self._wait_for(lambda: self._file.exists() and self._file.read_text(encoding="utf-8").endswith("}"))
        self.address: str = json.loads(self._file.read_text(encoding="utf-8"))["address"]

    @property
    def is_whole(self) -> bool:
        """Whether the scheduler runs."""
        return self.processes["scheduler"].poll() is None

    @property
    def workers(self) -> list[str]:
        """The names of the workers that run."""
        return [name for name, one in self.processes.items() if name != "scheduler" and one.poll() is None]

    def have_workers(self, count: int) -> None:
        """Start or kill workers until so many run, each with one thread, and the scheduler knows those and no other."""
        for name in self.workers[count:]:
            self.kill(name)
        for _ in range(count - len(self.workers)):
            self._started += 1
            name = f"worker {self._started}"
            self._start(
                name, "worker", self.address, "--host", "127.0.0.1", "--no-nanny", "--nthreads", "1",
                "--name", name, "--local-directory", str(self._folder), "--death-timeout", str(PATIENCE),
            )  # fmt: skip
        with Client(self.address, timeout=PATIENCE, set_as_default=False) as client:
            self._wait_for(lambda: len(client.nthreads()) == count)

    def kill(self, name: str) -> None:
        """Kill a process, which gets no chance to say goodbye."""
        self.processes[name].kill()
        self.processes[name].wait()

    def stop(self) -> None:
        """End all processes."""
        for name in self.processes:
            self.kill(name)

    def _start(self, name: str, kind: str, *arguments: str) -> None:
        with (self._folder / f"{name}.log").open("wb") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, "-m", "dask", kind, "--no-dashboard", *arguments],
                stdout=log, stderr=log, cwd=self._folder, start_new_session=True, env=dict(os.environ),
            )  # fmt: skip

    def _wait_for(self, condition: Callable[[], bool]) -> None:
        """Wait until something is the case; where it never is, say what the processes wrote."""
        last = time.monotonic() + PATIENCE
        while not condition():
            written = [log.read_text(encoding="utf-8") for log in sorted(self._folder.glob("*.log"))]
            assert time.monotonic() < last, "\n".join(written)
            time.sleep(0.02)
