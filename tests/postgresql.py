"""A PostgreSQL of our own for one test run: a temporary folder, a socket in it, three roles."""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg

from tests.tools import find_program, require_or_skip

FOLDERS = ("usr/lib/postgresql/*/bin", "usr/local/pgsql/bin", "opt/homebrew/opt/postgresql*/bin")
RUNUSER = ("runuser", "usr/sbin", "sbin")
OWNER, APPLICATION = "schoolgate_owner", "schoolgate_app"


def may_run():
    """PostgreSQL refuses to run as root."""
    try:
        return os.geteuid() != 0 or bool(pwd.getpwnam("postgres") and find_program(*RUNUSER))
    except KeyError:
        return False


def is_here():
    """Could one be started?"""
    return all(find_program(name, *FOLDERS) for name in ("initdb", "pg_ctl")) and may_run()


class Cluster:
    """`postgres` starts it all and is a superuser; the owner makes tables; the application owns nothing."""

    def __init__(self):
        programs = {name: find_program(name, *FOLDERS) for name in ("initdb", "pg_ctl")}
        require_or_skip("PostgreSQL", all(programs.values()))
        require_or_skip("The account postgres, under which root must run PostgreSQL,", may_run())
        self.programs = programs
        self.folder = Path(tempfile.mkdtemp(prefix="schoolgate-pg-"))
        self.databases = 0
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")

    def run(self, program, *arguments):
        become = [find_program(*RUNUSER), "-u", "postgres", "--"] if os.geteuid() == 0 else []
        command = [*become, self.programs[program], *arguments, "-D", str(self.folder / "data")]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, cwd="/")

    def start(self):
        self.run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-k {self.folder} -c listen_addresses=''"
        self.run("pg_ctl", "start", "-w", "-s", "-o", options, "-l", str(self.folder / "log"))
        self.execute(f"CREATE ROLE {OWNER} LOGIN")
        self.execute(f"CREATE ROLE {APPLICATION} LOGIN")

    def stop(self):
        if (self.folder / "data" / "postmaster.pid").exists():
            self.run("pg_ctl", "stop", "-m", "immediate", "-s")
        shutil.rmtree(self.folder)

    def new_database(self):
        self.databases += 1
        name = f"schoolgate_{self.databases}"
        self.execute(f"CREATE DATABASE {name} OWNER {OWNER}")
        return name

    def address(self, database, role=APPLICATION):
        return f"postgresql://{role}@/{database}?host={self.folder}"

    def execute(self, statement, database="postgres"):
        with psycopg.connect(self.address(database, "postgres"), autocommit=True) as connection:
            return connection.execute(statement)
