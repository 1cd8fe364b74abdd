// The handlers that publish, reschedule, cancel and withdraw, for all resources.

import Catalog
import Content
import Desk
import GRDB
import HTTP
import HTTPTypes
import Routing
import Storage
import Values

extension ItemHandlers {
  static let withdrawalFields = [Field("reason", .notice(5_000), required: true)]
  static let rescheduleFields = [Field("at", .instant, required: true)]

  @Sendable func publish(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    let body = try context.objectOrNothing()
    let request = try PublicationRequest(
      of: context.app.council, json: body, needsSecondPerson: context.app.services.needsSecondPerson)
    let author = context.author
    return try publish(context) { db, item in
      try request.enter(db, item, resource, by: author)
    }
  }

  @Sendable func withdraw(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    try context.accept(["application/json"])
    var check = InputCheck()
    let input = try check.object(
      try context.request.body.object(), fields: Self.withdrawalFields)
    if !check.issues.isEmpty { throw InvalidInput(check.issues) }
    let author = context.author
    return try publish(context) { db, item in
      guard item.withdrawal == nil else { throw DeskError.conflict(.withdrawn) }
      guard let revision = item.publishedRevision else {
        throw DeskError.conflict(.notPublic(item.status))
      }
      if let planned = item.planned { throw DeskError.conflict(.alreadyPlanned(planned.at)) }
      return try Publisher.enter(
        db, item, .withdrawn, revision: revision, note: input["reason"]?.object, by: author)
    }
  }

  /// Commits a publication to the desk and makes it public. If the public commit fails, the publication stays due and
  /// is retried.
  /// - Parameter enter: adds the publication in the transaction and returns its number.
  private func publish(_ context: RequestContext, _ enter: (Database, Item) throws -> Int) throws -> Response {
    let (item, number) = try context.app.desk.pool.write { db in
      let item = try findItem(context, db)
      try context.request.respectMatch(context.app.deskStore.outcome(db, resource, id: item.id))
      let number = try enter(db, item)
      if let key = context.key { try key.keep(entered(db, item, number, context), db) }
      return (item, number)
    }
    try context.app.publisher.settleOrRetry()
    return try context.app.desk.pool.read { db in try entered(db, item, number, context) }
  }

  private func entered(_ db: Database, _ item: Item, _ number: Int, _ context: RequestContext) throws -> Response {
    let publication = try fetch(db, item, number)
    let path = address(context)
    return .json(
      publication.json(at: path), publication.state == .due ? .accepted : .created,
      location: publication.change == .withdrawn ? path : "\(path)/publications/\(number)")
  }

  private func fetch(_ db: Database, _ item: Item, _ number: Int) throws -> Publication {
    let row = try Row.fetchOne(
      db.cachedStatement(sql: "SELECT * FROM publications WHERE item = ? AND number = ?"),
      arguments: [item.number, number])
    guard let row else { throw Problem.notFound }
    return try Publication(row: row)
  }

  @Sendable func cancel(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    let author = context.author
    try change(context) { db, item, publication in
      guard try context.app.publisher.canCancel(publication) else { throw DeskError.conflict(.notPlanned) }
      try db.run(
        sql: "UPDATE publications SET state = 'takenBack', changeNumber = NULL WHERE item = ? AND number = ?",
        arguments: [item.number, publication.number])
      try DeskFile.audit(
        db, author, .cancel, kind: item.kind, id: item.id, detail: ["publication": .integer(publication.number)])
      _ = try PublicationRequest.redate(db, item, publication, resource, to: nil, by: author)
    }
    return Response(status: .noContent)
  }

  /// Reschedules a planned publication.
  @Sendable func move(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    try context.accept(["application/json", "application/merge-patch+json"])
    var check = InputCheck()
    let input = try check.object(try context.request.body.object(), fields: Self.rescheduleFields)
    guard check.issues.isEmpty, let at = input["at"]?.string.flatMap(Instant.init) else {
      throw InvalidInput(check.issues)
    }
    guard at > Instant.now() else {
      throw InvalidInput(.schemaViolation, .body, "at", at.text, .pastInstant(at))
    }
    let author = context.author
    try change(context) { db, item, publication in
      guard publication.state == .planned else { throw DeskError.conflict(.notPlanned) }
      let dated = try PublicationRequest.redate(db, item, publication, resource, to: Day(at: at), by: author)
      let revision = dated?.revision ?? publication.revision
      try db.run(
        sql: "UPDATE publications SET at = ?, revision = ? WHERE item = ? AND number = ?",
        arguments: [at.milliseconds, revision, item.number, publication.number])
      try DeskFile.audit(
        db, author, .reschedule, kind: item.kind, id: item.id,
        detail: [
          "publication": .integer(publication.number), "revision": .integer(revision),
          "from": .string(publication.at.text), "at": .string(at.text),
        ])
    }
    return try publication(&context)
  }

  /// Changes a publication of the item while no other publication is made public.
  private func change(_ context: RequestContext, _ change: (Database, Item, Publication) throws -> Void) throws {
    guard let number = context.parameters["n"].flatMap(Int.init) else { throw Problem.notFound }
    let app = context.app
    try app.publisher.betweenSettling {
      try app.desk.pool.write { db in
        let item = try findItem(context, db)
        guard let publication = item.publications.first(where: { $0.number == number }) else { throw Problem.notFound }
        try change(db, item, publication)
        guard let changed = try Item.fetch(db, number: item.number) else { return }
        try Projection(target: db, desk: db, audience: .desk).write(changed)
      }
    }
    try app.publisher.settleOrRetry()
  }

  @Sendable func publication(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    guard let number = context.parameters["n"].flatMap(Int.init) else { throw Problem.notFound }
    let publication = try context.app.desk.pool.read { db in try fetch(db, findItem(context, db), number) }
    let json = publication.json(at: address(context))
    return .json(json)
  }

  @Sendable func publications(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    let publications = try context.app.desk.pool.read { db in try findItem(context, db).publications }
    let path = address(context)
    return context.items(publications.map { $0.json(at: path) }, at: path + "/publications")
  }
}

extension Publication {
  fileprivate func json(at path: String) -> JSON {
    [
      "href": .string("\(path)/publications/\(number)"), "number": .integer(number), "change": .string(change.rawValue),
      "state": .string(state.rawValue), "at": .string(at.text), "revision": .integer(revision),
      "embargo": isEmbargoed ? .bool(true) : nil, "languages": languages?.json,
      (change == .withdrawn ? "reason" : "correction"): note.map(JSON.object),
    ]
  }
}

extension RequestContext {
  /// The JSON object in the body; an empty body counts as an empty object.
  func objectOrNothing() throws -> JSONObject {
    if request.body.isEmpty { return JSONObject() }
    try accept(["application/json"])
    return try request.body.object()
  }

  /// A response with a short list without pages.
  func items(_ items: [JSON], at address: String) -> Response {
    let document: JSON = ["self": .string(address), "items": .array(items), "total": .integer(items.count)]
    return .json(document)
  }
}
