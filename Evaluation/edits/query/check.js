const assert = require("assert");
const q = require("./query.js");

assert.deepStrictEqual(q.parseQuery("a=1&b=x%20y&&c"), { a: "1", b: "x y", c: "" });
assert.deepStrictEqual(q.parseQuery("a=1&a=2&a=3"), { a: ["1", "2", "3"] });
assert.strictEqual(q.formatQuery({ a: 1, b: ["x y", "z"] }), "a=1&b=x%20y&b=z");
assert.strictEqual(q.joinPath("a/", "/b", "c"), "a/b/c");
assert.strictEqual(q.normalizePath("/a/./b/../c"), "/a/c");
assert.deepStrictEqual(q.matchRoute("/users/:id", "/users/7"), { id: "7" });
assert.strictEqual(q.matchRoute("/users/:id", "/posts/7"), null);
assert.strictEqual(q.matchRoute("/users/:id", "/users/7/x"), null);
assert.deepStrictEqual(q.splitAddress("http://host:80/p/q?a=1#top"), {
  scheme: "http", host: "host", port: 80, path: "/p/q", query: { a: "1" }, fragment: "top",
});
assert.strictEqual(q.splitAddress("http://host").path, "/");
assert.strictEqual(q.baseName("/a/b.txt", ".txt"), "b");
assert.ok(q.isInside("/a", "/a/b/../c") && !q.isInside("/a", "/ab"));
