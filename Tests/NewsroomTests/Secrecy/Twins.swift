// Two newsrooms with the same public history; only one of them also has secrets.

import Foundation
import HTTP
import HTTPTypes
import RunningNewsroom

@testable import API
@testable import Content
@testable import Desk
@testable import Values

/// The random life of a desk, made of a press officer's requests. Everything that becomes public happens in both, at
/// the same instants; everything else happens in one only.
final class Twins {
  /// The newsroom with the secrets.
  let keeper: Application
  /// The newsroom without them.
  let innocent: Application
  private(set) var chance: Chance
  /// The clock of both.
  private(set) var now = EmptyDesk.start
  /// Public and withdrawn items, by kind.
  private(set) var known: [String: [String]] = [:]
  /// Items that the innocent one never had, including deleted drafts, by kind.
  private(set) var secret: [String: [String]] = [:]
  private var deleted: Set<String> = []
  private var withdrawn: Set<String> = []
  /// The text of unpublished revisions of public items, by id.
  private(set) var unseen: [String: [String]] = [:]
  /// Items with a planned publication that only the keeper has.
  private var planned: Set<String> = []
  /// Words of secrets, and words that were public once.
  private(set) var secretTexts: [String] = []
  private(set) var publicTexts: [String] = []
  private let folders: [String]
  /// The data directory of the newsroom with the secrets.
  var folder: String { folders[0] }

  /// - Parameter lives: the number of events beyond the minimum, which makes at least five secrets.
  init(seed: UInt64, lives: Int = 12) throws {
    chance = Chance(seed: seed)
    folders = [try EmptyDesk.copy(), try EmptyDesk.copy()]
    let applications = try folders.map { folder in
      try Instant.$stopped.withValue(EmptyDesk.start) { try EmptyDesk.open(folder) }
    }
    (keeper, innocent) = (applications[0], applications[1])
    try live(lives)
  }

  deinit { for folder in folders { try? FileManager.default.removeItem(atPath: folder) } }

  var hidden: Set<String> { Set(secret.values.joined()) }

  // MARK: Events

  private enum Deed: CaseIterable {
    case publish, publishLater, publishDutch, correct, withdraw
    case keep, revise, restore, plan, move, cancel, delete, preview, ready, read, dryRun, refuse, paste
  }

  private func live(_ lives: Int) throws {
    // At least five secret items of all kinds, a secret revision of each kind, and a planned correction.
    let deeds: [(Deed, Resource?)] =
      Resource.all.flatMap { [(.publish, $0), (.keep, $0), (.revise, $0)] } + [(.keep, nil), (.plan, nil)]
      + (0..<lives).map { _ in (chance.one(of: Deed.allCases), nil) }
    for (deed, resource) in deeds.shuffled(using: &chance) {
      now = Instant(milliseconds: now.milliseconds + Int64(chance.number(0..<chance.one(of: [2_000, 90_000_000]))))
      try perform(deed, resource ?? chance.one(of: Resource.all))
    }
    now = Instant(milliseconds: now.milliseconds + 1_000)
  }

  private func perform(_ deed: Deed, _ resource: Resource) throws {
    switch deed {
    case .publish: try publish(resource)
    case .publishLater: try publishLater(resource)
    case .publishDutch: try publishDutch(resource)
    case .correct: try correct(try anyPublic(resource), resource)
    case .withdraw:
      guard known[resource.kind, default: []].count > 1 else { return try publish(resource) }
      try withdraw(try anyPublic(resource), resource)
    case .keep: try keep(resource)
    case .revise: try revise(try anyPublic(resource), resource)
    case .restore:
      let id = try anyPublic(resource)
      guard !withdrawn.contains(id) else { return }
      try alone("POST", "/\(resource.path)/\(id)/revisions/1/restore")
      unseen[id] = nil
    case .plan: try planCorrection(try anyPublic(resource), resource)
    case .move: try move(resource)
    case .cancel: try cancel(resource)
    case .delete: try delete(resource)
    case .preview: try alone("POST", "/\(resource.path)/\(try anyKept(resource))/previews")
    case .ready:
      guard resource.computesLanguages else { return }
      try alone("PUT", "/\(resource.path)/\(try anyKept(resource))/languages/nl", #"{"state": "ready"}"#)
    case .read:
      // A request with an embargo token, which creates the embargo file.
      _ = try stopped { keeper.respond(to: try EmptyDesk.embargoed("/\(resource.path)")) }
    case .dryRun: try alone("POST", "/\(resource.path)?dryRun=true", made(of: resource, isSecret: true).text)
    case .refuse:
      // Every publication has a note.
      try alone("POST", "/\(resource.path)/\(try anyPublic(resource))/publications", "{}", expected: 409)
    case .paste: try paste()
    }
  }

  private func publish(_ resource: Resource) throws {
    var document = made(of: resource, isSecret: false)
    document["status"] = "published"
    let id = try both("POST", "/\(resource.path)", document)
    known[resource.kind, default: []].append(id)
  }

  /// Publishes by a plan that becomes due.
  private func publishLater(_ resource: Resource) throws {
    let id = try both("POST", "/\(resource.path)", made(of: resource, isSecret: false))
    let at = Instant(milliseconds: now.milliseconds + 3_600_000)
    try both("POST", "/\(resource.path)/\(id)/publications", JSONObject([("at", .string(at.text))]))
    now = Instant(milliseconds: at.milliseconds + 1)
    for newsroom in [keeper, innocent] { try stopped { try newsroom.publisher.settle() } }
    known[resource.kind, default: []].append(id)
  }

  /// Publishes one language first; the text in the others stays secret for now.
  private func publishDutch(_ resource: Resource) throws {
    var document = made(of: resource)
    (document["id"], document["originalLanguage"]) = (.string(chance.word()), "nl")
    if resource.kind != Resource.releases.kind { document["originalLanguage"] = nil }
    let dutch = document.speaking(.one(.nl))
    record(dutch, isSecret: false)
    let shown = Set(JSON.object(dutch).texts)
    secretTexts += JSON.object(document).texts.filter { !shown.contains($0) }
    let id = try both("POST", "/\(resource.path)", document, innocently: dutch)
    try both("POST", "/\(resource.path)/\(id)/publications", JSONObject([("languages", ["nl"])]))
    known[resource.kind, default: []].append(id)
  }

  private func correct(_ id: String, _ resource: Resource) throws {
    guard !withdrawn.contains(id), !planned.contains(id) else { return }
    try both("PUT", "/\(resource.path)/\(id)", made(of: resource, isSecret: false))
    unseen[id] = nil
    try both("POST", "/\(resource.path)/\(id)/publications", JSONObject([("correction", note(isSecret: false))]))
  }

  private func withdraw(_ id: String, _ resource: Resource) throws {
    guard !withdrawn.contains(id), !planned.contains(id) else { return }
    try both("POST", "/\(resource.path)/\(id)/withdrawals", JSONObject([("reason", note(isSecret: false))]))
    withdrawn.insert(id)
  }

  /// A draft, scheduled or embargoed; it may have had another state before.
  private func keep(_ resource: Resource) throws {
    var document = made(of: resource, isSecret: true)
    // It is published at the end of the embargo that its text contains.
    let isEmbargoed = document["embargoUntil"] != nil && chance.isTrue()
    if isEmbargoed {
      document["embargoUntil"] = "2032-10-01T07:00:00Z"
      document["status"] = "published"
    }
    let id = try alone("POST", "/\(resource.path)", document.text)
    secret[resource.kind, default: []].append(id)
    secretTexts.append(id)
    if isEmbargoed { planned.insert(id) } else if chance.isTrue(60) { try plan(id, resource) }
    if chance.isTrue(30) {
      try alone("PUT", "/\(resource.path)/\(id)", made(of: resource, isSecret: true).text)
    }
  }

  private func revise(_ id: String, _ resource: Resource) throws {
    guard !withdrawn.contains(id) else { return }
    let document = made(of: resource, isSecret: true)
    try alone("PUT", "/\(resource.path)/\(id)", document.text)
    unseen[id] = JSON.object(document).texts
  }

  private func planCorrection(_ id: String, _ resource: Resource) throws {
    guard !withdrawn.contains(id), !planned.contains(id) else { return }
    try revise(id, resource)
    try plan(id, resource, JSONObject([("correction", note(isSecret: true))]))
  }

  private func plan(_ id: String, _ resource: Resource, _ request: JSONObject = JSONObject()) throws {
    var request = request
    let day = chance.number(10..<29)
    request["at"] = .string("2032-0\(chance.number(1..<10))-\(day)T0\(chance.number(0..<10)):30:00+01:00")
    if chance.isTrue() { request["embargo"] = .bool(true) }
    try alone("POST", "/\(resource.path)/\(id)/publications", JSON.object(request).text)
    planned.insert(id)
  }

  private func move(_ resource: Resource) throws {
    guard let (_, path) = try anyPlanned(resource) else { return try keep(resource) }
    try alone("PATCH", path, #"{"at": "2033-01-01T00:00:00Z"}"#)
  }

  private func cancel(_ resource: Resource) throws {
    guard let (id, path) = try anyPlanned(resource) else { return try keep(resource) }
    try alone("DELETE", path)
    planned.remove(id)
  }

  /// An item with a plan, and the path of its publication.
  private func anyPlanned(_ resource: Resource) throws -> (id: String, path: String)? {
    let ids = secret[resource.kind, default: []] + known[resource.kind, default: []]
    guard let id = ids.first(where: planned.contains) else { return nil }
    let number = try keeper.desk.pool.read { db in try Item.find(db, kind: resource.kind, id: id)?.planned?.number }
    return (id, "/\(resource.path)/\(id)/publications/\(number ?? 0)")
  }

  private func delete(_ resource: Resource) throws {
    let ids = secret[resource.kind, default: []].filter { !planned.contains($0) && !deleted.contains($0) }
    // One of each kind stays.
    guard ids.count > 1 else { return try keep(resource) }
    let id = chance.one(of: ids)
    try alone("DELETE", "/\(resource.path)/\(id)")
    deleted.insert(id)
  }

  /// A manuscript becomes a draft.
  private func paste() throws {
    let words = (0..<6).map { _ in chance.word() }
    let text = """
      PERSBERICHT

      \(words[0]) \(words[1])

      Brussel, 02/06/2030: \(words[2]) \(words[3]).

      Contact: \(words[4].capitalized) \(words[5].uppercased()), \(words[4])@example.org
      """
    let id = try alone("POST", "/releases", text, type: "text/plain")
    secret["release", default: []].append(id)
    secretTexts += words
  }

  // MARK: One plan

  /// A planned publication that only the keeper has; both have its draft.
  struct Plan {
    let path: String
    let at: Instant
  }

  /// Plans a release, for a time that is no quarter of an hour.
  func planAlone() throws -> Plan {
    let id = try both("POST", "/releases", made(of: .releases, isSecret: false))
    secret["release", default: []].append(id)
    let at = Instant(milliseconds: now.milliseconds + 7_384_000)
    let body = JSON.object(
      JSONObject([("at", .string(at.text)), ("embargo", .bool(chance.isTrue()))])
    ).text
    try alone("POST", "/releases/\(id)/publications", body)
    return Plan(path: "/releases/\(id)", at: Instant(at.text) ?? at)
  }

  /// Moves the clock of both.
  func wait(until instant: Instant) throws { now = instant }

  /// Publishes in the innocent one, without a plan, what has just become public in the keeper.
  func catchUp(with plan: Plan) throws {
    try stopped { try keeper.publisher.settle() }
    let path = plan.path + "/publications"
    _ = try EmptyDesk.ask(innocent, "POST", path, "{}", at: now)
  }

  // MARK: Requests

  private func anyPublic(_ resource: Resource) throws -> String {
    if known[resource.kind, default: []].isEmpty { try publish(resource) }
    return chance.one(of: known[resource.kind, default: []])
  }

  /// A secret item that was not deleted.
  private func anyKept(_ resource: Resource) throws -> String {
    if !secret[resource.kind, default: []].contains(where: { !deleted.contains($0) }) { try keep(resource) }
    return chance.one(of: secret[resource.kind, default: []].filter { !deleted.contains($0) })
  }

  private func made(of resource: Resource, isSecret: Bool) -> JSONObject {
    let document = made(of: resource, fullness: isSecret ? 100 : 70)
    record(document, isSecret: isSecret)
    return document
  }

  private func made(of resource: Resource, fullness: Int = 100) -> JSONObject {
    var ids = known.merging(secret) { $0 + $1 }
    for kind in ids.keys { ids[kind]?.removeAll(where: deleted.contains) }
    var maker = RandomDocument(chance: chance, ids: ids, fullness: fullness)
    let document = maker.document(of: resource)
    chance = maker.chance
    return document
  }

  private func note(isSecret: Bool) -> JSON {
    let note = JSONObject([("nl", .string(chance.word())), ("fr", .string(chance.word()))])
    record(note, isSecret: isSecret)
    return .object(note)
  }

  private func record(_ object: JSONObject, isSecret: Bool) {
    // A reference reveals the id of its target, so the id counts as part of the text.
    let ids = Set(known.values.joined()).union(hidden)
    let texts = JSON.object(object).texts.filter { !ids.contains($0) }
    if isSecret { secretTexts += texts } else { publicTexts += texts }
  }

  /// Sends the same request to both; for the innocent one, without what it does not know.
  /// - Returns: the id of the resulting item.
  @discardableResult
  private func both(
    _ method: String, _ path: String, _ body: JSONObject, innocently: JSONObject? = nil
  ) throws -> String {
    let id = try alone(method, path, body.text)
    let reply = try EmptyDesk.ask(innocent, method, path, JSON.object(innocently ?? body).without(hidden).text, at: now)
    guard reply == id else { throw EmptyDesk.Refused(description: "\(method) \(path) made \(id) and \(reply)") }
    return id
  }

  @discardableResult
  private func alone(
    _ method: String, _ path: String, _ body: String = "", type: String = "application/json", expected: Int? = nil
  ) throws -> String {
    try EmptyDesk.ask(keeper, method, path, body, type: type, expected: expected, at: now)
  }

  /// Runs something at the twins' time.
  func stopped<Value>(_ body: () throws -> Value) rethrows -> Value {
    try Instant.$stopped.withValue(now, operation: body)
  }
}

extension JSONObject {
  fileprivate var text: String { JSON.object(self).text }
}
