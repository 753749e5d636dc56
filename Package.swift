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

func tests(_ room: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: room + "Tests",
    dependencies: [.byName(name: room), "TestSupport"] + dependencies,
    swiftSettings: settings)
}

let package = Package(
  name: "lathe",
  products: [],
  dependencies: [],
  targets: [
    room("BlockFormats"),
    room("SequenceModel"),
    room("TextModel"),
    room("OrderedJSON"),
    room("Jinja", ["OrderedJSON"]),
    room("ChatFormat", ["Jinja", "OrderedJSON"]),

    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
    tests("OrderedJSON"),
    tests("Jinja", ["OrderedJSON"]),
    tests("ChatFormat", ["Jinja", "OrderedJSON"]),
  ]
)
