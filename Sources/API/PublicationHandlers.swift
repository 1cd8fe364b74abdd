// The handlers that publish, reschedule, cancel and withdraw, for all resources.

import Catalog
import Content
import Delivery
import Desk
import GRDB
import HTTP
import HTTPTypes
import Routing
import Storage
import Values

extension ItemHandlers {
  /// The fields of a change to a planned publication. A null `at` means now.
  static let rescheduleFields = [
    Field("at", .instant), Field("revision", .integer(1...Int(Int32.max))),
    Field("acknowledge", .list(.text(100), 100)),
  ]

  var withdrawalFields: [Field] {
    [Field("reason", .notice(5_000), required: true), Field("successor", .reference(resource.kind))]
  }

  @Sendable func publish(_ context: inout RequestContext) throws -> Response {
    let isDryRun = context.query.flag("dryRun")
    try context.query.finish()
    let body = try context.objectOrNothing()
    let request = try PublicationRequest(of: context.app.services, json: body)
    let author = context.author
    if isDryRun { return try forecast(request, context) }
    return try publish(context) { db, item in
      try request.enter(db, item, resource, by: author)
    }
  }

  /// Says what a publication would be, and stores nothing.
  private func forecast(_ request: PublicationRequest, _ context: RequestContext) throws -> Response {
    let language = context.request.languageOfErrors
    return try context.app.desk.pool.read { db in
      let forecast = try request.forecast(db, try findItem(context, db), resource, by: context.author)
      let receivers = try Receivers(
        db, of: forecast.published, resource, forecast.change, isMinor: forecast.isMinor)
      return .json([
        "change": .string(forecast.change.rawValue), "version": .integer(forecast.version),
        "revision": .integer(forecast.published.revision), "at": forecast.at.map { .string($0.text) },
        "embargo": forecast.isEmbargoed ? .bool(true) : nil,
        "languages": .strings(forecast.published.languages(of: resource).languages.map(\.rawValue)),
        "minor": forecast.isMinor ? .bool(true) : nil, "people": .integer(receivers.people),
        "webhooks": .integer(receivers.webhooks), "reviewers": forecast.reviewers.map(JSON.strings),
        "findings": .array(forecast.findings.map { $0.json(in: language) }),
      ])
    }
  }

  @Sendable func withdraw(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    try context.accept(["application/json"])
    let body = try context.request.body.object()
    let author = context.author
    return try publish(context) { db, item in
      var check = InputCheck { try DeskFile.exists(db, kind: $0, id: $1) }
      let input = try check.object(body, fields: withdrawalFields)
      let successor = input["successor"]?.string
      if let successor,
        try successor == item.id || Item.find(db, kind: item.kind, id: successor)?.status != .published
      {
        check.refuse("successor", .noSuccessor, value: .string(successor))
      }
      if !check.issues.isEmpty { throw InvalidInput(check.issues) }
      guard item.withdrawal == nil else { throw DeskError.conflict(.withdrawn) }
      guard let revision = item.publishedRevision else {
        throw DeskError.conflict(.notPublic(item.status))
      }
      if let planned = item.planned { throw DeskError.conflict(.alreadyPlanned(planned.at)) }
      return try Publisher.enter(
        db, item, .withdrawn, revision: revision, note: input["reason"]?.object, successor: successor, by: author)
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
    // The publication may have made the id anew.
    let path = address(of: try Item.fetch(db, number: item.number)?.id ?? item.id, context)
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
      try context.app.services.renewID(of: item, by: author, db)
    }
    return Response(status: .noContent)
  }

  /// Changes the time of a planned publication, the revision that it publishes, or both.
  @Sendable func move(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    try context.accept(["application/json", "application/merge-patch+json"])
    let body = try context.request.body.object()
    var check = InputCheck()
    let input = try check.object(body, fields: Self.rescheduleFields)
    let isNow = body["at"] == .null
    let at = input["at"]?.string.flatMap(Instant.init)
    if at == nil, !isNow, body["revision"] == nil { check.refuse("at", .missing) }
    if !check.issues.isEmpty { throw InvalidInput(check.issues) }
    if let at, at <= .now() { throw InvalidInput(.schemaViolation, .body, "at", at.text, .pastInstant(at)) }
    var request = input
    (request["at"], request["embargo"]) = (nil, nil)
    let replan = try PublicationRequest(of: context.app.services, json: request)
    let author = context.author
    let (item, number) = try change(context) { db, item, publication in
      guard publication.state == .planned else { throw DeskError.conflict(.notPlanned) }
      let now = Instant.now()
      let instant = isNow ? now : at ?? publication.at
      var revision = publication.revision
      if input["revision"] != nil {
        revision = try replan.replan(db, item, publication, resource, at: instant, by: author)
      } else if let dated = try PublicationRequest.redate(
        db, item, publication, resource, to: Day(at: instant), by: author)
      {
        revision = dated.revision
      }
      try db.run(
        sql: "UPDATE publications SET at = ?, revision = ? WHERE item = ? AND number = ?",
        arguments: [instant.milliseconds, revision, item.number, publication.number])
      try DeskFile.audit(
        db, author, .reschedule, kind: item.kind, id: item.id,
        detail: [
          "publication": .integer(publication.number), "revision": .integer(revision),
          "from": .string(publication.at.text), "at": .string(instant.text),
        ])
      try context.app.services.renewID(of: item, by: author, db)
      if isNow { try Publisher.bringForward(db, publication, to: now) }
    }
    let publication = try context.app.desk.pool.read { db in try fetch(db, item, number) }
    return .json(publication.json(at: address(of: item.id, context)))
  }

  /// Changes a publication of the item while no other publication is made public.
  /// - Returns: the item afterwards, and the number of the publication.
  @discardableResult
  private func change(
    _ context: RequestContext, _ change: (Database, Item, Publication) throws -> Void
  ) throws -> (Item, Int) {
    guard let number = context.parameters["n"].flatMap(Int.init) else { throw Problem.notFound }
    let app = context.app
    let changed = try app.publisher.betweenSettling {
      try app.desk.pool.write { db in
        let item = try findItem(context, db)
        try context.request.respectMatch(context.app.deskStore.outcome(db, resource, id: item.id))
        guard let publication = item.publications.first(where: { $0.number == number }) else { throw Problem.notFound }
        try change(db, item, publication)
        guard let changed = try Item.fetch(db, number: item.number) else { throw Problem.notFound }
        try Projection(target: db, desk: db, audience: .desk).write(changed)
        return changed
      }
    }
    try app.publisher.settleOrRetry()
    return (changed, number)
  }

  @Sendable func publication(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    guard let number = context.parameters["n"].flatMap(Int.init) else { throw Problem.notFound }
    let publication = try context.app.desk.pool.read { db in try fetch(db, findItem(context, db), number) }
    return .json(publication.json(at: address(context)))
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
      "minor": isMinor ? .bool(true) : nil, (change == .withdrawn ? "reason" : "correction"): note.map(JSON.object),
      "successor": successor.map { .string("\(path[...(path.lastIndex(of: "/") ?? path.startIndex)])\($0)") },
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

extension LocalizedText {
  fileprivate static let noSuccessor = LocalizedText(
    nl: "Kies een ander item, dat nu openbaar is.", fr: "Choisissez un autre élément, actuellement public.",
    en: "Choose another item, which is public now.")
}
