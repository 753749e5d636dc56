const assert = require("assert");
const { Emitter, throttle, memoize } = require("./events.js");

const emitter = new Emitter();
const seen = [];
const off = emitter.on("a", (value) => seen.push(value));
emitter.once("a", (value) => seen.push(-value));
assert.strictEqual(emitter.count("a"), 2);
assert.strictEqual(emitter.emit("a", 1), 2);
assert.deepStrictEqual(seen, [1, -1]);
assert.strictEqual(emitter.emit("a", 2), 1);
assert.deepStrictEqual(emitter.names(), ["a"]);
off();
assert.strictEqual(emitter.emit("a", 3), 0);
assert.deepStrictEqual(seen, [1, -1, 2]);
assert.deepStrictEqual(emitter.names(), []);
emitter.off("nothing", () => {});

let time = 0;
let calls = 0;
const slow = throttle(() => calls++, 10, () => time);
assert.strictEqual(slow(), true);
assert.strictEqual(slow(), false);
time = 10;
assert.strictEqual(slow(), true);
assert.strictEqual(calls, 2);

let computed = 0;
const square = memoize((n) => {
  computed++;
  return n * n;
});
assert.deepStrictEqual([square(3), square(3), computed], [9, 9, 1]);
const { forward, Watched } = require("./events.js");
const [near, far] = [new Emitter(), new Emitter()];
const heard = [];
far.on("x", (value) => heard.push(value));
const stop = forward(near, far, ["x", "y"]);
near.emit("x", 1);
stop();
near.emit("x", 2);
assert.deepStrictEqual(heard, [1]);
const watched = new Watched(1);
watched.watch((value, old) => heard.push([value, old]));
watched.set(1);
watched.set(2);
assert.deepStrictEqual(heard, [1, [2, 1]]);
assert.strictEqual(watched.get(), 2);
