"""Settings are read once, from the environment and ``.env``, and a wrong one says what to set."""

from pathlib import Path

import pytest

from bot.core.errors import SettingsError
from bot.settings import VARIABLES, Embeddings, EndpointSettings, Settings, SlackCommands, load_settings


def load(tmp_path: Path, dotenv: str = "", **values: str) -> Settings:
    (tmp_path / ".env").write_text(dotenv, encoding="utf-8")
    return load_settings({"PAPERBOY_DATA_DIR": str(tmp_path / "data"), **values}, tmp_path / ".env")


def test_nothing_needs_to_be_set(tmp_path: Path) -> None:
    settings = load_settings({}, tmp_path / "none.env")
    assert settings.database_url.database == str(settings.data_dir / "paperboy.db")
    assert settings.arxiv_interval == 3.0
    assert settings.language in {"en", "zh", "ko"}


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    settings = load(tmp_path, "PAPERBOY_LANGUAGE=zh\nPAPERBOY_TIMEZONE=Asia/Seoul\n", PAPERBOY_LANGUAGE="ko")
    assert (settings.language, settings.timezone) == ("ko", "Asia/Seoul")


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"PAPERBOY_LANGUAGE=\xff\n")
    with pytest.raises(SettingsError, match="not UTF-8"):
        load_settings({}, tmp_path / ".env")


@pytest.mark.parametrize("value", ["-1", "1e9", "nan", "x"])
def test_an_interval_is_a_sensible_number_of_seconds(tmp_path: Path, value: str) -> None:
    with pytest.raises(SettingsError, match="PAPERBOY_ARXIV_INTERVAL"):
        load(tmp_path, PAPERBOY_ARXIV_INTERVAL=value)


def test_the_password_of_the_database_is_in_no_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, DATABASE_URL="mysql://me:secret@host/name")
    assert "secret" not in str(caught.value)


def test_every_setting_is_in_the_readme(tmp_path: Path) -> None:
    readme = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
    assert [name for name in VARIABLES if name not in readme] == []


def test_meaning_is_computed_here_unless_something_else_is_set(tmp_path: Path) -> None:
    assert load(tmp_path).embeddings is Embeddings.LOCAL
    assert load(tmp_path, PAPERBOY_EMBEDDINGS="off", PAPERBOY_EMBEDDINGS_URL="http://h/v1").embeddings is Embeddings.OFF


def test_an_endpoint_has_a_url_a_model_and_a_secret_key(tmp_path: Path) -> None:
    url, model, key = "http://localhost:11434/v1/embeddings/", "bge-m3", "sk-hidden"
    settings = load(tmp_path, PAPERBOY_EMBEDDINGS_URL=url, PAPERBOY_EMBEDDINGS_MODEL=model, PAPERBOY_EMBEDDINGS_KEY=key)
    assert settings.embeddings is Embeddings.ENDPOINT
    assert settings.endpoint == EndpointSettings("http://localhost:11434/v1", model, key)
    assert key not in repr(settings)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"PAPERBOY_EMBEDDINGS": "openai"}, "must be local or off"),
        ({"PAPERBOY_EMBEDDINGS_URL": "localhost:11434"}, "PAPERBOY_EMBEDDINGS_URL must be an http"),
        ({"PAPERBOY_EMBEDDINGS_URL": "http://h/v1"}, "PAPERBOY_EMBEDDINGS_MODEL must be set"),
        ({"PAPERBOY_EMBEDDINGS_URL": "http://h/v1", "PAPERBOY_EMBEDDINGS": "local"}, "not both"),
    ],
)
def test_half_an_endpoint_says_what_else_to_set(tmp_path: Path, values: dict[str, str], words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        load(tmp_path, **values)


def test_community_sources_are_asked_only_if_they_are_named(tmp_path: Path) -> None:
    assert load(tmp_path).community.sources == ()
    assert load(tmp_path, PAPERBOY_SEMANTIC_SCHOLAR_KEY="hidden").community.sources == ()
    community = load(tmp_path, PAPERBOY_COMMUNITY=" Hugging-Face, semantic-scholar,hugging-face ").community
    assert community.sources == ("hugging-face", "semantic-scholar")
    assert community.hugging_face_url == "https://huggingface.co"
    assert community.semantic_scholar_url == "https://api.semanticscholar.org"


def test_a_key_for_semantic_scholar_is_shown_nowhere(tmp_path: Path) -> None:
    settings = load(tmp_path, PAPERBOY_COMMUNITY="semantic-scholar", PAPERBOY_SEMANTIC_SCHOLAR_KEY="hidden")
    assert settings.community.semantic_scholar_key == "hidden"
    assert "hidden" not in repr(settings)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"PAPERBOY_COMMUNITY": "reddit"}, "PAPERBOY_COMMUNITY names reddit; it may name hugging-face and semantic"),
        ({"PAPERBOY_HUGGING_FACE_URL": "huggingface.co"}, "PAPERBOY_HUGGING_FACE_URL must be an http"),
        ({"PAPERBOY_SEMANTIC_SCHOLAR_URL": "s2"}, "PAPERBOY_SEMANTIC_SCHOLAR_URL must be an http"),
    ],
)
def test_an_unknown_community_source_lists_the_known_ones(tmp_path: Path, values: dict[str, str], words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        load(tmp_path, **values)


KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
MANY = {
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": "secret",
    "SLACK_SIGNING_SECRET": "signed",
    "PAPERBOY_PUBLIC_URL": "https://papers.example.org/",
    "PAPERBOY_SECRET_KEY": KEY,
}


def test_slack_can_be_installed_by_many_workspaces_without_a_token(tmp_path: Path) -> None:
    slack = load(tmp_path, **{**MANY, "PAPERBOY_SECRET_KEY": f"{KEY}, {KEY[::-1].strip('=')}="}).slack
    assert slack
    assert slack.install
    assert (slack.bot_token, slack.install.client_id, len(slack.install.secret_keys)) == ("", "1.2", 2)
    assert not any(secret in repr(slack) for secret in (KEY, "secret'", "signed"))


def test_slack_has_one_command_unless_all_are_asked_for(tmp_path: Path) -> None:
    assert load(tmp_path).slack_commands is SlackCommands.FEW
    assert load(tmp_path, SLACK_COMMANDS=" All").slack_commands is SlackCommands.ALL
    with pytest.raises(SettingsError, match="or all"):
        load(tmp_path, SLACK_COMMANDS="some")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"SLACK_CLIENT_SECRET": ""}, "SLACK_CLIENT_SECRET go together"),
        ({"SLACK_CLIENT_ID": ""}, "SLACK_CLIENT_ID and"),
        ({"PAPERBOY_PUBLIC_URL": ""}, "PAPERBOY_PUBLIC_URL must be set"),
        ({"SLACK_SIGNING_SECRET": ""}, "SLACK_SIGNING_SECRET must be set"),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "not both"),
        ({"PAPERBOY_SECRET_KEY": ""}, "Make one with: python -c"),
        ({"PAPERBOY_SECRET_KEY": "a password"}, "not a key. Make one with"),
        ({"PAPERBOY_SECRET_KEY": f"{KEY},é"}, "not a key"),
    ],
)
def test_missing_settings_for_many_workspaces_are_named(tmp_path: Path, changed: dict[str, str], words: str) -> None:
    with pytest.raises(SettingsError, match=words) as caught:
        load(tmp_path, **{**MANY, **changed})
    assert KEY not in str(caught.value)


@pytest.mark.parametrize(
    ("system", "shown"), [("Asia/Seoul", "Asia/Seoul"), ("Etc/UTC", "UTC"), (None, "UTC"), ("Middle/Earth", "UTC")]
)
def test_the_systems_time_zone_is_the_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str | None, shown: str
) -> None:
    monkeypatch.setattr("tzlocal.get_localzone_name", lambda: system)
    assert load(tmp_path).timezone == shown
