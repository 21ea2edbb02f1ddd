"""Serves the samples: `make run` calls it, and it calls nothing but the public command.

The samples are indexed into `var/samples`, a folder of their own, never into the user's data folder. The
stamp `var/samples/.complete` is written after everything was added, so a run that was interrupted is
completed by the next one: adding the same input twice changes nothing.
"""

import errno
import hashlib
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
LIBRARY = ROOT / "index"
DATA = ROOT / "var" / "samples"
HOST = "127.0.0.1"
COMMAND = [sys.executable, "-m", "zhengwen", "--data", str(DATA)]

# Exit statuses of the command, as documented in docs/settings.
EXIT_SOME_REJECTED = 1
EXIT_INCOMPATIBLE = 3


def main() -> None:
    """Index the samples where that is not yet done, then become the serving process."""
    port = read_port()
    require_free_port(port)
    os.chdir(ROOT)
    index_samples(run_command, DATA)
    # Not a child: signals then reach the server itself, and its exit status is ours.
    os.execv(sys.executable, [*COMMAND, "serve", "--host", HOST, "--port", str(port)])


def read_port() -> int:
    """Read $PORT, 8000 where it is absent or empty; stop with a message where it is no port number."""
    text = os.environ.get("PORT") or "8000"
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        sys.exit(f"make run: PORT={text} is no port number (1 to 65535)")
    return int(text)


def require_free_port(port: int) -> None:
    """Stop with a message where *port* cannot be opened: said now, before the samples are indexed."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As servers do: connections of a server that has just ended do not keep the port.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                another = port + 1 if port < 65535 else 8000
                sys.exit(f"make run: port {port} is taken; choose another one: PORT={another} make run")
            sys.exit(f"make run: port {port} cannot be opened: {error.strerror}")


def index_samples(run: Callable[..., int], data: Path) -> None:
    """Bring the folder *data* up to the samples and the library as they are now; do nothing where it is.

    *run* runs one command on that folder and returns its exit status. Where that tells of anything but
    rejected samples the status becomes ours.
    """
    stamp = data / ".complete"
    key = compute_key()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == key:
        return
    data.mkdir(parents=True, exist_ok=True)
    print(f"make run: indexing {SAMPLES.name}/ …", file=sys.stderr, flush=True)
    status = run("add", str(SAMPLES))
    if status == EXIT_INCOMPATIBLE:
        # An index of an older version of the library: the stored articles stay, the index is made anew.
        status = run("rebuild") or run("add", str(SAMPLES))
    if status not in (0, EXIT_SOME_REJECTED):
        sys.exit(status)
    if status == 0:
        stamp.write_text(key, encoding="ascii")


def compute_key() -> str:
    """Compute a digest (hex) of the samples and of the library that indexes them."""
    digest = hashlib.sha256()
    for folder in (SAMPLES, LIBRARY):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(f"{path.relative_to(ROOT)}\0{path.stat().st_size}\0".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def run_command(*arguments: str) -> int:
    """Run the command with *arguments* on the samples' folder; its results, too, go to stderr."""
    return subprocess.run([*COMMAND, *arguments], check=False, stdout=sys.stderr).returncode


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
