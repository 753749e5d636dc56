import Edits

// edit-probe ROOT STATE COUNT: puts "new " before the files 0, 1, … of a folder, takes that back,
// and so on until it is killed. A test looks at what it left.

enum ProbeError: Error {
  case usage
}

let arguments = CommandLine.arguments
guard arguments.count == 4, let count = Int(arguments[3]) else { throw ProbeError.usage }
let root = try EditRoot(arguments[1])
let journal = try EditJournal(root: root, stateFolder: arguments[2])
while true {
  var edits: [FileEdit] = []
  for index in 0..<count {
    let original = try root.original(at: "\(index)")
    edits.append(FileEdit(original, updated: original.bytes.map { Array("new ".utf8) + $0 }))
  }
  let fresh = try root.newFile(at: "made/for/it")
  edits.append(FileEdit(fresh, updated: Array("new".utf8)))
  try journal.applyAndKeep(try EditSet(edits))
  _ = try journal.undo()
}
