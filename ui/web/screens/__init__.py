"""The screens, one module each (a folder where a screen needs several); listed in ui.web.registry."""
