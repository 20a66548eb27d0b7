"""The parts of the store: the lock, batches, manifests, recovery, garbage."""

import json
import os
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from warehouse_made import (
    CODES,
    ENVIRONMENT,
    NOW,
    Told,
    bytes_of,
    catch_up,
    report,
    rows_of,
    run,
    stock,
)

from extract.records import Refusal
from warehouse.batches import find_batch, read_articles, write_articles, write_extractions
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
from warehouse.publish import publish
from warehouse.reader import NoWarehouseError, open_warehouse
from warehouse.recover import collect_garbage, find_garbage, recover


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


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


def test_what_an_earlier_version_kept_of_a_resolution_goes_with_the_next_publication(home):
    run(home, stock(1), name="a")
    publish(home, CODES)
    stray = home.resolution / "accounts.parquet"
    stray.write_bytes(b"what was forgotten since")
    run(home, stock(2), name="b")
    publish(home, CODES)
    assert not stray.exists()
    assert (home.resolution / "earlier_accounts.parquet").exists()
