from pathlib import Path

import pytest

from flows.settings import Settings, SettingsError, load_settings


def test_flag_beats_environment_beats_file_beats_default(tmp_path):
    (tmp_path / "summitry.toml").write_text('home = "from-file"\njobs = 3\nchunk-size = 7\n')
    settings = load_settings(
        {"home": "flag"}, {"SUMMITRY_HOME": "env", "SUMMITRY_JOBS": "2"}, tmp_path
    )
    assert settings.home == tmp_path / "flag"
    assert settings.jobs == 2
    assert settings.chunk_size == 7
    assert settings.max_refused == Settings().max_refused


def test_a_flag_that_is_not_given_hides_nothing(tmp_path):
    assert load_settings({"jobs": None}, {"SUMMITRY_JOBS": "2"}, tmp_path).jobs == 2


def test_summitry_toml_counts_before_pyproject(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.summitry]\njobs = 4\n")
    assert load_settings({}, {}, tmp_path).jobs == 4
    (tmp_path / "summitry.toml").write_text("jobs = 5\n")
    assert load_settings({}, {}, tmp_path).jobs == 5


def test_paths_in_a_list_or_joined_start_from_the_folder_of_the_file(tmp_path):
    (tmp_path / "summitry.toml").write_text('codebook = ["mine", "/else"]\n')
    expected = (tmp_path / "mine", Path("/else"))
    assert load_settings({}, {}, tmp_path).codebook == expected
    assert load_settings({}, {"SUMMITRY_CODEBOOK": "mine:/else"}, tmp_path).codebook == expected


def test_variables_that_are_not_ours_are_left_alone(tmp_path):
    assert load_settings({}, {"SUMMITRY_PORT": "tcp://10.0.0.1"}, tmp_path).jobs == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("jobs = 'many'", "'jobs' must be a number of 0 or more, not 'many'"),
        ("jobs = 1.5", "'jobs' must be a whole number"),
        ("jobs = true", "'jobs' must be a number"),
        ("chunk_size = 0", "'chunk_size' must be a number of 1 or more"),
        ("max_refused = 2", "'max_refused' must be a number from 0 to 1"),
        ("max_refused = nan", "'max_refused' must be a number from 0 to 1"),
        ("home = 3", "'home' must be a path"),
        ("codebook = [3]", "'codebook' must be a path"),
        ("hoem = 'x'", "'hoem' is no setting; there are: home, jobs"),
        ("jobs = ", "not valid TOML"),
    ],
)
def test_a_bad_setting_is_named_with_its_file(tmp_path, content, said):
    (tmp_path / "summitry.toml").write_text(content)
    with pytest.raises(SettingsError) as caught:
        load_settings({}, {}, tmp_path)
    assert said in str(caught.value)
    assert "summitry.toml" in str(caught.value)
    assert "\n" not in str(caught.value)
