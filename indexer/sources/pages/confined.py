"""A child process that reads what others wrote, within limits, and can be killed: one question at a time, bytes in, bytes out.

Parsers are the part of the program that an attacker may talk to. They run where there is no data folder to harm: a fresh
interpreter with 1 GB of address space, 5 s of processor and 10 s of time per question, no core file, an empty environment. It
ends with the process that started it, for its input then ends. Knows nothing of pages; `extractor.py` asks, `process.py` answers.
"""

from __future__ import annotations

import contextlib
import os
import resource
import select
import struct
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

ROOT: Final = Path(__file__).resolve().parents[3]
_LENGTH: Final = struct.Struct(">I")
_CHUNK: Final = 1 << 16
_START_SECONDS: Final = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one question may cost; address space holds for the process as a whole."""

    address_space_bytes: int = 1 << 30
    cpu_seconds: int = 5
    wall_seconds: float = 10.0


class ConfinedError(Exception):
    """The child could not answer; the message says which limit it met. It is gone then."""


class ConfinedProcess:
    """One child, started at once; not for several threads at a time."""

    def __init__(self, module: str, limits: Limits) -> None:
        """*module* is run as `python -m module`, tells that it is ready, then answers each message with one."""
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
        header = self._read(_LENGTH.size, deadline)
        return self._read(_LENGTH.unpack(header)[0], deadline)

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
