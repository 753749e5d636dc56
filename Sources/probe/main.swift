import Compute
import Foundation
import GGUF
import KernelTable
import SequenceModel
import ThreadTeam
import Transformer

let args = CommandLine.arguments
let mode = MatMulPolicy(rawValue: args[2])!
let kv = KeyValueType(rawValue: args[3])!
let file = try GGUFFile(path: args[1])
let team = WorkerTeam(count: Int(args[4])!)
let mm = MatMul(team: team, kernels: KernelSelection.best, policy: mode)
let clock = ContinuousClock()
nonisolated(unsafe) var dec: Decoder! = nil
let t0 = clock.measure { dec = try! Decoder(file: file, contextSize: 4096, keyValueType: kv, matMul: mm) }
print("load", t0)
func logp(_ row: Int, _ tok: Int) -> Double {
  dec.withLogits(row: row) { span in
    var m = -Float.infinity
    for i in span.indices { m = max(m, span[i]) }
    var s = 0.0
    for i in span.indices { s += exp(Double(span[i] - m)) }
    return Double(span[tok] - m) - log(s)
  }
}
switch args[5] {
case "arch":
  let gold = try Data(contentsOf: URL(fileURLWithPath: args[6])).withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
  let toks: [TokenID] = (0..<40).map { (i: Int) -> TokenID in let v: Int = 3*i*i + 7*i + 11; return TokenID(v % 128) }
  for split in [40, 1, 7] {
    dec.truncate(to: 0)
    var num = 0.0, den = 0.0
    var i = 0
    while i < 40 {
      let n = min(split, 40 - i)
      try dec.process(toks[i..<i+n], logitRows: n, cancellation: nil)
      for r in 0..<n { dec.withLogits(row: r) { s in for j in 0..<128 { let g = Double(gold[(i+r)*128+j]); let d = Double(s[j]) - g; num += d*d; den += g*g } } }
      i += n
    }
    print("split", split, "nmse", num/den)
  }
case "logits":
  let j = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: args[6]))) as! [String: Any]
  let toks = (j["tokens"] as! [Int]).map { TokenID($0) }
  let gold = j["nextLogProb"] as! [Double]
  let n = Int(args[7])!, slice = Int(args[8])!
  var sum = 0.0; var i = 0; var cnt = 0
  let t = try clock.measure {
  while i < n {
    let k = min(slice, n - i)
    try dec.process(toks[i..<i+k], logitRows: k, cancellation: nil)
    for r in 0..<k where i + r + 1 < toks.count { sum += abs(logp(r, Int(toks[i+r+1])) - gold[i+r]); cnt += 1 }
    i += k
  }
  }
  print("mean |dlogp|", sum / Double(cnt), "n", cnt, t)
case "bench":
  let p = Int(args[6])!, n = Int(args[7])!
  for _ in 0..<3 {
    dec.truncate(to: 0)
    let toks = (0..<p).map { TokenID(($0 * 7919) % 50000) }
    let a = try clock.measure { try dec.process(toks[...], logitRows: 1, cancellation: nil) }
    let b = try clock.measure { for i in 0..<n { try dec.process([TokenID(i * 31 % 50000)], logitRows: 1, cancellation: nil) } }
    print("prefill", Double(p) / (Double(a.components.attoseconds) * 1e-18 + Double(a.components.seconds)), "decode", Double(n) / (Double(b.components.attoseconds) * 1e-18 + Double(b.components.seconds)))
  }
default: break
}
