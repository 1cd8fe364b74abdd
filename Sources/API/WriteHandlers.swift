// The handlers that create, replace, patch and delete items, for all resources.

import Bytes
import Content
import Desk
import Foundation
import GRDB
import HTTP
import HTTPTypes
import Intake
import Manuscript
import Values

extension ItemHandlers {
  @Sendable func create(_ context: inout RequestContext) throws -> Response {
    let isDryRun = context.query.flag("dryRun")
    try context.query.finish()
    let submission = try submission(of: context)
    if submission.isPublished { try context.require(.publish) }
    let author = context.author
    if isDryRun {
      let outcome = try context.app.services.store(submission, resource, by: author, isDryRun: true)
      return response(outcome, status: .ok, context)
    }
    let stored = context
    let outcome = try context.app.services.store(submission, resource, by: author) { db, outcome in
      try stored.key?.keep(created(outcome, .created, stored), db)
    }
    // A 202 says that the public commit failed and is retried.
    let isDue = try submission.isPublished && !context.app.publisher.isSettled
    return created(outcome, isDue ? .accepted : .created, context)
  }

  private func created(_ outcome: Outcome, _ status: HTTPResponse.Status, _ context: RequestContext) -> Response {
    var response = response(outcome, status: outcome.isNew ? status : .ok, context)
    response.fields[.location] = address(of: outcome.id, context)
    return response
  }

  /// The body of the request: JSON, or for a release a manuscript.
  private func submission(of context: RequestContext) throws -> Submission {
    let manuscripts = resource.takesManuscripts ? SentManuscript.mediaTypes : []
    let type = try context.accept(["application/json"] + manuscripts)
    if !manuscripts.contains(type) { return Submission(json: try context.request.body.object()) }
    let reader = try context.app.services.fileReader
    return .manuscript(
      try SentManuscript(context.request.body, FileType(rawValue: type), reader: reader, from: context.author))
  }

  @Sendable func replace(_ context: inout RequestContext) throws -> Response {
    try context.accept(["application/json"])
    return try write(&context, .replace) { input, _ in input }
  }

  /// Applies a JSON Merge Patch (RFC 7396).
  @Sendable func patch(_ context: inout RequestContext) throws -> Response {
    try context.accept(["application/merge-patch+json", "application/json"])
    return try write(&context, .patch) { patch, document in
      var merged = document
      merged.merge(patch: patch)
      return merged
    }
  }

  /// Writes a new revision, if If-Match names the current one.
  /// - Parameter make: the new document, from the client's object and the current document.
  private func write(
    _ context: inout RequestContext, _ action: Action, _ make: (JSONObject, JSONObject) -> JSONObject
  ) throws -> Response {
    try context.query.finish()
    let (id, author, store) = (context.id, context.author, try context.app.deskStore)
    let (request, council, services) = (context.request, context.app.council, try context.app.services)
    // The body is parsed before the transaction, to keep that short. Its faults come after a 404 or 412.
    let sent = Result { try request.body.object() }
    let outcome = try context.app.desk.pool.write { db -> Outcome in
      guard let item = try Item.find(db, kind: resource.kind, id: id) else { throw Problem.notFound }
      let current = try store.outcome(db, resource, id: id)
      try request.requireMatch(current)
      var check = InputCheck(themes: council.themes.codes) { try DeskFile.exists(db, kind: $0, id: $1) }
      var input = try sent.get()
      let note = try check.take(InputCheck.revisionNote, from: &input)
      let question = action == .patch ? try check.take(InputCheck.reviewNote, from: &input) : nil
      let correction = action == .patch ? try check.takeCorrection(from: &input) : nil
      input = check.withoutComputed(
        input, resource, shown: JSON.stored(String(decoding: current.json, as: UTF8.self)))
      let document = try check.object(make(input, item.document), fields: resource.fields)
      if !check.issues.isEmpty { throw InvalidInput(check.issues) }
      let normal = resource.normalize(document, council)
      try DeskFile.revise(
        db, item.number, normal, by: author,
        RevisionReason(question == nil ? action : .askReview, note: question ?? note, correction: correction))
      return try services.outcome(of: item, afterRevisionBy: author, db)
    }
    return revised(outcome, context)
  }

  /// The response to a new revision, with the address if it is another one now.
  func revised(_ outcome: Outcome, _ context: RequestContext) -> Response {
    var response = response(outcome, status: .ok, context)
    if outcome.id != context.parameters["id"] { response.fields[.location] = address(of: outcome.id, context) }
    return response
  }

  @Sendable func delete(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    let (id, author, store, request) = (context.id, context.author, try context.app.deskStore, context.request)
    try context.app.desk.pool.write { db in
      guard let item = try Item.find(db, kind: resource.kind, id: id) else { throw Problem.notFound }
      try request.respectMatch(store.outcome(db, resource, id: id))
      try DeskFile.delete(db, item, by: author)
    }
    return Response(status: .noContent)
  }

  func response(_ outcome: Outcome, status: HTTPResponse.Status, _ context: RequestContext) -> Response {
    var json = outcome.json
    if let findings = outcome.findings {
      let language = context.request.languageOfErrors
      json.removeLast()
      json += ",\"findings\":".utf8
      JSON.array(findings.map { $0.json(in: language) }).append(to: &json)
      if let manuscript = outcome.manuscript {
        json += ",\"manuscript\":".utf8
        JSON.string(manuscript).append(to: &json)
      }
      json.append(UInt8(ascii: "}"))
    }
    var response = Response.json(json, status)
    response.fields[.eTag] = outcome.etag
    return response
  }
}

extension RequestContext {
  /// Returns the media type of the body, which must be one of `types`, in UTF-8 and not compressed.
  /// - Throws: a 415 `Problem` (RFC 9110 section 8.4).
  @discardableResult
  func accept(_ types: [String]) throws(Problem) -> String {
    let type = MediaType.bare(request.fields[.contentType])
    let charset = MediaType.charset(request.fields[.contentType])
    guard let type, types.contains(type), ["utf-8", "us-ascii", nil].contains(charset),
      [nil, "identity"].contains(request.fields[.contentEncoding]?.lowercased())
    else {
      let given = [request.fields[.contentType] ?? "", request.fields[.contentEncoding] ?? ""].filter { !$0.isEmpty }
      throw .unsupportedMediaType(
        given.isEmpty ? nil : given.joined(separator: ", "), accepted: types, for: request.method)
    }
    return type
  }
}
