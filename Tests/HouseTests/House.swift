// The house as it is meant to be: who may import whom, and what stands at the top level.
import Foundation

enum House {
  static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// What comes with the toolchain and the system is for everyone.
  static let common: Set<String> = ["Foundation", "Dispatch", "Synchronization", "Glibc", "Musl", "Darwin"]

  /// Each target's other imports. A target that is missing here is a fault, and so is one that is only here.
  static let imports: [String: Set<String>] = [
    "Bytes": ["CXxhash"],
    "Cryptography": ["CCrypto"],
    "HTTP": ["Bytes", "HTTPTypes", "CZlib"],
    "Server": ["Bytes", "HTTP", "CLinux", "HTTPTypes", "Logging"],
    "Routing": ["Bytes", "HTTPTypes"],
    "Manuscript": [],
    "Intake": ["CLibXML", "CLinux", "CZip"],
    "Outbound": ["Bytes", "CCurl"],
    "Web": [],
    "migrations": [],
    "Newsroom": [
      "Bytes", "HTTP", "Routing", "Manuscript", "Intake", "Outbound", "Web", "Migrations", "HTTPTypes", "GRDB",
      "GRDBSQLite", "Cryptography", "Logging", "CCmark", "CStemmer",
    ],
    "Command": [
      "Bytes", "Server", "Newsroom", "HTTP", "Routing", "Manuscript", "Intake", "Outbound", "Web", "Migrations",
      "ArgumentParser", "Logging",
    ],
    "CCmark": [], "CCrypto": [], "CCurl": [], "CLinux": [], "CLibXML": [], "CStemmer": [], "CXxhash": [], "CZip": [],
    "CZlib": [],
  ]

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
