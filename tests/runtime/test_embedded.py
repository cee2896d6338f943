"""The embedded database server: who starts it, who stops it, and what it is told apart from."""

from __future__ import annotations

import os
import stat

import psycopg
import pytest

from wardrobe_project import embedded
from wardrobe_project.embedded import EmbeddedDatabaseError, EmbeddedPostgres


@pytest.fixture
def server(make_folder):
    started = EmbeddedPostgres(make_folder())
    started.acquire()
    yield started
    started.release()


def test_it_has_a_database_of_its_own_that_knows_vectors_and_capital_letters(server):
    with psycopg.connect(server.url()) as connection:
        connection.execute("CREATE EXTENSION vector")
        row = connection.execute("SELECT current_database(), lower('ÉÄŽ'), '[1,2]'::vector::text").fetchone()
    assert row == ("wardrobe", "éäž", "[1,2]")


def test_the_last_one_to_leave_stops_it(server):
    other = EmbeddedPostgres(server.folder)
    other.acquire()
    pid = server.pid()
    assert other.pid() == pid
    server.release()
    assert other.pid() == pid
    other.release()
    assert other.pid() is None


def test_a_number_that_belongs_to_another_program_by_now_is_not_taken_for_the_server(server):
    server.release()
    (server.cluster / "postmaster.pid").write_text(f"{os.getpid()}\n")
    assert server.pid() is None
    server.acquire()
    assert server.pid() not in (None, os.getpid())


def test_it_listens_to_this_machine_only_and_its_folder_is_private(server):
    with psycopg.connect(server.url()) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    assert stat.S_IMODE(server.cluster.stat().st_mode) == 0o700


def test_a_folder_too_deep_for_a_socket_gets_one_elsewhere(tmp_path):
    deep = EmbeddedPostgres(tmp_path / ("deep" * 30))
    assert len(str(deep.socket_folder())) < 90
    assert deep.socket_folder() == EmbeddedPostgres(tmp_path / ("deep" * 30)).socket_folder()
    assert deep.socket_folder() != EmbeddedPostgres(tmp_path / ("deep" * 31)).socket_folder()


def test_what_postgresql_complains_about_is_passed_on(make_folder):
    broken = EmbeddedPostgres(make_folder())
    broken.cluster.mkdir()
    (broken.cluster / "something else").write_text("")
    with pytest.raises(EmbeddedDatabaseError, match="did not obey 'initdb'"):
        broken.acquire()
    broken.release()


def test_a_missing_package_is_a_sentence(monkeypatch):
    monkeypatch.setattr(embedded, "find_spec", lambda name: None)
    with pytest.raises(EmbeddedDatabaseError, match="set DATABASE_URL"):
        embedded.binaries()


def test_a_strict_umask_of_the_installer_is_undone(tmp_path):
    program = tmp_path / "bin" / "postgres"
    program.parent.mkdir()
    program.write_text("")
    program.chmod(0o700)
    (tmp_path / "share").write_text("")
    (tmp_path / "share").chmod(0o600)
    embedded.open_to_everybody(tmp_path)
    assert stat.S_IMODE(program.stat().st_mode) == 0o705
    assert stat.S_IMODE((tmp_path / "share").stat().st_mode) == 0o604
