"""Where everything lies in a warehouse home, relative to its root."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Home:
    """A warehouse home: `root` may be moved or copied whole, nothing inside holds its path."""

    root: Path

    @property
    def batches(self) -> Path:
        """The folder of immutable batches, one folder a kind."""
        return self.root / "batches"

    @property
    def manifests(self) -> Path:
        """The folder of numbered manifests."""
        return self.root / "manifests"

    @property
    def current(self) -> Path:
        """The file that names the manifest in force: replacing it is the only commit."""
        return self.root / "CURRENT.json"

    @property
    def published(self) -> Path:
        """The folder with one Parquet file a table."""
        return self.root / "published"

    @property
    def database(self) -> Path:
        """The DuckDB file with all tables, views and macros."""
        return self.root / "summitry.duckdb"

    @property
    def resolution(self) -> Path:
        """What the last resolution found, so that the next one need not look at it again."""
        return self.root / "resolution"

    @property
    def outcomes(self) -> Path:
        """The folder of runs that did not simply go well, one file each."""
        return self.root / "runs"

    @property
    def last_run(self) -> Path:
        """The file that says when the last run began that did not fail."""
        return self.root / "LAST_RUN.json"

    @property
    def staging(self) -> Path:
        """Where files are written before they are renamed to their place."""
        return self.root / "staging"

    @property
    def publication(self) -> Path:
        """Where the next publication is built; it counts for nothing before it is cleared."""
        return self.staging / "publication"

    @property
    def cleared(self) -> Path:
        """A finished publication that passed the checks, being put in place file by file."""
        return self.staging / "cleared"

    @property
    def lock_file(self) -> Path:
        """The file whose lock lets one process write."""
        return self.root / "LOCK"

    def batch(self, kind: str, name: str) -> Path:
        """The file of one batch."""
        return self.batches / kind / f"{name}.parquet"

    def manifest(self, number: int) -> Path:
        """The file of one manifest."""
        return self.manifests / f"{number:06d}.json"

    def table(self, name: str) -> Path:
        """The published Parquet file of one table."""
        return self.published / f"{name}.parquet"

    def create(self) -> None:
        """Make the root and its folders where they are missing."""
        for folder in (self.batches, self.manifests, self.published, self.resolution, self.staging):
            folder.mkdir(parents=True, exist_ok=True)
