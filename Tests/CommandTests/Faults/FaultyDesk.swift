// A newsroom whose disk fails on demand, and the changes in its files.

import Foundation
import GRDB
import RunningNewsroom
import Testing

final class FaultyDesk {
  private let folder: TestFolder
  private let token: String
  private let faults: Faults
  private var server: RunningServer?
  private var number = 0

  /// The content of the files: the number of rows by table, and by state for rows with a state.
  typealias Holding = [String: Int]

  init(isServed: Bool = true) throws {
    folder = try TestFolder(in: .disk)
    token = try folder.token("draft", "publish", "admin")
    faults = try Faults(in: folder.path)
    if isServed { try start() }
  }

  private func start() throws { server = try RunningServer(folder, environment: faults.environment) }

  // MARK: Over HTTP

  /// - Returns: the changes of the write without a fault, and its calls.
  func untouched(_ write: Write) throws -> (Holding, calls: String) {
    try prepare(write)
    let before = try holding()
    faults.arm(.count)
    let reply = try send(write.request)
    let calls = faults.disarm()
    #expect((200..<300).contains(reply.status), "\(write.name): \(reply.text)")
    return (Self.difference(before, try holding()), calls)
  }

  /// Breaks a write, lets the newsroom recover, and checks that all or nothing of the write is there.
  /// - Returns: whether the write reached the call that fails.
  @discardableResult
  func broken(_ write: Write, _ kind: Faults.Kind, at call: Int, _ whole: Holding) throws -> Bool {
    try prepare(write)
    let before = try holding()
    faults.arm(kind, at: call)
    let reply = try? send(write.request)
    let isReached = faults.disarm().utf8.count >= call
    let place: Comment = "\(write.name), \(kind) at \(call)"
    if kind.ends, isReached {
      #expect(server?.child.end() == .signal(SIGKILL), place)
      try start()
    }
    guard let reply else {
      #expect(kind.ends && isReached, place)
      let change = Self.difference(before, try holding())
      #expect(change.isEmpty || change == whole, "\(place): \(change)")
      return isReached
    }
    if (200..<300).contains(reply.status) {
      // The write was acknowledged, so its publication is retried.
      var change: Holding = [:]
      let isWhole = try settles {
        change = Self.difference(before, try holding())
        return change == whole
      }
      #expect(isWhole, "\(place): \(change) and not \(whole)")
    } else {
      #expect([500, 503].contains(reply.status) && reply.object["type"] != nil, "\(place): \(reply.text)")
      #expect(!reply.text.lowercased().contains("sql") && !reply.text.contains(folder.path), "\(place): \(reply.text)")
      let change = Self.difference(before, try holding())
      #expect(change.isEmpty, "\(place): refused with \(reply.status), and yet \(change)")
    }
    return isReached
  }

  private func prepare(_ write: Write) throws {
    number += 1
    for request in write.before {
      let reply = try send(request)
      #expect((200..<300).contains(reply.status), "\(write.name): \(reply.text)")
    }
  }

  private func send(_ request: Write.Request) throws -> RunningServer.Reply {
    func filled(_ text: String) -> String { text.replacing("#", with: "\(number)") }
    guard let server else { throw NotListening(description: "no server") }
    return try server.send(
      request.method, filled(request.path), request.body.isEmpty ? nil : filled(request.body), token: token,
      request.fields.mapValues(filled))
  }

  /// Waits until the condition holds. A commit of another process makes the newsroom check at once, not after a second.
  private func settles(_ isSo: () throws -> Bool) throws -> Bool {
    if try isSo() { return true }
    try folder.database("public").write { db in try db.execute(sql: "UPDATE state SET changedAt = changedAt") }
    return try eventually(within: 10, isSo)
  }

  // MARK: By commands

  /// Runs a command whose disk fails at one call.
  /// - Returns: the changes of the command, and its calls.
  func run(
    _ command: [String], after setUp: [String]?, _ kind: Faults.Kind, at call: Int, _ whole: Holding = [:]
  ) throws -> (Holding, calls: String) {
    var command = command
    if let setUp {
      #expect(try folder.run(setUp + ["--data", folder.data]).isSuccess)
      command[2] = "\(try folder.count("desk", "SELECT max(number) FROM tokens"))"
    }
    let before = try holding()
    faults.arm(kind, at: call)
    let ended = try folder.run(command + ["--data", folder.data], environment: faults.environment)
    let calls = faults.disarm()
    let change = Self.difference(before, try holding())
    let isBroken = kind != .count && calls.utf8.count >= call
    #expect(ended.isSuccess || isBroken, "\(command): \(ended.errors)")
    if ended.isSuccess, kind != .count { #expect(change == whole, "\(kind) at \(call): it said that it was done") }
    if isBroken, !kind.ends, !ended.isSuccess { #expect(ended.reason != nil, "\(ended.errors)") }
    return (change, calls)
  }

  // MARK: The content of the files

  /// The rows of all tables except derived ones: totals, and the internal tables of the search index.
  private func holding() throws -> Holding {
    var holding: Holding = [:]
    for name in ["desk", "public"] {
      try folder.database(name).read { db in
        let indexes = try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%'")
        let tables = try String.fetchAll(
          db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        // A facet value stays for the next item that has it, and an item waits for the embargo file until it is read.
        let made = indexes + ["counts", "facetValues", "embargoBacklog"]
        for table in tables where !made.contains(where: { table == $0 || table.hasPrefix($0 + "_") }) {
          holding["\(name).\(table)"] = try Int.fetchOne(db, sql: "SELECT count(*) FROM \"\(table)\"")
          guard let column = Self.changing[table] else { continue }
          for row in try Row.fetchAll(db, sql: "SELECT \(column), count(*) FROM \"\(table)\" GROUP BY 1") {
            holding["\(name).\(table) \(row[0] as DatabaseValue)"] = row[1]
          }
        }
      }
    }
    return holding
  }

  /// The columns that are compared in rows that change.
  private static let changing = [
    "documents": "status", "publications": "state", "texts": "state", "items": "deletedAt IS NOT NULL",
    "tokens": "revokedAt IS NOT NULL",
  ]

  private static func difference(_ before: Holding, _ after: Holding) -> Holding {
    Dictionary(
      uniqueKeysWithValues: Set(before.keys).union(after.keys).map {
        ($0, after[$0, default: 0] - before[$0, default: 0])
      }
    ).filter { $0.value != 0 }
  }

  /// Kills the server once more, then checks that acknowledged writes are there and the files are sound.
  func checkFiles() throws {
    let before = try holding()
    if let server {
      #expect(try server.get("/health").object["status"] as? String == "UP")
      server.child.send(SIGKILL)
      #expect(server.child.end() == .signal(SIGKILL))
      try start()
    }
    #expect(try holding() == before)
    for name in ["desk", "public"] {
      #expect(try folder.database(name).read { db in try String.fetchAll(db, sql: "PRAGMA integrity_check") } == ["ok"])
      #expect(try folder.database(name).read { db in try Row.fetchAll(db, sql: "PRAGMA foreign_key_check") } == [])
    }
  }
}
