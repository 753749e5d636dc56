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
const { runLimited, chunks, uniqueBy } = require("./tasks.js");
assert.deepStrictEqual(chunks([1, 2, 3, 4, 5], 2), [[1, 2], [3, 4], [5]]);
assert.deepStrictEqual(uniqueBy(["a", "bb", "c"], (text) => text.length), ["a", "bb"]);
runLimited([async () => 1, async () => 2, async () => 3], 2).then((results) =>
  assert.deepStrictEqual(results, [1, 2, 3]),
);
