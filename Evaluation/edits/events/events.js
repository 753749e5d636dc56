"use strict";

/** Calls listeners by the names of events. */
class Emitter {
  constructor() {
    this.listeners = new Map();
  }

  /** Adds a listener; returns a function that takes it away again. */
  on(name, listener) {
    if (!this.listeners.has(name)) {
      this.listeners.set(name, []);
    }
    this.listeners.get(name).push(listener);
    return () => this.off(name, listener);
  }

  /** Adds a listener that is called once. */
  once(name, listener) {
    const off = this.on(name, (...args) => {
      off();
      listener(...args);
    });
    return off;
  }

  /** Takes a listener away. */
  off(name, listener) {
    const list = this.listeners.get(name);
    if (!list) return;
    const index = list.indexOf(listener);
    if (index >= 0) list.splice(index, 1);
  }

  /** Calls the listeners of an event in their order; returns how many there were. */
  emit(name, ...args) {
    const list = [...(this.listeners.get(name) || [])];
    for (const listener of list) {
      listener(...args);
    }
    return list.length;
  }

  /** How many listeners an event has. */
  count(name) {
    return (this.listeners.get(name) || []).length;
  }

  /** The names of events that have listeners. */
  names() {
    const found = [];
    for (const [name, list] of this.listeners) {
      if (list.length > 0) found.push(name);
    }
    return found;
  }
}

/** Calls a function at most once in so many milliseconds. */
function throttle(action, wait, now = Date.now) {
  let last = -Infinity;
  return (...args) => {
    if (now() - last < wait) return false;
    last = now();
    action(...args);
    return true;
  };
}

/** Remembers the results of a function of one argument. */
function memoize(compute) {
  const known = new Map();
  return (key) => {
    if (!known.has(key)) known.set(key, compute(key));
    return known.get(key);
  };
}

/** Passes all events of one emitter with some names on to another. */
function forward(from, to, names) {
  const offs = names.map((name) => from.on(name, (...args) => to.emit(name, ...args)));
  return () => offs.forEach((off) => off());
}

/** A value that calls its watchers when it changes. */
class Watched {
  constructor(value) {
    this.emitter = new Emitter();
    this.current = value;
  }

  get() {
    return this.current;
  }

  set(value) {
    if (Object.is(value, this.current)) return;
    const old = this.current;
    this.current = value;
    this.emitter.emit("change", value, old);
  }

  watch(watcher) {
    return this.emitter.on("change", watcher);
  }
}

module.exports = { Emitter, Watched, forward, throttle, memoize };
