"use strict";

// Query strings and paths of addresses.

/** Parses "a=1&b=2" into an object; a name that comes twice gives an array. */
function parseQuery(text) {
  const values = {};
  for (const part of text.split("&")) {
    if (part === "") continue;
    const [name, value = ""] = part.split("=");
    const key = decodeURIComponent(name);
    const decoded = decodeURIComponent(value);
    if (!(key in values)) {
      values[key] = decoded;
    } else if (Array.isArray(values[key])) {
      values[key].push(decoded);
    } else {
      values[key] = [values[key], decoded];
    }
  }
  return values;
}

/** Makes a query string of an object. */
function formatQuery(values) {
  const parts = [];
  for (const [name, value] of Object.entries(values)) {
    const list = Array.isArray(value) ? value : [value];
    for (const item of list) {
      parts.push(`${encodeURIComponent(name)}=${encodeURIComponent(item)}`);
    }
  }
  return parts.join("&");
}

/** Joins parts of a path with single slashes. */
function joinPath(...parts) {
  return parts.join("/").replace(/\/+/g, "/");
}

/** Takes "." and ".." out of a path. */
function normalizePath(path) {
  const kept = [];
  for (const part of path.split("/")) {
    if (part === "..") {
      kept.pop();
    } else if (part !== "." && part !== "") {
      kept.push(part);
    }
  }
  return "/" + kept.join("/");
}

/** Matches a path with a pattern such as "/users/:id"; null where it does not fit. */
function matchRoute(pattern, path) {
  const expected = pattern.split("/");
  const actual = path.split("/");
  if (expected.length !== actual.length) return null;
  const values = {};
  for (let i = 0; i < expected.length; i++) {
    if (expected[i].startsWith(":")) {
      values[expected[i].slice(1)] = actual[i];
    } else if (expected[i] !== actual[i]) {
      return null;
    }
  }
  return values;
}

module.exports = { parseQuery, formatQuery, joinPath, normalizePath, matchRoute };
