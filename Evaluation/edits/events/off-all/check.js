const assert = require("assert");
const { Emitter } = require("./events.js");

const emitter = new Emitter();
const keep = () => {};
emitter.on("a", keep);
emitter.on("a", () => {});
emitter.on("b", keep);
emitter.off("a");
assert.strictEqual(emitter.count("a"), 0);
assert.strictEqual(emitter.count("b"), 1);
emitter.off("b", () => {});
assert.strictEqual(emitter.count("b"), 1);
emitter.off("c");
