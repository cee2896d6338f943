"""`manage.py up` with real processes: what starts, what comes back, what is left behind."""

from __future__ import annotations

import json
import signal
import socket

import pytest

from tests.runtime.running import Instance, alive, eventually, run_up


@pytest.fixture(scope="module")
def folder(make_folder):
    return make_folder()


@pytest.fixture(scope="module")
def instance(folder):
    running = Instance(folder)
    running.wait_until_ready()
    yield running
    running.stop()


def test_the_address_it_prints_answers(instance):
    assert f"Wardrobe is ready: http://127.0.0.1:{instance.port}" in "\n".join(instance.lines)
    status, body = instance.get("/health/database")
    assert status == 200
    assert json.loads(body)["checks"]["postgres"]["pool"]["max"] == 16


def test_the_worker_gives_a_sign_of_life(instance):
    assert eventually(lambda: instance.check("worker")["healthy"])


def test_everything_is_kept_in_the_data_folder(instance):
    names = {path.name for path in instance.folder.iterdir()}
    assert {"postgres", "run", "secret.key", "static"} <= names


def test_a_second_start_on_the_same_folder_says_who_is_there(instance):
    other = run_up("--data-dir", str(instance.folder))
    assert other.returncode == 2
    assert other.stdout == ""
    assert f"already running on {instance.folder} at http://127.0.0.1:{instance.port}" in other.stderr
    assert other.stderr.count("\n") == 1


def test_a_killed_web_server_is_started_again(instance):
    before = instance.child("gunicorn")
    before.kill()
    after = eventually(lambda: instance.replaced("gunicorn", before))
    assert eventually(lambda: instance.get("/health/database")[0] == 200)
    assert after.is_running()
    assert any("web was killed by signal 9; starting it again" in line for line in instance.lines)


def test_a_killed_worker_is_started_again_and_its_children_are_not_left_behind(instance):
    before = eventually(lambda: instance.child("qcluster"))
    family = eventually(lambda: before.children(recursive=True))
    before.kill()
    after = eventually(lambda: instance.replaced("qcluster", before))
    eventually(lambda: not alive(family))
    assert eventually(lambda: after.children(recursive=True))
    assert eventually(lambda: instance.check("worker")["healthy"])


def test_a_killed_postgresql_is_started_again_and_the_others_recover(instance):
    before = instance.postgres()
    before.kill()
    assert eventually(lambda: (found := instance.postgres()) and found.pid != before.pid)
    assert eventually(lambda: instance.get("/health/database")[0] == 200)
    assert eventually(lambda: instance.check("worker")["healthy"])
    assert any("PostgreSQL is back" in line for line in instance.lines)


def test_ctrl_c_stops_everything_in_order_and_quietly(folder, instance):
    family = instance.family()
    said_before = len(instance.lines)
    assert instance.stop(signal.SIGINT) == 0, instance.said()
    assert not alive(family)
    farewell = "\n".join(instance.lines[said_before:])
    assert "Traceback" not in farewell
    assert farewell.rstrip().endswith("stopped")
    assert not (folder / "postgres/postmaster.pid").exists()


def test_a_killed_supervisor_takes_its_children_along_and_the_next_start_recovers(folder, instance):
    instance.stop()
    killed = Instance(folder)
    killed.wait_until_ready()
    children = [process for process in killed.family() if process.name() != "postgres"]
    killed.process.kill()
    killed.process.wait()
    again = Instance(folder)
    print(f"second start: {again.wait_until_ready():.1f} s")
    assert not alive(children)
    assert again.stop(signal.SIGTERM) == 0, again.said()
    assert not (folder / "postgres/postmaster.pid").exists()


def test_without_a_worker_only_the_web_is_started(folder, instance):
    instance.stop()
    alone = Instance(folder, "--no-worker")
    alone.wait_until_ready()
    assert alone.child("qcluster") is None
    status, body = alone.get("/health")
    assert status == 503
    assert json.loads(body)["checks"]["worker"]["error"] == "no worker has given a sign of life"
    assert alone.stop() == 0, alone.said()


def test_a_taken_port_is_one_sentence_before_anything_else_happens(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        refused = run_up("--data-dir", str(tmp_path / "new"), "--port", str(port))
    assert refused.returncode == 2
    assert refused.stderr.startswith(f"Port {port} is taken by another program. Try: --port ")
    assert refused.stderr.count("\n") == 1
    assert not (tmp_path / "new" / "postgres").exists()


def test_an_address_of_another_machine_is_one_sentence(tmp_path):
    refused = run_up("--data-dir", str(tmp_path), "--host", "192.0.2.1")
    assert refused.returncode == 2
    assert refused.stderr.startswith("Cannot listen on 192.0.2.1: ")


def test_a_data_folder_that_is_a_file_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    refused = run_up("--data-dir", str(tmp_path / "file"))
    assert refused.returncode == 2
    assert refused.stderr.startswith("The data folder cannot be used: ")
