const assert = require("assert");
const { orderTasks } = require("./tasks.js");

assert.throws(() => orderTasks({ a: ["b"], b: ["a"] }), /cycle at [ab]/);
assert.throws(() => orderTasks({ a: ["a"] }), /cycle at a/);
assert.deepStrictEqual(orderTasks({ a: ["c"], b: ["c"], c: [] }), ["c", "a", "b"]);
