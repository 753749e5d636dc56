const assert = require("assert");
const { matchRoute } = require("./query.js");

assert.strictEqual(matchRoute("/files/*", "/files/a/b.txt").rest, "a/b.txt");
assert.strictEqual(matchRoute("/:user/*", "/ann/x").rest, "x");
assert.strictEqual(matchRoute("/:user/*", "/ann/x").user, "ann");
assert.strictEqual(matchRoute("/files/*", "/other/a"), null);
