"""The service and the web page as two processes that live and end together."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

STARTUP_SECONDS = 60.0


def busy_port(port: int) -> bool:
    """Whether something listens on 127.0.0.1 at this port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def web_command(port: int) -> list[str]:
    """Command line of the web page's process."""
    page = Path(__file__).parent / "web" / "app.py"
    options = {
        "server.address": "127.0.0.1",
        "server.port": str(port),
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
        "client.toolbarMode": "minimal",
        "client.showErrorDetails": "none",
        "theme.font": "'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif",
        "theme.primaryColor": "#8a2b1d",
    }
    flags = [part for name, value in options.items() for part in (f"--{name}", value)]
    return [sys.executable, "-m", "streamlit", "run", str(page), *flags]


def web_environment(api: str) -> dict[str, str]:
    """Environment of the web page's process."""
    return os.environ | {"FENGQIAO_API": api}


def run_both(home: Path, api_port: int, web_port: int, say: Callable[[str], None]) -> int:
    """Run service and web page until one ends or the user, or the system by SIGTERM, stops them.

    Returns:
        Exit code: 0 when they were stopped.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C, or the two would live on
    api, page = f"http://127.0.0.1:{api_port}", f"http://127.0.0.1:{web_port}"
    service = subprocess.Popen(
        [sys.executable, "-m", "ui", "serve", "--home", str(home), "--port", str(api_port)]
    )
    web = subprocess.Popen(web_command(web_port), env=web_environment(api), stdout=subprocess.DEVNULL)
    processes = (service, web)
    try:
        for address in (f"{api}/v1/health", f"{page}/_stcore/health"):
            if not _answers(address, processes):
                say(f"{address} did not answer; see the messages above")
                return 1
        say(f"API       {api}/v1/docs")
        say(f"网页      {page}")
        say("按 Ctrl-C 结束。")
        while all(process.poll() is None for process in processes):
            time.sleep(0.5)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait()


def _answers(address: str, processes: tuple["subprocess.Popen[bytes]", ...]) -> bool:
    end = time.monotonic() + STARTUP_SECONDS
    # No proxy: a closed network's proxy setting must not swallow a call to this machine.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < end and all(process.poll() is None for process in processes):
        try:
            with opener.open(address, timeout=2):
                return True
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    return False
