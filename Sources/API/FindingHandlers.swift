// The handlers of an item's findings, and of the people who may publish it.

import Content
import Desk
import GRDB
import HTTP
import HTTPTypes
import Manuscript
import Values

extension ItemHandlers {
  static let findingFields = [Field("code", .choice(KeptFinding.leftOut.map(\.rawValue)), required: true)]

  @Sendable func findings(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    let (context, language) = (context, context.request.languageOfErrors)
    let found = try context.app.desk.pool.read { db in try find(context, db).found }
    return context.items(found.map { $0.json(in: language) }, at: address(context, "/findings"))
  }

  /// Records that a part of a text was left out.
  @Sendable func addFinding(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    try context.accept(["application/json"])
    var check = InputCheck()
    let input = try check.object(try context.request.body.object(), fields: Self.findingFields)
    guard check.issues.isEmpty, let code = input["code"]?.string.flatMap(FindingCode.init) else {
      throw InvalidInput(check.issues)
    }
    let (context, language) = (context, context.request.languageOfErrors)
    return try context.app.desk.pool.write { db in
      let item = try findItem(context, db)
      try context.request.respectMatch(context.app.deskStore.outcome(db, resource, id: item.id))
      try KeptFinding.add(db, code, to: item)
      let added = try find(context, db).found.first { $0.code == code }
      let response = Response.json(
        added?.json(in: language) ?? [:], .created, location: address(context, "/findings/\(code.rawValue)"))
      try context.key?.keep(response, db)
      return response
    }
  }

  /// Dismisses a finding.
  @Sendable func dismissFinding(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    let context = context
    try context.app.desk.pool.write { db in
      let (item, found) = try find(context, db)
      try context.request.respectMatch(context.app.deskStore.outcome(db, resource, id: item.id))
      guard let id = context.parameters["finding"],
        try KeptFinding.dismiss(db, id, among: found, of: item, by: context.author)
      else { throw Problem.notFound }
    }
    return Response(status: .noContent)
  }

  private func find(_ context: RequestContext, _ db: Database) throws -> (item: Item, found: [Finding]) {
    let item = try findItem(context, db)
    return (item, try DeskFile.findings(db, item, resource, context.app.council))
  }

  /// Lists the other people who may publish the newest revision.
  @Sendable func reviewers(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    let (context, needsSecondPerson) = (context, try context.app.services.needsSecondPerson)
    let names = try context.app.desk.pool.read { db in
      try DeskFile.reviewers(
        db, of: findItem(context, db), needsSecondPerson: needsSecondPerson, by: context.author)
    }
    return context.items(names.map { ["name": .string($0)] }, at: address(context, "/reviewers"))
  }
}

extension Finding {
  func json(in language: Language) -> JSON {
    [
      "code": .string(code.rawValue), "id": id.map(JSON.string), "severity": .string(severity.rawValue),
      "place": place.map(JSON.string), "line": line.map { .integer($0) }, "value": value.map(JSON.string),
      "detail": .string(detail(in: language.rawValue)),
    ]
  }
}
