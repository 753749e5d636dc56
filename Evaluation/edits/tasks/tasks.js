"use strict";

/** A queue that gives out the item of the lowest priority number first. */
class PriorityQueue {
  constructor() {
    this.heap = [];
  }

  get size() {
    return this.heap.length;
  }

  push(item, priority) {
    this.heap.push({ item, priority });
    let i = this.heap.length - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (this.heap[parent].priority <= this.heap[i].priority) break;
      [this.heap[parent], this.heap[i]] = [this.heap[i], this.heap[parent]];
      i = parent;
    }
  }

  pop() {
    const top = this.heap[0];
    const last = this.heap.pop();
    if (this.heap.length > 0) {
      this.heap[0] = last;
      this.sink(0);
    }
    return top.item;
  }

  sink(i) {
    for (;;) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2]) {
        if (child < this.heap.length && this.heap[child].priority < this.heap[least].priority) {
          least = child;
        }
      }
      if (least === i) return;
      [this.heap[least], this.heap[i]] = [this.heap[i], this.heap[least]];
      i = least;
    }
  }
}

/** Puts tasks into an order in which each comes after those that it depends on. */
function orderTasks(tasks) {
  const ordered = [];
  const state = {};
  const visit = (name) => {
    if (state[name] === "done") return;
    state[name] = "open";
    for (const needed of tasks[name] || []) {
      visit(needed);
    }
    state[name] = "done";
    ordered.push(name);
  };
  Object.keys(tasks).forEach(visit);
  return ordered;
}

/** Puts the elements of a list into groups by what a function says of them. */
function groupBy(list, key) {
  const groups = {};
  for (const element of list) {
    const name = key(element);
    if (!groups[name]) groups[name] = [];
    groups[name].push(element);
  }
  return groups;
}

/** Runs functions that return promises, at most so many at a time; resolves to their results. */
async function runLimited(jobs, limit) {
  const results = new Array(jobs.length);
  let next = 0;
  const worker = async () => {
    while (next < jobs.length) {
      const index = next++;
      results[index] = await jobs[index]();
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, jobs.length) }, worker));
  return results;
}

/** The elements of a list in lists of a size; the last may be shorter. */
function chunks(list, size) {
  const parts = [];
  for (let i = 0; i < list.length; i += size) {
    parts.push(list.slice(i, i + size));
  }
  return parts;
}

/** The elements of a list without those whose key came before. */
function uniqueBy(list, key) {
  const seen = new Set();
  return list.filter((element) => {
    const name = key(element);
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}

module.exports = { PriorityQueue, orderTasks, groupBy, runLimited, chunks, uniqueBy };
