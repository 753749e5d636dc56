from settings import Settings, SettingsError

settings = Settings("a = YES\nb = on\nc = 1\nd = Off\ne = no\nf = 0\ng = maybe\nh = True")
for key in "abch":
    assert settings.get_bool("", key) is True, key
for key in "def":
    assert settings.get_bool("", key, True) is False, key
try:
    settings.get_bool("", "g")
    raise SystemExit("maybe was taken")
except SettingsError:
    pass
assert settings.get_bool("", "z", True) is True
