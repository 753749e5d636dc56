const assert = require("assert");
const { Emitter } = require("./events.js");

const emitter = new Emitter();
const seen = [];
emitter.on("a", () => {
  throw new Error("first");
});
emitter.on("a", () => seen.push(1));
emitter.on("a", () => {
  throw new Error("second");
});
emitter.on("a", () => seen.push(2));
assert.throws(() => emitter.emit("a"), /first/);
assert.deepStrictEqual(seen, [1, 2]);
emitter.on("b", () => seen.push(3));
assert.strictEqual(emitter.emit("b"), 1);
