// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "newsroom",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "newsroom", targets: ["Command"])],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    // The system's C libraries.
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CXxhash", pkgConfig: "libxxhash", providers: [.apt(["libxxhash-dev"])]),
    .systemLibrary(name: "CCmark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
    .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"])]),
    .systemLibrary(name: "CLibXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    .target(name: "CLinux"),
    .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),

    // The house: each target imports what is listed here and nothing else (HouseTests).
    .target(name: "Bytes", dependencies: ["CXxhash"]),
    .target(
      name: "HTTP", dependencies: ["Bytes", "CZlib", .product(name: "HTTPTypes", package: "swift-http-types")]),
    .target(
      name: "Server", dependencies: ["Bytes", "HTTP", "CLinux", .product(name: "Logging", package: "swift-log")]),
    .target(name: "Routing", dependencies: ["Bytes", .product(name: "HTTPTypes", package: "swift-http-types")]),
    .target(name: "Cryptography", dependencies: ["CCrypto"]),
    .target(name: "Manuscript"),
    .target(name: "Intake", dependencies: ["CLibXML", "CLinux", "CZip"]),
    .target(name: "Outbound", dependencies: ["Bytes", "CCurl"]),
    .target(name: "Web", resources: [.embedInCode("Pages"), .embedInCode("Desk")]),
    .target(
      name: "Migrations", path: "migrations",
      resources: [.embedInCode("desk"), .embedInCode("public")]),
    .target(
      name: "Newsroom",
      dependencies: [
        "Bytes", "HTTP", "Routing", "Cryptography", "Manuscript", "Intake", "Outbound", "Web", "Migrations", "CCmark",
        "CStemmer",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
      ],
      resources: [.embedInCode("Demo")]),
    .executableTarget(
      name: "Command",
      dependencies: [
        "Bytes", "Server", "Newsroom", "Outbound",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ]),

    .testTarget(name: "BytesTests", dependencies: ["Bytes"]),
    .testTarget(name: "HTTPTests", dependencies: ["HTTP"]),
    .testTarget(name: "ServerTests", dependencies: ["Server", "RunningNewsroom"]),
    .testTarget(name: "CryptographyTests", dependencies: ["Cryptography"]),
    .testTarget(name: "RoutingTests", dependencies: ["Routing"]),
    .testTarget(name: "ManuscriptTests", dependencies: ["Manuscript"]),
    .testTarget(name: "IntakeTests", dependencies: ["Intake", "Manuscript", "CZip"], exclude: ["Fixtures"]),
    .testTarget(name: "OutboundTests", dependencies: ["Outbound", "RunningNewsroom"]),
    .testTarget(
      name: "NewsroomTests",
      dependencies: ["Newsroom", "Server", "Outbound", "Command", "Cryptography", "RunningNewsroom"]),
    .testTarget(
      name: "CommandTests", dependencies: ["Outbound", "Command", "RunningNewsroom", "Server"],
      exclude: ["Faults/faults.c", "Schemas"]),
    .testTarget(name: "BrowserTests", dependencies: ["Command", "RunningNewsroom"], exclude: ["Scripts"]),
    .target(
      name: "RunningNewsroom",
      dependencies: ["CLinux", "Outbound", .product(name: "GRDB", package: "GRDB.swift")],
      path: "Tests/RunningNewsroom",
      exclude: ["mail_server.py"]),
    .testTarget(name: "HouseTests"),
  ]
)
