const assert = require("assert");
const { Cart } = require("./cart.js");

const cart = new Cart();
cart.add({ id: 1, price: 200 }, 3);
cart.add({ id: 2, price: 100 }, 1);
cart.remove(1, 2);
assert.strictEqual(cart.count(), 2);
cart.remove(1, 1);
assert.deepStrictEqual(cart.items.map((item) => item.product.id), [2]);
cart.add({ id: 1, price: 200 }, 3);
cart.remove(1, 7);
assert.strictEqual(cart.count(), 1);
cart.add({ id: 1, price: 200 }, 3);
cart.remove(1);
assert.strictEqual(cart.count(), 1);
