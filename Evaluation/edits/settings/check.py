from settings import Settings, SettingsError, parse

text = """
debug = true
# a comment
[server]
host = example.org
port = 8080
names = a, b,, c
"""
settings = Settings(text)
assert settings.get("server", "host") == "example.org"
assert settings.get("server", "missing") is None
assert settings.get("nowhere", "x", "d") == "d"
assert settings.get_int("server", "port") == 8080
assert settings.get_int("server", "missing", 5) == 5
assert settings.get_bool("", "debug") is True
assert settings.get_bool("server", "debug") is False
assert settings.get_list("server", "names") == ["a", "b", "c"]
assert settings.keys("server") == ["host", "port", "names"]
try:
    settings.get_int("server", "host")
    raise SystemExit("a name was taken for a number")
except SettingsError:
    pass
try:
    parse("just words")
    raise SystemExit("a line without a value was taken")
except SettingsError as error:
    assert "line 1" in str(error)
from settings import dump

assert parse(dump(settings.sections)) == settings.sections
both = settings.merged(Settings("[server]\nport = 1\n[x]\ny = z"))
assert both.get("server", "port") == "1" and both.get("x", "y") == "z"
try:
    settings.require("server", "host", "user", "key")
    raise SystemExit("missing keys were not noticed")
except SettingsError as error:
    assert "user, key" in str(error)
