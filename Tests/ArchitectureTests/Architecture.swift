// The intended architecture: the imports that each target may have, and the top-level folders and files.
import Foundation

enum Architecture {
  static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Modules of the toolchain and the system, which every target may import.
  static let common: Set<String> = ["Foundation", "Dispatch", "Synchronization", "Glibc", "Musl", "Darwin"]

  /// Each target's other imports. The list must contain exactly the existing targets.
  static let imports: [String: Set<String>] = [
    "Bytes": ["CFiles", "CXxhash"],
    "Cryptography": ["CCrypto"],
    "Values": ["Bytes"],
    "Manuscript": ["Values"],
    "Intake": ["CLibXML", "CLinux", "CZip"],
    "Content": ["Values", "Manuscript", "CCmark"],
    "migrations": ["Bytes"],
    "Storage": ["Bytes", "Values", "Cryptography", "Migrations", "CSQLite", "GRDB", "GRDBSQLite", "Logging"],
    "Catalog": [
      "Bytes", "Values", "Content", "Storage", "Cryptography", "Migrations", "CStemmer", "GRDB", "GRDBSQLite",
    ],
    "Desk": [
      "Bytes", "Values", "Content", "Storage", "Catalog", "Cryptography", "Migrations", "Manuscript", "Intake", "GRDB",
      "Logging",
    ],
    "Formats": ["Bytes", "Values", "Content", "Storage", "Catalog"],
    "Web": ["Bytes"],
    "Pages": ["Bytes", "Values", "Content", "Catalog", "Desk", "Formats", "Web"],
    "Outbound": ["Bytes", "CCurl"],
    "Delivery": [
      "Bytes", "Values", "Content", "Storage", "Catalog", "Desk", "Formats", "Pages", "Cryptography", "Outbound",
      "GRDB",
      "Logging",
    ],
    "HTTP": ["Bytes", "HTTPTypes", "CZlib"],
    "Routing": ["Bytes", "HTTPTypes"],
    "API": [
      "Bytes", "Values", "Content", "Storage", "Catalog", "Desk", "Formats", "Pages", "Delivery", "HTTP", "Routing",
      "Manuscript", "Intake", "Outbound", "Web", "HTTPTypes", "GRDB", "Logging",
    ],
    "Newsroom": [
      "Bytes", "Values", "Content", "Storage", "Catalog", "Desk", "Delivery", "API", "HTTP", "Manuscript", "Intake",
      "GRDB",
      "Logging",
    ],
    "Server": ["Bytes", "HTTP", "CLinux", "HTTPTypes", "Logging"],
    "Command": [
      "Bytes", "Values", "Content", "Storage", "Desk", "Delivery", "API", "Newsroom", "Server", "HTTP", "Intake",
      "Outbound", "ArgumentParser", "Logging",
    ],
    "CCmark": [], "CCrypto": [], "CCurl": [], "CFiles": [], "CLinux": [], "CLibXML": [], "CSQLite": [], "CStemmer": [],
    "CXxhash": [], "CZip": [], "CZlib": [],
  ]

  /// Types of the top module. No other module may extend them, since it would then depend on the top.
  static let extendedBy: [String: Set<String>] = ["Application": ["API", "Newsroom", "Command"]]

  /// Hidden files are allowed.
  static let topLevel: Set<String> = ["Package.swift", "README.md", "Sources", "Tests", "migrations", "docker"]

  /// The extensions of text files.
  static let textSuffixes: Set<String> = [
    "swift", "c", "h", "modulemap", "sql", "sh", "lua", "md", "json", "yaml", "yml", "html", "css", "js", "txt",
  ]
}

/// A violation of a rule, and its place.
struct Fault: Hashable, CustomStringConvertible {
  let place: String
  let reason: String

  var description: String { "\(place): \(reason)" }
}
