"""A batch on a Dask cluster: the bytes of the local run, whoever dies."""

from __future__ import annotations

import json
import sys
from functools import partial
from typing import TYPE_CHECKING, Protocol

import pytest
from dask_cluster import PATIENCE, DaskCluster

from game.errors import GameError, UsageError
from game.simulation import batch as batch_module
from game.simulation import cluster as cluster_module
from game.simulation.batch import run_batch
from game.simulation.columns import Keep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Run

    from game.engine import Scenario
    from game.simulation.results import Batch

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("cluster"),
    # Dask leaves sockets and loops to the end of the process.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
GAMES, KEEP = 600, Keep(rows=True, fans=True)


class HaveCluster(Protocol):
    """Gives a cluster that runs."""

    def __call__(self, workers: int) -> DaskCluster:
        """Return it with so many workers."""


@pytest.fixture(scope="module")
def clusters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HaveCluster]:
    """Start a cluster when it is asked for, and what of it a test has killed when the next one asks."""
    started: list[DaskCluster] = []

    def have(workers: int) -> DaskCluster:
        if not started or not started[-1].is_whole:
            started.append(DaskCluster(tmp_path_factory.mktemp("cluster")))
        started[-1].have_workers(workers)
        return started[-1]

    yield have
    for one in started:
        one.stop()


@pytest.fixture
def have_cluster(clusters: HaveCluster, monkeypatch: pytest.MonkeyPatch) -> HaveCluster:
    """Play in small slices, so that there are many, and wait long for what a busy machine is slow to give."""
    monkeypatch.setattr(batch_module, "FAR_SECONDS", 0.2)
    monkeypatch.setattr(cluster_module, "CONNECT_SECONDS", PATIENCE)
    monkeypatch.setattr(cluster_module, "WORKERS_SECONDS", PATIENCE)
    monkeypatch.setattr(cluster_module, "PATIENCE_SECONDS", PATIENCE)
    return clusters


def bits(batch: Batch) -> bytes:
    """Return every bit of what is kept of a batch."""
    assert batch.fans is not None
    columns = batch.columns
    arrays = (columns.endings, columns.turns, columns.graded, columns.decisions, columns.finals)
    return b"".join(array.tobytes() for array in arrays) + json.dumps(batch.fans.as_json()).encode()


def far_and_home(scenario: Scenario, cluster: DaskCluster, progress: Callable[[int], None]) -> tuple[Batch, Batch]:
    """Return a batch of a cluster and the same one of this machine."""
    batch = partial(run_batch, scenario.document, games=GAMES, policy="greedy", compiled=False, keep=KEEP)
    return batch(cluster=cluster.address, progress=progress), batch()


def test_a_cluster_without_workers_is_told(
    crossing: Scenario, have_cluster: HaveCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The batch does not wait for ever for somebody to play it."""
    cluster = have_cluster(workers=0)
    monkeypatch.setattr(cluster_module, "WORKERS_SECONDS", 0.2)

    with pytest.raises(GameError, match="has no workers; start one with `dask worker"):
        run_batch(crossing.document, games=10, cluster=cluster.address)


def test_workers_with_another_game_are_refused(
    crossing: Scenario, have_cluster: HaveCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker whose rules are another text does not play: its numbers might be others."""
    cluster = have_cluster(workers=1)
    monkeypatch.setattr(cluster_module, "text_digest", lambda _: "another")

    with pytest.raises(GameError, match="has not the same version of the game"):
        run_batch(crossing.document, games=10, cluster=cluster.address)


def test_the_command_plays_on_a_cluster(run: Run, have_cluster: HaveCluster) -> None:
    """The counts are those of the same command without a cluster; it is said who played."""
    address = have_cluster(workers=1).address
    command = ["simulate", "difficult_game", "--games", "60", "--policy", "history"]
    _, home, _ = run(*command)
    status, far, errors = run(*command, "--cluster", address)

    assert (status, errors) == (0, "")
    assert far.splitlines()[:-1] == home.splitlines()[:-1]
    assert far.splitlines()[-1].endswith(f"on the cluster {address}")


def test_a_worker_that_is_killed_loses_nothing(crossing: Scenario, have_cluster: HaveCluster) -> None:
    """One of two workers is killed in the middle; its slices run again on the other, and every bit is as at home."""
    cluster = have_cluster(workers=2)
    killed: list[int] = []

    def kill(done: int) -> None:
        if not killed and done >= GAMES // 6:
            killed.append(done)
            cluster.kill(cluster.workers[0])

    far, home = far_and_home(crossing, cluster, kill)

    assert killed
    assert killed[0] < GAMES // 2
    assert far.results.slices_here == 0
    assert bits(far) == bits(home)


@pytest.mark.parametrize("lost", ["workers", "scheduler"])
def test_a_cluster_that_goes_away_is_replaced(
    crossing: Scenario, have_cluster: HaveCluster, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    """Where nobody is left, this machine plays the slices that are missing, and says how many."""
    cluster = have_cluster(workers=1)
    monkeypatch.setattr(cluster_module, "PATIENCE_SECONDS", 0.5)

    def kill(done: int) -> None:
        if done < GAMES:
            for name in cluster.workers if lost == "workers" else ["scheduler"]:
                cluster.kill(name)

    far, home = far_and_home(crossing, cluster, kill)

    assert far.results.slices_here > 0
    assert bits(far) == bits(home)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nowhere", ":::"])
def test_an_address_where_nobody_answers_is_told(
    crossing: Scenario, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """The message names the address and what one looks like."""
    monkeypatch.setattr(cluster_module, "CONNECT_SECONDS", 0.2)

    with pytest.raises(UsageError, match=f"no Dask scheduler answers at {address}"):
        run_batch(crossing.document, games=10, cluster=address)


def test_without_dask_the_way_to_get_it_is_told(crossing: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cluster is an extra: the message says how to install it."""
    monkeypatch.setitem(sys.modules, "distributed", None)

    with pytest.raises(UsageError, match=r"pip install middleground\[cluster\]"):
        run_batch(crossing.document, games=10, cluster="tcp://127.0.0.1:9")
