"""Child processes that read what others wrote, within limits, and can be killed: one question at a time, bytes in, bytes out.

Parsers are the part of the program that an attacker may talk to. They run where there is no data folder to harm: a fresh
interpreter with 1 GB of address space, 5 s of processor and 10 s of time per question, no core file, an empty environment. It
ends with the process that started it, for its input then ends. Knows neither pages nor feeds: `pages/extractor.py` and
`feeds/confined_parser.py` ask, the `process.py` beside each answers.
"""

from __future__ import annotations

import contextlib
import os
import queue
import resource
import select
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self, TypeAlias

ROOT: Final = Path(__file__).resolve().parents[2]
QUESTIONS_PER_PROCESS: Final = 2_000
"""Then a fresh child is started: parsers and their caches keep some memory of each question."""
_LENGTH: Final = struct.Struct(">I")
_CHUNK: Final = 1 << 16
_START_SECONDS: Final = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one question may cost; address space holds for the process as a whole.

    No honest answer is longer than *answer_bytes*: the largest feed has 15 MB, of which text and raw are handed back.
    """

    address_space_bytes: int = 1 << 30
    cpu_seconds: int = 5
    wall_seconds: float = 10.0
    answer_bytes: int = 1 << 27


class ConfinedError(Exception):
    """The child could not answer; the message says which limit it met. It is gone then."""


class ConfinedProcess:
    """One child, started at once; not for several threads at a time."""

    def __init__(self, module: str, limits: Limits) -> None:
        """*module* is run as `python -m module`; it calls `answer_questions`."""
        self.asked = 0
        self._limits = limits
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", module, str(limits.address_space_bytes), str(limits.cpu_seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # Nothing of our environment is its business; it must find the project and its libraries.
            env={"PYTHONPATH": os.pathsep.join((str(ROOT), *filter(None, sys.path))), "PYTHONUTF8": "1"},
            # Ctrl-C is ours to handle: the child ends when we do.
            start_new_session=True,
            bufsize=0,
        )
        self._receive(_START_SECONDS)

    def ask(self, message: Sequence[bytes]) -> bytes:
        """The answer to a message of several parts. Raises ConfinedError, after which the child must be closed."""
        self.asked += 1
        try:
            for part in message:
                write_part(self._input, part)
        except BrokenPipeError as error:
            raise ConfinedError(self._end()) from error
        return self._receive(self._limits.wall_seconds)

    def close(self) -> None:
        """End the child, whatever it does."""
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        self._process.wait()

    @property
    def _input(self) -> BinaryIO:
        if self._process.stdin is None:
            raise AssertionError("the child was started with a pipe")
        return self._process.stdin  # type: ignore[return-value]

    def _receive(self, seconds: float) -> bytes:
        deadline = time.monotonic() + seconds
        size: int = _LENGTH.unpack(self._read(_LENGTH.size, deadline))[0]
        if size > self._limits.answer_bytes:
            raise ConfinedError(f"over {self._limits.answer_bytes:,} bytes would come of it")
        return self._read(size, deadline)

    def _read(self, size: int, deadline: float) -> bytes:
        if self._process.stdout is None:
            raise AssertionError("the child was started with a pipe")
        descriptor = self._process.stdout.fileno()
        taken = bytearray()
        poll = select.poll()
        poll.register(descriptor, select.POLLIN)
        while len(taken) < size:
            left = deadline - time.monotonic()
            if left <= 0 or not poll.poll(left * 1_000):
                self._process.kill()
                raise ConfinedError(f"it takes over {self._limits.wall_seconds:.0f} s")
            chunk = os.read(descriptor, min(_CHUNK, size - len(taken)))
            if not chunk:
                raise ConfinedError(self._end())
            taken += chunk
        return bytes(taken)

    def _end(self) -> str:
        """Why the child is gone, in words."""
        status = self._process.wait()
        if status == -24:  # SIGXCPU
            return f"it takes over {self._limits.cpu_seconds} s of processor time"
        return f"its reader ended ({f'signal {-status}' if status < 0 else f'status {status}'})"


_Idle: TypeAlias = "queue.SimpleQueue[ConfinedProcess | None]"


class ConfinedPool:
    """Children that answer the same questions; for any number of threads, and after a fork. A context manager that ends them.

    They are started when questions come, end with this process, and are never shared with a forked one. Whoever has one kind of
    question derives from it (`pages/extractor.py`, `feeds/confined_parser.py`).
    """

    def __init__(
        self,
        module: str,
        processes: int,
        limits: Limits | None = None,
        questions_per_process: int = QUESTIONS_PER_PROCESS,
    ) -> None:
        """*processes* children at most read at the same time."""
        self._module = module
        self._processes = processes
        self._limits = Limits() if limits is None else limits
        self._questions_per_process = questions_per_process
        self._inherited: list[_Idle] = []
        self._open()

    def _open(self) -> None:
        self._process_id = os.getpid()
        self._idle: _Idle = queue.SimpleQueue()
        for _ in range(self._processes):
            self._idle.put(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def ask(self, message: Sequence[bytes]) -> bytes:
        """The answer to a message of several parts. Raises ConfinedError, which costs the child and not the next question."""
        if self._process_id != os.getpid():
            # The pipes of a parent's children are the parent's: keep them, untouched.
            self._inherited.append(self._idle)
            self._open()
        idle = self._idle
        child = idle.get()
        kept = None
        try:
            child = ConfinedProcess(self._module, self._limits) if child is None else child
            answer = child.ask(message)
            if child.asked < self._questions_per_process:
                kept = child
        finally:
            # One that was interrupted would give this answer to the next question.
            if kept is None and child is not None:
                child.close()
            idle.put(kept)
        return answer

    def close(self) -> None:
        """End the children; a later question starts new ones."""
        if self._process_id != os.getpid():
            return
        for _ in range(self._processes):
            child = self._idle.get()
            if child is not None:
                child.close()
            self._idle.put(None)


def answer_questions(parts: int, answer: Callable[[Sequence[bytes]], bytes]) -> None:
    """Be the child: confine this process, say that it is ready, *answer* messages of so many parts until the parent ends."""
    address_space_bytes, cpu_seconds = map(int, sys.argv[1:3])
    confine(address_space_bytes)
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    write_part(answers, b"ready")
    answers.flush()
    while True:
        message = [part for _ in range(parts) if (part := read_part(questions)) is not None]
        if len(message) < parts:
            return
        allow_cpu(cpu_seconds)
        write_part(answers, answer(message))
        answers.flush()


def write_part(stream: BinaryIO, part: bytes) -> None:
    """Write one length-prefixed part."""
    stream.write(_LENGTH.pack(len(part)))
    view = memoryview(part)
    while view:
        # An unbuffered pipe takes what it can.
        view = view[stream.write(view) :]


def read_part(stream: BinaryIO) -> bytes | None:
    """Read one part as the child; None where the parent has ended."""
    header = stream.read(_LENGTH.size)
    if len(header) < _LENGTH.size:
        return None
    return stream.read(_LENGTH.unpack(header)[0])


def confine(address_space_bytes: int) -> None:
    """Give up, as the child, what reading needs not: memory over the limit, core files, writing files."""
    # macOS knows the limit of address space and refuses it below what every process reserves.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (address_space_bytes, address_space_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def allow_cpu(seconds: int) -> None:
    """Allow, as the child, so many seconds of processor time from now on; beyond them the kernel ends the process."""
    used = int(time.process_time()) + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (used + seconds, hard))
