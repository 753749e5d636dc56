class Stack {
  constructor() {
    this.items = [];
  }

  push(item) {
    this.items.push(item);
  }

  /** Takes the item that was pushed last; undefined where there is none. */
  pop() {
    return this.items.pop();
  }

  /** The item that was pushed last, which stays. */
  peek() {

  }
}

module.exports = { Stack };
