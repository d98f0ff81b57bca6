"""Service and web page end with the program that started them."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from indexer.workspace import Workspace
from tests.browsing import free_port
from ui.processes import busy_port

RUN = (
    "import signal, sys; from pathlib import Path; from ui.processes import run_both; "
    "signal.signal(signal.SIGINT, signal.default_int_handler); "  # a shell's background job ignores it
)


@pytest.mark.slow
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_both_end_when_the_program_is_stopped(tmp_path: Path, stop: signal.Signals) -> None:
    Workspace.open(tmp_path, create=True).close()
    api, page = free_port(), free_port()
    call = f"sys.exit(run_both(Path({str(tmp_path)!r}), {api}, {page}, lambda line: print(line, flush=True)))"
    with subprocess.Popen([sys.executable, "-c", RUN + call], stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert any("Ctrl-C" in line for line in program.stdout)
        assert busy_port(api) and busy_port(page)
        program.send_signal(stop)
        try:
            assert program.wait(30) == 0
        finally:
            program.kill()  # else the end of the block would wait for ever
    assert not busy_port(api) and not busy_port(page)
