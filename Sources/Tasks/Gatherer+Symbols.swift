import ContextSelection
import Outlines
import Workspace

extension Gatherer {
  /// The most places that one name may stand for.
  private static let placeLimit = 12

  /// The functions and types of the repository with a name: `evict`, `Cache.evict`.
  ///
  /// - Throws: `TaskError.unknownTarget` where there is none, `TaskError.ambiguous` where there are
  ///   too many.
  func symbol(_ name: String) throws -> [Material] {
    guard let entry = indexes.entry(around: directory) else {
      throw TaskError.unknownTarget(name, near: [])
    }
    let index = entry.index
    let places = index.units(named: name)
    guard !places.isEmpty else {
      throw TaskError.unknownTarget(name, near: index.names(near: name))
    }
    guard places.count <= Self.placeLimit else {
      throw TaskError.ambiguous(name, places: places.map { Self.title(of: $0, in: index) })
    }
    return try places.map { place in
      let file = index.files[place.file]
      let unit = index.unit(at: place)
      let target = FileTarget(path: index.root.fullPath(file.path), lines: unit.lines)
      var source = try SourceText(reading: target)
      source.path = file.path
      var material = Self.material(source)
      material.place = target
      material.symbol = places.count == 1 ? unit.qualifiedName : name
      material.cautions = Self.cautions(about: source)
      return material
    }
  }

  private static func title(of place: CodeIndex.Place, in index: CodeIndex) -> String {
    "\(index.files[place.file].path):\(index.unit(at: place).nameLine)"
  }
}
