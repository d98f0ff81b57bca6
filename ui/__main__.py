"""``python -m ui`` is the ``fengqiao`` command."""

from ui.cli.main import main

main()
