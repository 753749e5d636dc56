const assert = require("assert");
const { memoize } = require("./events.js");

let calls = 0;
const double = memoize((n) => {
  calls++;
  return 2 * n;
});
assert.deepStrictEqual([double(2), double(2), calls], [4, 4, 1]);
double.clear();
assert.deepStrictEqual([double(2), calls], [4, 2]);
