// swift-tools-version: 6.2
import PackageDescription

let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let database = [
  Target.Dependency.product(name: "GRDB", package: "GRDB.swift"),
  .product(name: "GRDBSQLite", package: "GRDB.swift"),
]

let package = Package(
  name: "newsroom",
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
    .target(name: "CFiles"),
    .target(name: "CSQLite", linkerSettings: [.linkedLibrary("sqlite3")]),
    .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),

    // The architecture: each target imports what is listed here and nothing else (ArchitectureTests).
    .target(name: "Bytes", dependencies: ["CFiles", "CXxhash"]),
    .target(
      name: "HTTP", dependencies: ["Bytes", "CZlib", httpTypes]),
    .target(
      name: "Server", dependencies: ["Bytes", "HTTP", "CLinux", logging]),
    .target(name: "Routing", dependencies: ["Bytes", httpTypes]),
    .target(name: "Cryptography", dependencies: ["CCrypto"]),
    .target(name: "Manuscript", dependencies: ["Values"]),
    .target(name: "Intake", dependencies: ["CLibXML", "CLinux", "CZip"]),
    .target(name: "Outbound", dependencies: ["Bytes", "CCurl"]),
    .target(name: "Web", dependencies: ["Bytes"], exclude: ["Desk", "Pages"]),
    .target(name: "Migrations", dependencies: ["Bytes"], path: "migrations", exclude: ["desk", "public"]),
    .target(name: "Values", dependencies: ["Bytes"]),
    .target(name: "Content", dependencies: ["Values", "Manuscript", "CCmark"]),
    .target(
      name: "Storage", dependencies: ["Bytes", "Values", "Cryptography", "Migrations", "CSQLite", logging] + database),
    .target(
      name: "Catalog",
      dependencies: ["Bytes", "Values", "Content", "Storage", "Cryptography", "Migrations", "CStemmer"] + database),
    .target(
      name: "Desk",
      dependencies: [
        "Bytes", "Values", "Content", "Storage", "Catalog", "Cryptography", "Migrations", "Manuscript", "Intake",
        logging,
      ] + database),
    .target(name: "Formats", dependencies: ["Bytes", "Values", "Content", "Storage", "Catalog"]),
    .target(name: "Pages", dependencies: ["Bytes", "Values", "Content", "Catalog", "Desk", "Formats", "Web"]),
    .target(
      name: "Delivery",
      dependencies: [
        "Bytes", "Values", "Content", "Storage", "Catalog", "Desk", "Formats", "Pages", "Cryptography", "Outbound",
        logging,
      ] + database),
    .target(
      name: "API",
      dependencies: [
        "Bytes", "Values", "Content", "Storage", "Catalog", "Desk", "Formats", "Pages", "Delivery", "HTTP", "Routing",
        "Manuscript", "Intake", "Outbound", "Web", httpTypes, logging,
      ] + database,
      exclude: ["Examples"]),
    .target(
      name: "Newsroom",
      dependencies: [
        "Bytes", "Values", "Content", "Storage", "Catalog", "Desk", "Delivery", "API", "HTTP", "Manuscript", "Intake",
        logging,
      ] + database,
      exclude: ["Demo"]),
    .executableTarget(
      name: "Command",
      dependencies: [
        "Bytes", "Values", "Content", "Storage", "Desk", "Delivery", "API", "Newsroom", "Server", "HTTP", "Intake",
        "Outbound", .product(name: "ArgumentParser", package: "swift-argument-parser"), logging,
      ]),

    // A folder of tests for each target, and those of the whole newsroom, of its program and of its pages in a browser.
    .testTarget(name: "BytesTests", dependencies: ["Bytes"]),
    .testTarget(name: "CryptographyTests", dependencies: ["Cryptography"]),
    .testTarget(name: "ValuesTests", dependencies: ["Bytes", "Values", "RunningNewsroom"]),
    .testTarget(
      name: "ManuscriptTests", dependencies: ["Manuscript", "Values", "RunningNewsroom", "Intake"],
      exclude: ["Corpus"]),
    .testTarget(
      name: "IntakeTests", dependencies: ["Intake", "Manuscript", "CLinux", "CZip", "Command", "RunningNewsroom"],
      exclude: ["Fixtures"]),
    .testTarget(name: "ContentTests", dependencies: ["Content", "Values", "RunningNewsroom"]),
    .testTarget(name: "StorageTests", dependencies: ["Storage", "Migrations", "RunningNewsroom"]),
    .testTarget(
      name: "CatalogTests", dependencies: ["Catalog", "Content", "Migrations", "Values", "RunningNewsroom"]),
    .testTarget(name: "DeskTests", dependencies: ["Desk", "Values", "Cryptography"]),
    .testTarget(name: "FormatsTests", dependencies: ["Formats", "Content", "Values", "RunningNewsroom"]),
    .testTarget(name: "PagesTests", dependencies: ["Pages", "Content", "Values", "RunningNewsroom"]),
    .testTarget(name: "DeliveryTests", dependencies: ["Delivery", "Values", "RunningNewsroom"]),
    .testTarget(name: "APITests", dependencies: ["API", "Catalog", "Desk", "Pages", "Storage", "Values", "HTTP"]),
    .testTarget(name: "HTTPTests", dependencies: ["HTTP"]),
    .testTarget(name: "RoutingTests", dependencies: ["Routing"]),
    .testTarget(name: "ServerTests", dependencies: ["Server", "RunningNewsroom"]),
    .testTarget(name: "OutboundTests", dependencies: ["Outbound", "RunningNewsroom"]),
    .testTarget(
      name: "NewsroomTests",
      dependencies: [
        "Bytes", "Values", "Content", "Storage", "Catalog", "Desk", "Formats", "Pages", "Delivery", "API", "Newsroom",
        "Server", "Outbound", "Command", "Cryptography", "RunningNewsroom",
      ]),
    .testTarget(
      name: "CommandTests", dependencies: ["Outbound", "Command", "RunningNewsroom", "Server"],
      exclude: ["Faults/faults.c", "Faults/logreset.c", "Schemas"]),
    .testTarget(name: "BrowserTests", dependencies: ["Command", "RunningNewsroom"], exclude: ["Scripts"]),
    .testTarget(name: "ArchitectureTests"),
    .target(
      name: "RunningNewsroom",
      dependencies: ["CLinux", "Outbound", "Values", .product(name: "GRDB", package: "GRDB.swift"), logging],
      path: "Tests/RunningNewsroom",
      exclude: ["mail_server.py"]),
  ]
)
