"""An Apache Spark of our own for one test run: a Spark Connect server on one machine, with Java.

Found by SPARK_HOME, or in a whole pyspark (one that has its jars) that can be imported.
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

from tests.tools import find_program, require_or_skip

SERVER = "org.apache.spark.sql.connect.service.SparkConnectServer"
# Queries of a few rows: interpreting them is four times as fast as compiling each.
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "1g",
    "spark.sql.shuffle.partitions": "2",
    "spark.connect.grpc.binding.address": "127.0.0.1",
}


def spark_home():
    """None where there is no Apache Spark."""
    spec = find_spec("pyspark")
    told = [os.environ.get("SPARK_HOME"), *(spec.submodule_search_locations if spec else ())]
    found = [Path(one) for one in told if one and next(Path(one).glob("jars/spark-connect_*.jar"), None)]
    return found[0] if found else None


class ApacheSpark:
    """Gives its address; ends the server and all it wrote."""

    def __enter__(self):
        home = spark_home()
        require_or_skip("Java", find_program("java") is not None)
        require_or_skip("Apache Spark (SPARK_HOME)", home is not None)
        self.folder = Path(tempfile.mkdtemp(prefix="schoolgate-spark-"))
        port = _free_port()
        settings = SETTINGS | {
            "spark.connect.grpc.binding.port": str(port),
            "spark.local.dir": str(self.folder),
            "spark.sql.warehouse.dir": str(self.folder / "warehouse"),
        }
        told = [part for name, value in settings.items() for part in ("--conf", f"{name}={value}")]
        command = [home / "bin" / "spark-submit", "--master", "local[2]", *told, "--class", SERVER]
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [*command, "spark-internal"],
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env=os.environ | {"SPARK_HOME": str(home)},
                start_new_session=True,
            )
        self._wait(port)
        return f"sc://127.0.0.1:{port}"

    def _wait(self, port):
        end = time.monotonic() + 120
        while time.monotonic() < end and self.process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.2)
        said = (self.folder / "log").read_text(errors="replace")[-2000:]
        self.__exit__()
        raise AssertionError(f"Apache Spark did not start:\n{said}")

    def __exit__(self, *_):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def _free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
