"""The protocol of the store: one writer, one commit point, nothing torn, nothing lost."""

import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from warehouse_made import (
    ARTICLES_A_RUN,
    CODES,
    ENVIRONMENT,
    bytes_of,
    catch_up,
    rows_of,
    run,
    stock,
)

from warehouse import publish as publishing
from warehouse.contract import load_contract
from warehouse.layout import Home
from warehouse.publish import is_published, publish
from warehouse.reader import open_warehouse
from warehouse.recover import recover

MADE = Path(__file__).with_name("warehouse_made.py")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def begin(home: Home, runs: int) -> subprocess.Popen:
    command = [sys.executable, str(MADE), str(home.root), str(runs)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=ENVIRONMENT)
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    return process


def test_killed_at_random_moments_and_run_again_leaves_the_same_bytes(home, tmp_path):
    undisturbed = Home(tmp_path / "undisturbed")
    started = time.monotonic()
    catch_up(undisturbed, 3)
    duration = time.monotonic() - started
    chance = random.Random(20240619)
    killed = 0
    for _ in range(12):
        with begin(home, 3) as process:
            time.sleep(chance.uniform(0, duration / 2))
            process.send_signal(signal.SIGKILL)
            killed += process.wait() == -signal.SIGKILL
    catch_up(home, 3)
    assert killed > 3
    assert bytes_of(home) == bytes_of(undisturbed)
    assert rows_of(home) == rows_of(undisturbed)


@pytest.mark.parametrize("files_replaced", [0, 1, 4])
def test_killed_between_two_replacements_the_next_run_replaces_them_all(
    home, monkeypatch, files_replaced
):
    catch_up(home, 1)
    run(home, stock(1), name="run 1")
    replaced = []

    def install(staged, target):
        if len(replaced) == files_replaced:
            raise KeyboardInterrupt
        replaced.append(target)
        staged.replace(target)

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(publishing, "install", install)
        publish(home, CODES)
    assert not is_published(home, CODES)
    recover(home)
    publish(home, CODES)
    assert is_published(home, CODES)
    assert not list(home.staging.iterdir())


def read_database(home: Home) -> tuple[int, set[int]]:
    """The number of the run that is seen, and the counts that must all hang on it."""
    with open_warehouse(home.root) as connection:
        (row,) = connection.execute(
            "SELECT (SELECT max(manifest) FROM runs), (SELECT count(*) FROM articles),"
            " (SELECT count(*) FROM event_mentions), (SELECT sum(n_articles) FROM events)"
        ).fetchall()
    return row[0], set(row[1:])


def read_table(home: Home) -> tuple[int, set[int]]:
    table = pq.ParquetFile(home.table("event_mentions")).read()
    return int(table.schema.metadata[publishing.STAMP].split(b"-")[0]), {table.num_rows}


def test_readers_never_fail_and_never_see_a_mix(home):
    catch_up(home, 1)
    seen: list[tuple[int, set[int]]] = []
    faults: list[Exception] = []
    done = threading.Event()

    def keep_reading(read) -> None:
        try:
            while not done.is_set():
                seen.append(read(home))
        except (duckdb.Error, pa.ArrowException, OSError) as error:
            faults.append(error)

    readers = [
        threading.Thread(target=keep_reading, args=[each]) for each in (read_database, read_table)
    ]
    for reader in readers:
        reader.start()
    with begin(home, 6) as process:
        assert process.wait() == 0
    done.set()
    for reader in readers:
        reader.join()
    assert faults == []
    assert [each for each in seen if each[1] != {each[0] * ARTICLES_A_RUN}] == []
    assert len({number for number, _ in seen}) > 2  # the readers did see it grow


def test_a_reader_that_stays_open_keeps_its_state_and_a_new_one_sees_the_new(home):
    catch_up(home, 1)
    old = open_warehouse(home.root)
    catch_up(home, 2)
    with open_warehouse(home.root) as new:
        count = "SELECT count(*) FROM articles"
        assert old.execute(count).fetchone() == (ARTICLES_A_RUN,)
        assert new.execute(count).fetchone() == (2 * ARTICLES_A_RUN,)
    old.close()


def test_the_same_input_twice_changes_nothing(home):
    catch_up(home, 1)
    before = bytes_of(home), home.database.stat().st_mtime_ns
    publish(home, CODES)
    catch_up(home, 1)
    assert (bytes_of(home), home.database.stat().st_mtime_ns) == before


@pytest.mark.parametrize("damaged", ["summitry.duckdb", "published/events.parquet"])
@pytest.mark.parametrize("content", [None, b"", b"no such format"])
def test_a_damaged_published_file_is_published_again(home, damaged, content):
    catch_up(home, 1)
    before = rows_of(home)
    path = home.root / damaged
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    assert not is_published(home, CODES)
    publish(home, CODES)
    assert is_published(home, CODES)
    assert rows_of(home) == before


def test_changed_codes_are_published_without_a_new_manifest(home):
    catch_up(home, 1)
    publish(home, {"summit": {"cameo": "999"}})
    with open_warehouse(home.root) as connection:
        found = connection.execute("SELECT DISTINCT cameo_code, plover_type FROM events").fetchall()
    assert found == [("999", None)]


def test_the_home_can_be_moved(home, tmp_path):
    catch_up(home, 1)
    before = rows_of(home)
    moved = Home(home.root.rename(tmp_path / "elsewhere"))
    assert rows_of(moved) == before
    assert is_published(moved, CODES)


def test_the_database_has_no_wal_and_is_written_for_old_clients(home):
    catch_up(home, 1)
    assert not list(home.root.glob("*.wal"))
    # 64 is the storage version of DuckDB 0.9 to 1.x, at byte 12, after the magic bytes at 8
    head = home.database.read_bytes()[:16]
    assert (head[8:12], head[12]) == (b"DUCK", 64)


def test_an_empty_warehouse_is_published_with_all_tables(home):
    home.create()
    publish(home, CODES)
    rows = rows_of(home)
    assert all(rows[name] == [] for name in load_contract().tables)
    assert {path.stem for path in home.published.iterdir()} == set(load_contract().tables)
