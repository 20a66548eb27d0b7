"""Where the work on chunks is done: in this process, or in a pool of processes."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Protocol, TypeVar

Chunk = TypeVar("Chunk")
Done = TypeVar("Done")


class WorkerDiedError(Exception):
    """Raised by `Executor.map` where the system ended a worker, mostly for want of memory."""


class Executor(Protocol):
    """What does work on chunks; work and chunks must pickle, so they are paths, not frames."""

    def map(self, work: Callable[[Chunk], Done], chunks: Iterable[Chunk]) -> Iterator[Done]:
        """What `work` makes of each chunk, in the order of the chunks."""


class InProcess:
    """An executor without any process but this one."""

    def map(self, work: Callable[[Chunk], Done], chunks: Iterable[Chunk]) -> Iterator[Done]:
        """What `work` makes of each chunk, one after the other."""
        return map(work, chunks)


class ProcessPool:
    """An executor over processes; takes no more chunks than it needs to keep them busy."""

    def __init__(self, pool: ProcessPoolExecutor, ahead: int) -> None:
        self._pool = pool
        self._ahead = ahead

    def map(self, work: Callable[[Chunk], Done], chunks: Iterable[Chunk]) -> Iterator[Done]:
        """What `work` makes of each chunk, in their order; an error in a worker is raised here."""
        waiting: deque[Future[Done]] = deque()
        try:
            for chunk in chunks:
                with interrupts_held():  # a pool starts its workers as they are needed
                    waiting.append(self._pool.submit(work, chunk))
                if len(waiting) > self._ahead:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise WorkerDiedError(
                "a worker process died, perhaps of memory: try less --jobs"
            ) from error


def _watch_parent() -> None:
    """End this worker with its parent: a killed parent closes nothing that a worker waits for."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _start_worker() -> None:
    threading.Thread(target=_watch_parent, daemon=True).start()


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Leaves Ctrl-C to this process: processes started meanwhile inherit the mask and keep it.

    What is pressed meanwhile arrives when the mask is lifted.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def open_executor(jobs: int) -> Iterator[Executor]:
    """An executor with `jobs` processes, or none for one; on any error the workers are ended."""
    if jobs <= 1:
        yield InProcess()
        return
    others = set(multiprocessing.active_children())
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_start_worker)
    try:
        yield ProcessPool(pool, ahead=2 * jobs)
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for worker in set(multiprocessing.active_children()) - others:
            worker.terminate()
        raise
    pool.shutdown()
