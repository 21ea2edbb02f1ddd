"""Settings: read once at the edge, frozen, handed inwards; nothing below reads the environment.

Precedence: flags of the command line, then `ZHENGWEN_*` of the environment, then the TOML file, then the defaults below
(docs/settings.md). The edge (`zhengwen.py`) calls `load_settings`; everything else gets a `Settings`.
"""

from __future__ import annotations

import dataclasses
import ipaddress
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import platformdirs

from index.errors import ParameterError

IPNetwork: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be set.

    *data* is the data folder; *host* and *port* where `serve` listens; *threads* answer requests,
    in *processes* (each holds some 150 MB of its own; 0: one per core); *workers* processes
    analyse articles in `add` and `rebuild` (0: one per core).

    Fetching: *fetch_networks* are networks of one's own from which feeds may come, *fetch_ports* ports beside 80 and 443,
    *fetch_pause* seconds between two requests to a host, *fetch_contact* an address for those who are asked, *fetch_proxy* a proxy.
    """

    data: Path
    host: str = "127.0.0.1"
    port: int = 8000
    threads: int = 4
    processes: int = 1
    workers: int = 0
    fetch_networks: tuple[IPNetwork, ...] = ()
    fetch_ports: tuple[int, ...] = ()
    fetch_pause: int = 1
    fetch_contact: str = ""
    fetch_proxy: str = ""


ENVIRONMENT_PREFIX = "ZHENGWEN_"
_NUMBERS = ("port", "threads", "processes", "workers", "fetch_pause")
_LIMITS = {
    "port": (0, 65_535),
    "threads": (1, 256),
    "processes": (0, 64),
    "workers": (0, 64),
    "fetch_ports": (1, 65_535),
    "fetch_pause": (0, 3_600),
}
# What can stand in a header, and between brackets there.
_CONTACT = re.compile(r"[\x21-\x7e]{1,200}")
_PROXY = re.compile(r"http://[A-Za-z0-9.-]+:\d{1,5}/?|http://\[[0-9A-Fa-f:.]+\]:\d{1,5}/?")


def load_settings(
    *, flags: Mapping[str, object], environment: Mapping[str, str], config: Path | None
) -> Settings:
    """The settings in force. *flags* hold None where nothing was said; raises ParameterError naming what cannot be read."""
    names = [field.name for field in dataclasses.fields(Settings)]
    from_file = _read_config(config)
    unknown = sorted(set(from_file) - set(names))
    if unknown:
        raise ParameterError(
            "config", f"{config}: unknown setting {unknown[0]!r}; known are {', '.join(names)}"
        )
    values: dict[str, object] = {}
    for name in names:
        for value in (
            flags.get(name),
            environment.get(ENVIRONMENT_PREFIX + name.upper()),
            from_file.get(name),
        ):
            if value is not None and value != "":
                values[name] = value
                break
    data = _text("data", values.get("data") or str(default_data_folder()))
    numbers = {name: _number(name, values[name]) for name in _NUMBERS if name in values}
    defaults = Settings(data=_folder("data", data))
    return dataclasses.replace(
        defaults,
        host=_text("host", values.get("host", defaults.host)),
        port=numbers.get("port", defaults.port),
        threads=numbers.get("threads", defaults.threads),
        processes=numbers.get("processes", defaults.processes),
        workers=numbers.get("workers", defaults.workers),
        fetch_networks=tuple(map(_network, _list("fetch_networks", values.get("fetch_networks")))),
        fetch_ports=tuple(
            _number("fetch_ports", port) for port in _list("fetch_ports", values.get("fetch_ports"))
        ),
        fetch_pause=numbers.get("fetch_pause", defaults.fetch_pause),
        fetch_contact=_contact(values.get("fetch_contact", "")),
        fetch_proxy=_proxy(values.get("fetch_proxy", "")),
    )


def default_data_folder() -> Path:
    """The data folder where nothing names another one."""
    return Path(platformdirs.user_data_dir("zhengwen", appauthor=False))


def _read_config(config: Path | None) -> dict[str, object]:
    if config is None:
        return {}
    try:
        return tomllib.loads(config.read_text(encoding="utf-8"))
    except OSError as error:
        raise ParameterError("config", f"cannot read the settings file {config}: {error.strerror}") from error
    except ValueError as error:  # no TOML, no UTF-8, or a number of over 4,300 digits
        raise ParameterError("config", f"{config} is not a TOML file: {error}") from error


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise ParameterError(name, f"{name} must be a text, not {str(value)[:40]}")
    return value


def _folder(name: str, text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError as error:  # ~name of nobody
        raise ParameterError(name, f"{name}: {text[:80]!r} names no home folder") from error


def _number(name: str, value: object) -> int:
    low, high = _LIMITS[name]
    text = str(value)
    if not text.isascii() or not text.isdigit() or len(text) > 20 or not low <= int(text) <= high:
        raise ParameterError(name, f"{name} must be a whole number from {low} to {high}, not {text[:40]!r}")
    return int(text)


def _list(name: str, value: object) -> list[object]:
    """A list of TOML, or one text with commas or blanks between its parts, as a variable has it."""
    if value is None:
        return []
    if isinstance(value, str):
        return [part for part in re.split(r"[,\s]+", value) if part]
    if isinstance(value, list):
        return value
    raise ParameterError(name, f"{name} must be a list, not {str(value)[:40]}")


def _network(value: object) -> IPNetwork:
    try:
        return ipaddress.ip_network(_text("fetch_networks", value))
    except ValueError as error:
        message = f"fetch_networks: {str(value)[:60]!r} is no network such as 192.168.1.0/24 or fd00::/8"
        raise ParameterError("fetch_networks", message) from error


def _contact(value: object) -> str:
    text = _text("fetch_contact", value)
    if text and (not _CONTACT.fullmatch(text) or set(text) & set("()")):
        raise ParameterError(
            "fetch_contact", "fetch_contact must be an address of the web or of e-mail, in ASCII"
        )
    return text


def _proxy(value: object) -> str:
    text = _text("fetch_proxy", value)
    if text and not _PROXY.fullmatch(text):
        raise ParameterError("fetch_proxy", "fetch_proxy must look like http://proxy.example:3128")
    return text
