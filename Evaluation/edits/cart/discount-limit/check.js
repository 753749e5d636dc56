const assert = require("assert");
const { Cart } = require("./cart.js");

const cart = new Cart();
cart.add({ id: 1, price: 200, category: "food" });
cart.coupon = { kind: "fixed", value: 300 };
assert.strictEqual(cart.discount(), 200);
cart.coupon = { kind: "fixed", value: 150 };
assert.strictEqual(cart.discount(), 150);
cart.coupon = { kind: "percent", value: 50 };
assert.strictEqual(cart.discount(), 100);
