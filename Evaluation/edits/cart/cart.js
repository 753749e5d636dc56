"use strict";

// A shopping cart. Prices are in cents.

const TAX_RATES = { food: 0.07, book: 0.07, other: 0.19 };

class Cart {
  constructor() {
    this.items = [];
    this.coupon = null;
  }

  /** Adds a number of pieces of a product. */
  add(product, quantity = 1) {
    const known = this.items.find((item) => item.product.id === product.id);
    if (known) {
      known.quantity += quantity;
    } else {
      this.items.push({ product, quantity });
    }
  }

  /** Takes a product out of the cart, whatever its quantity. */
  remove(id) {
    this.items = this.items.filter((item) => item.product.id !== id);
  }

  /** The price of all items before discounts and tax. */
  subtotal() {
    let sum = 0;
    for (const { product, quantity } of this.items) {
      sum += product.price * quantity;
    }
    return sum;
  }

  /** What the coupon takes off. */
  discount() {
    if (!this.coupon) return 0;
    if (this.coupon.kind === "percent") {
      return Math.round((this.subtotal() * this.coupon.value) / 100);
    }
    return this.coupon.value;
  }

  /** The tax in the items, by their categories. */
  tax() {
    let sum = 0;
    for (const { product, quantity } of this.items) {
      const rate = TAX_RATES[product.category] ?? TAX_RATES.other;
      sum += product.price * quantity * rate;
    }
    return Math.round(sum);
  }

  /** What is to be paid. */
  total() {
    return this.subtotal() - this.discount() + this.tax();
  }

  /** The number of pieces. */
  count() {
    return this.items.reduce((sum, item) => sum + item.quantity, 0);
  }
}

/** Formats cents as euros. */
function formatPrice(cents) {
  const euros = (cents / 100).toFixed(2);
  return `${euros} EUR`;
}

/** The cart as lines of a receipt. */
function receiptLines(cart) {
  const lines = [];
  for (const { product, quantity } of cart.items) {
    const price = formatPrice(product.price * quantity);
    lines.push(`${quantity} x ${product.name ?? product.id}`.padEnd(24) + price.padStart(12));
  }
  const discount = cart.discount();
  if (discount > 0) {
    lines.push("discount".padEnd(24) + formatPrice(-discount).padStart(12));
  }
  lines.push("tax".padEnd(24) + formatPrice(cart.tax()).padStart(12));
  lines.push("total".padEnd(24) + formatPrice(cart.total()).padStart(12));
  return lines;
}

/** The product of which most pieces are in the cart; null for an empty cart. */
function mostWanted(cart) {
  let best = null;
  for (const item of cart.items) {
    if (!best || item.quantity > best.quantity) best = item;
  }
  return best ? best.product : null;
}

/** A copy of a cart whose quantities can change on their own. */
function copyCart(cart) {
  const copy = new Cart();
  copy.items = cart.items.map((item) => ({ ...item }));
  copy.coupon = cart.coupon;
  return copy;
}

module.exports = { Cart, formatPrice, receiptLines, mostWanted, copyCart };
