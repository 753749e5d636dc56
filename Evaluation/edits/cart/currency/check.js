const assert = require("assert");
const { formatPrice } = require("./cart.js");

assert.strictEqual(formatPrice(1250, "USD"), "12.50 USD");
assert.strictEqual(formatPrice(1250), "12.50 EUR");
