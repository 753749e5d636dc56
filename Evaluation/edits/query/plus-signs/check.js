const assert = require("assert");
const { parseQuery } = require("./query.js");

assert.deepStrictEqual(parseQuery("a+b=c+d+e&f=1%2B2"), { "a b": "c d e", f: "1+2" });
