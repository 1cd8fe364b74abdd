// Previews: signed links that show one revision without a token until they expire or are revoked.

import Catalog
import Content
import Desk
import Formats
import Foundation
import GRDB
import HTTP
import HTTPTypes
import Routing
import Values

extension ItemHandlers {
  static let previewFields = [Field("revision", .integer(1...Int(Int32.max))), Field("expiresAt", .instant)]

  private static var days: Int64 { 24 * 60 * 60 * 1000 }
  /// The default and the longest lifetime of a link, in milliseconds.
  private static var defaultLifetime: Int64 { 7 * days }
  private static var longestLifetime: Int64 { 90 * days }

  /// Creates a link to the newest or the requested revision. The preview shows it as the public would see it.
  @Sendable func createPreview(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    var check = InputCheck()
    let input = try check.object(
      try context.objectOrNothing(),
      fields: Self.previewFields)
    let now = Instant.now()
    let expiresAt =
      input["expiresAt"]?.string.flatMap(Instant.init) ?? Instant(milliseconds: now.milliseconds + Self.defaultLifetime)
    if !(now.milliseconds...now.milliseconds + Self.longestLifetime).contains(expiresAt.milliseconds) {
      check.refuse(
        "expiresAt", .expiryOutOfRange(days: Int(Self.longestLifetime / Self.days)), value: input["expiresAt"])
    }
    if !check.issues.isEmpty { throw InvalidInput(check.issues) }
    var revision: Int?
    if case .number(let digits) = input["revision"] { revision = Int(digits) }
    let context = context
    return try context.app.desk.pool.write { db in
      let item = try findItem(context, db)
      guard let shown = try revision == nil ? item : Item.fetch(db, number: item.number, revision: revision) else {
        throw InvalidInput(.schemaViolation, .body, "revision", "\(revision ?? 0)", .unknownRevision(revision ?? 0))
      }
      let document = try context.app.publicFile.renderPreview(
        of: shown, resource, desk: db, address: context.app.publicStore.address)
      try db.execute(
        sql: """
          INSERT INTO previews (item, revision, document, createdAt, createdBy, expiresAt) VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          item.number, shown.revision, Data(document), now.milliseconds, context.author.name, expiresAt.milliseconds,
        ])
      let number = db.lastInsertedRowID
      try DeskFile.audit(
        db, context.author, .createPreview, kind: item.kind, id: item.id,
        detail: ["preview": .integer(number), "revision": .integer(shown.revision), "until": .string(expiresAt.text)])
      guard let row = try Row.fetchOne(db, sql: "SELECT * FROM previews WHERE number = ?", arguments: [number]) else {
        throw Problem.internalError
      }
      let json = try description(row, context)
      var response = Response.json(json, .created)
      response.fields[.location] = address(context, "/previews/\(number)")
      try context.key?.keep(response, db)
      return response
    }
  }

  @Sendable func previews(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    let context = context
    let rows = try context.app.desk.pool.read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM previews WHERE item = ? ORDER BY number DESC", arguments: [findItem(context, db).number]
      )
    }
    return context.items(try rows.map { try description($0, context) }, at: address(context, "/previews"))
  }

  @Sendable func revokePreview(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    let context = context
    try context.app.desk.pool.write { db in
      let item = try findItem(context, db)
      guard let number = context.parameters["n"].flatMap(Int64.init) else { throw Problem.notFound }
      try db.execute(
        sql: "UPDATE previews SET revokedAt = ? WHERE number = ? AND item = ? AND revokedAt IS NULL",
        arguments: [Instant.now().milliseconds, number, item.number])
      guard db.changesCount > 0 else { throw Problem.notFound }
      try DeskFile.audit(
        db, context.author, .revokePreview, kind: item.kind, id: item.id, detail: ["preview": .integer(number)])
    }
    return Response(status: .noContent)
  }

  private func description(_ row: Row, _ context: RequestContext) throws -> JSON {
    let (number, expiresAt): (Int64, Int64) = (row["number"], row["expiresAt"])
    let link = PreviewLink(number: number, expiresAt: Instant(milliseconds: expiresAt))
    return [
      "href": .string(try Previews.address(of: link, context.app)), "number": .integer(number),
      "revision": .integer(row["revision"] as Int), "expiresAt": .string(link.expiresAt.text),
      "createdAt": .string(Instant(milliseconds: row["createdAt"]).text), "createdBy": .string(row["createdBy"]),
      "revokedAt": (row["revokedAt"] as Int64?).map { .string(Instant(milliseconds: $0).text) },
    ]
  }
}

/// The page and the JSON behind a preview link.
enum Previews {
  static let representations = ["json", "html"]

  static func address(of link: PreviewLink, _ app: Application) throws -> String {
    try "\(app.publicURL)/previews/\(link.text(signedWith: app.desk.previewKey))"
  }

  @Sendable static func show(_ context: inout RequestContext) throws -> Response {
    let requested = context.requestedLanguage()
    try context.query.finish()
    let text = context.parameters["link"] ?? ""
    guard let link = try PreviewLink(text, signedWith: context.app.desk.previewKey) else { throw Problem.notFound }
    let row = try context.app.desk.pool.read { db in
      try Row.fetchOne(
        db,
        sql: """
          SELECT p.document, p.revision, p.item, i.kind FROM previews p JOIN items i ON i.number = p.item
          WHERE p.number = ? AND p.expiresAt > ? AND p.revokedAt IS NULL AND i.deletedAt IS NULL
          """, arguments: [link.number, Instant.now().milliseconds])
    }
    guard let row, let resource = Resource.of(kind: row["kind"]) else { throw Problem.previewEnded }
    if let item = try context.app.desk.pool.read({ db in try Item.fetch(db, number: row["item"]) }),
      let withdrawal = item.withdrawal
    {
      throw Problem.withdrawn(withdrawal.notice(in: resource).notice(at: context.app.publicStore.address))
    }
    var document = try Array(row["document"] as Data).object()
    document["self"] = .string(try address(of: link, context.app))
    document["preview"] = ["revision": .integer(row["revision"] as Int), "expiresAt": .string(link.expiresAt.text)]
    let representation = try context.representation(
      of: resource.itemRepresentations.filter { representations.contains($0.suffix) })
    var response = try ItemHandlers(resource: resource).answer(
      context, document, as: representation, requested: requested)
    response.caching = .noStore
    response.fields[.lastModified] = nil
    // The address is a secret, and the preview must not be indexed.
    response.fields[.referrerPolicy] = "no-referrer"
    response.fields[.robots] = "noindex"
    return response
  }
}

extension HTTPField.Name {
  static let referrerPolicy = HTTPField.Name(static: "Referrer-Policy")
  fileprivate static let robots = HTTPField.Name(static: "X-Robots-Tag")
}
