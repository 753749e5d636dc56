const assert = require("assert");
const { PriorityQueue } = require("./tasks.js");

const queue = new PriorityQueue();
assert.strictEqual(queue.pop(), undefined);
queue.push("a", 1);
assert.strictEqual(queue.pop(), "a");
assert.strictEqual(queue.pop(), undefined);
assert.strictEqual(queue.size, 0);
