"""Settings: flags over environment over file over defaults; what cannot be read is named; all are documented."""

from __future__ import annotations

import dataclasses
import ipaddress
from pathlib import Path

import platformdirs
import pytest

from index.errors import ParameterError
from index.settings import ENVIRONMENT_PREFIX, Settings, load_settings
from tests.conftest import ROOT

NAMES = [field.name for field in dataclasses.fields(Settings)]


def a_file(folder: Path, text: str) -> Path:
    path = folder / "zhengwen.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_defaults() -> None:
    data = Path(platformdirs.user_data_dir("zhengwen", appauthor=False))
    assert load_settings(flags={}, environment={}, config=None) == Settings(
        data=data, host="127.0.0.1", port=8000, threads=4, processes=1, workers=0
    )


def test_flags_go_before_environment_before_file(tmp_path: Path) -> None:
    config = a_file(tmp_path, 'data = "/file"\nport = 1\nthreads = 1\n')
    environment = {"ZHENGWEN_DATA": "/environment", "ZHENGWEN_PORT": "2"}
    found = load_settings(flags={"data": "/flag", "port": None}, environment=environment, config=config)
    assert (found.data, found.port, found.threads) == (Path("/flag"), 2, 1)


def test_an_empty_variable_says_nothing(tmp_path: Path) -> None:
    config = a_file(tmp_path, 'data = "/file"\n')
    assert load_settings(flags={}, environment={"ZHENGWEN_DATA": ""}, config=config).data == Path("/file")


def test_the_home_folder_is_expanded() -> None:
    assert load_settings(flags={"data": "~/news"}, environment={}, config=None).data == Path.home() / "news"


@pytest.mark.parametrize("value", ["-1", "65536", "http", "８０", "1e3", "8000.0", "9" * 5_000])
def test_a_wrong_number_is_named(value: str) -> None:
    with pytest.raises(ParameterError, match="port must be a whole number from 0 to 65535") as error:
        load_settings(flags={}, environment={"ZHENGWEN_PORT": value}, config=None)
    assert error.value.name == "port"


@pytest.mark.parametrize("text", ["data = ", "\ufeffport", '"', "port = 8000\nport = 8001\n"])
def test_a_file_that_is_no_toml_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(ParameterError, match=r"zhengwen\.toml is not a TOML file"):
        load_settings(flags={}, environment={}, config=a_file(tmp_path, text))


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "zhengwen.toml"
    path.write_bytes(b"data = '\xff\xfe'")
    with pytest.raises(ParameterError, match=r"zhengwen\.toml is not a TOML file"):
        load_settings(flags={}, environment={}, config=path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match=r"cannot read the settings file .*: No such file or directory"):
        load_settings(flags={}, environment={}, config=tmp_path / "none.toml")


def test_a_folder_that_is_no_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="data must be a text, not 5"):
        load_settings(flags={}, environment={}, config=a_file(tmp_path, "data = 5\n"))


def test_a_home_folder_of_nobody_is_named() -> None:
    with pytest.raises(ParameterError, match="data: '~nobody-of-this-name/x' names no home folder"):
        load_settings(flags={"data": "~nobody-of-this-name/x"}, environment={}, config=None)


def test_an_unknown_setting_is_named(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="unknown setting 'prot'; known are data, host, port"):
        load_settings(flags={}, environment={}, config=a_file(tmp_path, "prot = 8000\n"))


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_is_documented(name: str) -> None:
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert f"| `{name}` | `{ENVIRONMENT_PREFIX}{name.upper()}` |" in text


def test_lists_come_from_toml_or_from_one_text(tmp_path: Path) -> None:
    config = a_file(tmp_path, 'fetch_networks = ["10.0.0.0/8", "fd00::/8"]\nfetch_ports = [8080]\n')
    from_file = load_settings(flags={}, environment={}, config=config)
    environment = {"ZHENGWEN_FETCH_NETWORKS": "10.0.0.0/8, fd00::/8", "ZHENGWEN_FETCH_PORTS": "8080"}
    from_environment = load_settings(flags={}, environment=environment, config=None)
    assert from_file == from_environment
    assert (from_file.fetch_networks, from_file.fetch_ports) == (
        (ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("fd00::/8")),
        (8080,),
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("fetch_networks", "10.0.0.1/8"),
        ("fetch_networks", "inside"),
        ("fetch_ports", "0"),
        ("fetch_ports", "http"),
        ("fetch_pause", "-1"),
        ("fetch_contact", "我"),
        ("fetch_contact", "a)\r\nX: 1"),
        ("fetch_proxy", "socks5://proxy.example:1080"),
        ("fetch_proxy", "http://user:word@proxy.example:3128"),
    ],
)
def test_a_wrong_setting_of_fetching_is_named(name: str, value: str) -> None:
    with pytest.raises(ParameterError, match=name) as error:
        load_settings(flags={}, environment={ENVIRONMENT_PREFIX + name.upper(): value}, config=None)
    assert error.value.name == name


def test_a_list_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="fetch_ports must be a list, not 8080"):
        load_settings(flags={}, environment={}, config=a_file(tmp_path, "fetch_ports = 8080\n"))
