"""The protocol of the store: one writer, one commit point, nothing torn, nothing lost."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from warehouse_made import ARTICLES_A_RUN, CODES, NOW, Told, catch_up, report, run, stock

from extract.records import Refusal
from warehouse import publish as publishing
from warehouse.batches import find_batch, read_articles, write_articles, write_extractions
from warehouse.contract import load_contract
from warehouse.layout import Home
from warehouse.lock import Locked, lock
from warehouse.manifests import (
    BrokenManifestError,
    Manifest,
    following,
    from_json,
    read_current,
    to_json,
)
from warehouse.publish import is_published, publish
from warehouse.reader import NoWarehouseError, open_warehouse
from warehouse.recover import collect_garbage, find_garbage, recover

MADE = Path(__file__).with_name("warehouse_made.py")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(MADE.parent.parent)}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def bytes_of(home: Home) -> dict[str, bytes]:
    """Every file but the lock and the DuckDB file, whose blocks lie as DuckDB likes."""
    return {
        str(path.relative_to(home.root)): path.read_bytes()
        for path in sorted(home.root.rglob("*"))
        if path.is_file() and path not in (home.lock_file, home.database)
    }


def rows_of(home: Home) -> dict[str, list[tuple]]:
    with open_warehouse(home.root) as connection:
        tables = {name: connection.table(name).fetchall() for name in load_contract().tables}
        views = {name: connection.table(name).fetchall() for name in load_contract().views}
        return {**tables, **views, "stamp": connection.execute("SELECT publication()").fetchall()}


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


def test_readers_never_fail_and_never_see_a_mix(home):
    catch_up(home, 1)
    seen: list[int] = []
    faults: list[str] = []
    done = threading.Event()

    def read_database() -> None:
        while not done.is_set():
            with open_warehouse(home.root) as connection:
                (row,) = connection.execute(
                    "SELECT (SELECT max(manifest) FROM runs), (SELECT count(*) FROM articles),"
                    " (SELECT count(*) FROM event_mentions), (SELECT sum(n_articles) FROM events)"
                ).fetchall()
            seen.append(row[0])
            if set(row[1:]) != {row[0] * ARTICLES_A_RUN}:
                faults.append(f"duckdb {row}")

    def read_parquet() -> None:
        while not done.is_set():
            for name in ("articles", "event_mentions"):
                table = pq.ParquetFile(home.table(name)).read()
                number = int(table.schema.metadata[publishing.STAMP].split(b"-")[0])
                if table.num_rows != number * ARTICLES_A_RUN:
                    faults.append(f"{name} {number} {table.num_rows}")

    def watched(read) -> None:
        try:
            read()
        except (duckdb.Error, OSError) as error:
            faults.append(repr(error))

    readers = [
        threading.Thread(target=watched, args=[each]) for each in (read_database, read_parquet)
    ]
    for reader in readers:
        reader.start()
    with begin(home, 8) as process:
        assert process.wait() == 0
    done.set()
    for reader in readers:
        reader.join()
    assert not faults
    assert len(set(seen)) > 3  # the readers did see it grow


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


def test_reading_where_nothing_was_published_says_so(home):
    with pytest.raises(NoWarehouseError, match=r"summitry\.duckdb: no such file"):
        open_warehouse(home.root)


def test_a_second_writer_is_refused_at_once(home):
    with lock(home):
        started = time.monotonic()
        with pytest.raises(Locked, match=f"in use by process {os.getpid()}"), lock(home):
            pass
        assert time.monotonic() - started < 0.5


def test_a_second_writer_can_wait(home):
    holding = lock(home)
    holding.__enter__()
    threading.Timer(0.3, lambda: holding.__exit__(None, None, None)).start()
    with lock(home, wait=10.0):
        pass


def test_the_lock_of_a_killed_writer_is_free(home):
    code = (
        "import sys, time, pathlib\n"
        "from warehouse.layout import Home\nfrom warehouse.lock import lock\n"
        "with lock(Home(pathlib.Path(sys.argv[1]))):\n    print('held', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", code, str(home.root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=ENVIRONMENT) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(Locked), lock(home):
            pass
        process.kill()
        process.wait()
        with lock(home):
            pass


def test_recover_clears_staging_and_keeps_finished_batches(home):
    catch_up(home, 1)
    before = bytes_of(home)
    (home.staging / "articles-half.parquet").write_bytes(b"PAR1")
    (home.staging / "publication").mkdir()
    (home.staging / "publication" / "summitry.duckdb").write_bytes(b"half")
    recover(home)
    assert bytes_of(home) == before


def test_garbage_is_what_no_kept_manifest_names_and_is_old_enough(home):
    for number in range(5):
        run(home, [report("a", None, Told())], name="same", version=str(number))
    left = write_articles(home, "left-by-a-dead-run", [], NOW)
    hour_ago = datetime.now(UTC) - timedelta(hours=1)
    assert find_garbage(home, hour_ago) == []
    found = find_garbage(home, datetime.now(UTC) + timedelta(hours=1))
    names = [str(path.relative_to(home.root)) for path in found]
    assert names[:2] == ["manifests/000001.json", "manifests/000002.json"]
    assert f"batches/articles/{left.name}.parquet" in names
    assert len(names) == 2 + 1 + 2 * 2  # mentions and refusals of two extractor versions
    assert collect_garbage(home, datetime.now(UTC) + timedelta(hours=1)) == found
    publish(home, CODES)
    assert len(rows_of(home)["events"]) == 1


def test_a_batch_is_written_once(home):
    home.create()
    first = [
        report("a", "2024-06-19T08:00:00+07:00", Told()),
        report("b", None, lang=None, title=""),
    ]
    articles = [article for article, _ in first]
    batch = write_articles(home, "n", articles, NOW)
    assert write_articles(home, "n", [], NOW + timedelta(1)) == batch
    assert list(read_articles(home, "n")) == articles
    read = write_extractions(home, "n", [each for _, each in first], "1")
    assert write_extractions(home, "n", [], "2") == read
    assert [each.rows for each in read] == [1, 0]
    assert find_batch(home, "mentions", "n") == read[0]
    assert find_batch(home, "mentions", "m") is None


def test_a_manifest_reads_back_as_it_was_written(home):
    run(home, stock(0), refusals=[Refusal("ingest", "binary", "not text", source="x.bin")])
    manifest = read_current(home)
    assert from_json(json.loads(to_json(manifest))) == manifest
    assert manifest.holds(manifest.inputs[0].sha256)
    assert not manifest.holds("other")


def test_inputs_stand_in_one_order_whatever_order_they_were_read_in(home):
    run(home, stock(0))
    (source,) = read_current(home).inputs
    more = [type(source)(sha, sha, (sha,), None, 0, 0) for sha in ("c", "a", "b", source.sha256)]
    this = read_current(home).runs[0]
    one = following(read_current(home), this, more, [])
    assert one == following(read_current(home), this, reversed(more), [])
    assert [each.sha256 for each in one.inputs] == [source.sha256, "a", "b", "c"]
    assert [each.run for each in one.inputs] == [1, 2, 2, 2]


@pytest.mark.parametrize("damage", [b"", b"{}", b'{"number": 7, "sha256": "0"}', b"[1]"])
def test_a_damaged_commit_stops_the_run(home, damage):
    run(home, stock(0))
    home.current.write_bytes(damage)
    with pytest.raises(BrokenManifestError, match=r"CURRENT\.json"):
        read_current(home)


def test_nothing_committed_is_manifest_zero(home):
    assert read_current(home) == Manifest()
