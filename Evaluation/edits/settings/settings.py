"""Reads settings from text in sections, with `key = value` lines."""


class SettingsError(ValueError):
    """Raised for a line or a value that cannot be understood."""


def parse(text):
    """Parses a text into a dictionary of sections, each a dictionary of values.

    Lines before the first section belong to the section with the empty name.
    """
    sections = {"": {}}
    current = sections[""]
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("[") and line.endswith("]"):
            name = line[1:-1].strip()
            current = sections.setdefault(name, {})
            continue
        key, separator, value = line.partition("=")
        if not separator:
            raise SettingsError(f"line {number}: there is no '='")
        current[key.strip()] = value.strip()
    return sections


class Settings:
    """Values of sections, with conversions."""

    def __init__(self, text):
        self.sections = parse(text)

    def get(self, section, key, default=None):
        """The text of a value, or the default where there is none."""
        return self.sections.get(section, {}).get(key, default)

    def get_int(self, section, key, default=0):
        """A value as a whole number."""
        value = self.get(section, key)
        if value is None:
            return default
        try:
            return int(value)
        except ValueError:
            raise SettingsError(f"{section}.{key}: not a number: {value}") from None

    def get_bool(self, section, key, default=False):
        """A value as a truth value."""
        value = self.get(section, key)
        if value is None:
            return default
        return value == "true"

    def get_list(self, section, key):
        """A value as the texts between its commas."""
        value = self.get(section, key, "")
        return [part.strip() for part in value.split(",") if part.strip()]

    def keys(self, section):
        """The keys of a section in their order."""
        return list(self.sections.get(section, {}))
    def require(self, section, *keys):
        """Raises an error that names every key of a section that is missing."""
        missing = [key for key in keys if self.get(section, key) is None]
        if missing:
            raise SettingsError(f"[{section}] has no {', '.join(missing)}")

    def merged(self, other):
        """New settings in which the values of others stand over these."""
        result = Settings("")
        for source in (self, other):
            for name, values in source.sections.items():
                result.sections.setdefault(name, {}).update(values)
        return result


def dump(sections):
    """The text of some sections, as `parse` reads it."""
    lines = []
    for name, values in sections.items():
        if name:
            if lines:
                lines.append("")
            lines.append(f"[{name}]")
        for key, value in values.items():
            lines.append(f"{key} = {value}")
    return "\n".join(lines) + "\n"
