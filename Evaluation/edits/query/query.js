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

/** The parts of an address such as "http://host:80/path?a=1#top". */
function splitAddress(address) {
  const [rest, fragment = ""] = address.split("#");
  const [place, query = ""] = rest.split("?");
  const scheme = place.includes("://") ? place.slice(0, place.indexOf("://")) : "";
  const after = scheme ? place.slice(scheme.length + 3) : place;
  const slash = after.indexOf("/");
  const authority = slash < 0 ? after : after.slice(0, slash);
  const [host, port = ""] = authority.split(":");
  return {
    scheme,
    host,
    port: port === "" ? null : Number(port),
    path: slash < 0 ? "/" : after.slice(slash),
    query: parseQuery(query),
    fragment,
  };
}

/** The last part of a path, without its ending where that is given. */
function baseName(path, ending = "") {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (ending !== "" && name !== ending && name.endsWith(ending)) {
    return name.slice(0, -ending.length);
  }
  return name;
}

/** Whether a path lies in a folder. */
function isInside(folder, path) {
  const parent = normalizePath(folder);
  const child = normalizePath(path);
  return parent === "/" || child === parent || child.startsWith(parent + "/");
}

module.exports = {
  parseQuery,
  formatQuery,
  joinPath,
  normalizePath,
  matchRoute,
  splitAddress,
  baseName,
  isInside,
};
