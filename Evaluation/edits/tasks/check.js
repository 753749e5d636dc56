const assert = require("assert");
const { PriorityQueue, orderTasks, groupBy } = require("./tasks.js");

const queue = new PriorityQueue();
[5, 3, 8, 1, 9, 2, 7].forEach((n) => queue.push(`n${n}`, n));
assert.strictEqual(queue.size, 7);
const taken = [];
while (queue.size > 0) taken.push(queue.pop());
assert.deepStrictEqual(taken, ["n1", "n2", "n3", "n5", "n7", "n8", "n9"]);

assert.deepStrictEqual(orderTasks({ app: ["lib", "log"], lib: ["log"], log: [] }), ["log", "lib", "app"]);
assert.deepStrictEqual(orderTasks({ a: ["b"] }), ["b", "a"]);
assert.deepStrictEqual(groupBy([1, 2, 3], (n) => (n % 2 ? "odd" : "even")), { odd: [1, 3], even: [2] });
