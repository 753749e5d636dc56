const assert = require("assert");
const { formatQuery } = require("./query.js");

assert.strictEqual(formatQuery({ a: null, b: 0, c: undefined, d: "" }), "b=0&d=");
assert.strictEqual(formatQuery({}), "");
