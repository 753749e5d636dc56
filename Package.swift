// swift-tools-version: 6.2
import PackageDescription

// Every room of Documentation/Architecture.md is a target, and the compiler guards its arrows:
// a room can import only what its row names. Rows stand in the order of the floors, lowest first.

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// A room of compute kernels, built for one instruction set.
///
/// Nothing may be inlined from it or into it across the module's border: a body compiled for
/// AVX-512 must never become the copy that every processor runs.
func kernels(_ name: String, march: String? = nil, features: [String] = []) -> Target {
  var flags = ["-Ounchecked", "-Xfrontend", "-disable-cmo"]
  #if arch(x86_64)
  if let march { flags += ["-Xcc", "-march=\(march)"] }
  for feature in features { flags += ["-Xcc", feature] }
  #endif
  return .target(
    name: name, dependencies: ["KernelTable"],
    // BuiltinModule for prefetching.
    swiftSettings: settings + [.unsafeFlags(flags), .enableExperimentalFeature("BuiltinModule")])
}

func tests(_ room: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: room + "Tests",
    dependencies: [.byName(name: room), "TestSupport"] + dependencies,
    swiftSettings: settings)
}

#if arch(x86_64)
let vectorKernels = [
  kernels("KernelsAVX2", march: "x86-64-v3"),
  kernels(
    "KernelsAVX512", march: "x86-64-v4",
    // fast-dpwssd: the compiler shall not make two instructions of one multiply-add.
    features: [
      "-mavx512vnni", "-mprefer-vector-width=512", "-Xclang", "-target-feature", "-Xclang",
      "+fast-dpwssd",
    ]),
]
#else
let vectorKernels: [Target] = []
#endif

let allKernels: [Target.Dependency] =
  ["KernelsPortable"] + vectorKernels.map { .byName(name: $0.name) }

let package = Package(
  name: "lathe",
  products: [],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
  ],
  targets: [
    // Leaves.
    room("BlockFormats"),
    room("OrderedJSON"),
    room("Constraints", ["OrderedJSON"]),
    room("Outlines"),
    room("SequenceModel"),
    room("Terminal"),
    room("TextModel", ["Constraints"]),
    room("Tokenization"),
    .target(
      name: "ThreadTeam",
      // For PAUSE, which the spinning threads run.
      swiftSettings: settings + [.enableExperimentalFeature("BuiltinModule")]),

    // Arithmetic.
    .target(
      name: "KernelTable",
      // For XGETBV, which says what registers the operating system saves.
      swiftSettings: settings + [.enableExperimentalFeature("BuiltinModule")]),
    kernels("KernelsPortable"),
    room("Compute", ["BlockFormats", "KernelTable", "ThreadTeam"] + allKernels),

    // The engine.
    room("GGUF", ["BlockFormats"]),
    room(
      "Transformer",
      ["BlockFormats", "Compute", "GGUF", "KernelTable", "SequenceModel", "ThreadTeam"]),
    room("Generation", ["Constraints", "SequenceModel", "TextModel"]),
    room("Jinja", ["OrderedJSON"]),
    room("ChatFormat", ["Jinja", "OrderedJSON"]),
    room(
      "Inference",
      [
        "BlockFormats", "ChatFormat", "Compute", "Constraints", "GGUF", "Generation",
        "KernelTable", "SequenceModel", "TextModel", "ThreadTeam", "Tokenization", "Transformer",
      ]),

    // The program.
    room("Workspace"),
    room("ContextSelection", ["Outlines", "Workspace"]),
    room("Diffs"),
    room("Edits", ["Diffs"]),
    room("Prompting", ["ContextSelection", "Workspace", "TextModel"]),
    room(
      "Tasks",
      [
        "Prompting", "Constraints", "ContextSelection", "Diffs", "Edits", "Outlines", "Workspace",
        "TextModel",
      ]),
    room("ModelStore"),
    room(
      "Console",
      [
        "Edits", "Inference", "ModelStore", "OrderedJSON", "Prompting", "SequenceModel", "Tasks",
        "Terminal", "TextModel", "ThreadTeam", "Workspace",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "lathe", dependencies: ["Console"], swiftSettings: settings),

    // Tests.
    tests("BlockFormats"),
    tests("ChatFormat", ["OrderedJSON"]),
    tests(
      "Console",
      [
        "lathe", "Constraints", "Edits", "Inference", "OrderedJSON", "Prompting", "Tasks",
        "TextModel",
        "Workspace", "SequenceModel",
      ]),
    tests("Compute", ["BlockFormats", "KernelTable", "ThreadTeam"]),
    tests("Constraints", ["OrderedJSON"]),
    tests("ContextSelection", ["Outlines", "Workspace"]),
    tests("Diffs"),
    tests("Edits", ["Diffs", "edit-probe"]),
    tests("GGUF", ["BlockFormats"]),
    tests("Generation", ["Constraints", "OrderedJSON", "SequenceModel", "TextModel"]),
    tests(
      "Inference",
      [
        "Constraints", "GGUF", "Generation", "OrderedJSON", "SequenceModel", "TextModel",
        "Tokenization",
      ]),
    tests("Jinja", ["OrderedJSON"]),
    tests("ModelStore"),
    tests("OrderedJSON"),
    tests("Outlines"),
    tests("Prompting", ["ContextSelection", "TextModel", "Workspace"]),
    tests("Tasks", ["Prompting", "Constraints", "Diffs", "Edits", "Workspace", "TextModel"]),
    tests("Terminal"),
    tests("ThreadTeam"),
    tests("Tokenization", ["GGUF"]),
    tests(
      "Transformer",
      ["BlockFormats", "Compute", "GGUF", "KernelTable", "SequenceModel", "ThreadTeam"]),
    tests("Workspace"),
    .testTarget(
      name: "KernelTests", dependencies: ["BlockFormats", "KernelTable"] + allKernels,
      swiftSettings: settings),

    // A program that applies and undoes edits until a test kills it.
    .executableTarget(
      name: "edit-probe", dependencies: ["Edits"], path: "Tests/EditProbe",
      swiftSettings: settings),
    .target(
      name: "TestSupport",
      dependencies: [
        "BlockFormats", "Constraints", "GGUF", "OrderedJSON", "SequenceModel", "TextModel",
      ],
      path: "Tests/TestSupport", swiftSettings: settings),
  ] + vectorKernels
)
