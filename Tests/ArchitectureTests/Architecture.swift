// The architecture as it is meant to be: which target may import which, and what stands at the top level.
import Foundation

enum Architecture {
  static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// What comes with the toolchain and the system is for everyone.
  static let common: Set<String> = ["Foundation", "Dispatch", "Synchronization", "Glibc", "Musl", "Darwin"]

  /// Each target's other imports. A target that is missing here is a fault, and so is one that is only here.
  static let imports: [String: Set<String>] = [
    "Bytes": ["CXxhash"],
    "Cryptography": ["CCrypto"],
    "Values": ["Bytes"],
    "Manuscript": ["Values"],
    "Intake": ["CLibXML", "CLinux", "CZip"],
    "Content": ["Values", "Manuscript", "CCmark"],
    "migrations": [],
    "Storage": ["Bytes", "Values", "Cryptography", "Migrations", "GRDB", "GRDBSQLite"],
    "Catalog": [
      "Bytes", "Values", "Content", "Storage", "Cryptography", "Migrations", "CStemmer", "GRDB", "GRDBSQLite",
    ],
    "Desk": [
      "Bytes", "Values", "Content", "Storage", "Catalog", "Cryptography", "Migrations", "Manuscript", "Intake", "GRDB",
      "Logging",
    ],
    "Formats": ["Bytes", "Values", "Content", "Storage", "Catalog"],
    "Web": [],
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
      "Values", "Content", "Storage", "Catalog", "Desk", "Delivery", "API", "HTTP", "Manuscript", "Intake", "GRDB",
      "Logging",
    ],
    "Server": ["Bytes", "HTTP", "CLinux", "HTTPTypes", "Logging"],
    "Command": [
      "Bytes", "Values", "Content", "Storage", "Desk", "Delivery", "API", "Newsroom", "Server", "HTTP", "Outbound",
      "ArgumentParser", "Logging",
    ],
    "CCmark": [], "CCrypto": [], "CCurl": [], "CLinux": [], "CLibXML": [], "CStemmer": [], "CXxhash": [], "CZip": [],
    "CZlib": [],
  ]

  /// Types of the top, which nothing below extends: a target that did would know what stands above it.
  static let extendedBy: [String: Set<String>] = ["Application": ["API", "Newsroom", "Command"]]

  /// Dotfiles are free.
  static let topLevel: Set<String> = ["Package.swift", "README.md", "Sources", "Tests", "migrations", "docker"]

  /// The kinds of file that are read as text.
  static let textSuffixes: Set<String> = [
    "swift", "c", "h", "modulemap", "sql", "sh", "lua", "md", "json", "yaml", "yml", "html", "css", "js", "txt",
  ]
}

/// Something that a rule does not allow, and where.
struct Fault: Hashable, CustomStringConvertible {
  let place: String
  let reason: String

  var description: String { "\(place): \(reason)" }
}
