// The address `/`: an index of links as JSON, or the start page as HTML.

import Catalog
import Content
import Formats
import HTTP
import HTTPTypes
import Pages
import Values

enum StartHandlers {
  /// Returns the index as JSON, or the start page when the client prefers HTML.
  /// - Throws: a 406 `Problem` when the client accepts neither.
  @Sendable static func show(_ context: inout RequestContext) throws -> Response {
    let requested = context.requestedLanguage()
    try context.query.finish()
    let representation = MediaType.preferred(
      in: context.request.fields[.accept], of: ["application/json", "text/html"])
    guard let representation else { throw Problem.notAcceptable(offered: ["application/json", "text/html"]) }
    if representation == "text/html" {
      return try startPage(context, in: context.language(requested: requested, of: Language.spoken))
    }
    var links = JSONObject([("self", .string(context.app.publicURL + "/"))])
    for path in Resource.all.map(\.path) + ["search", "changes", "health", "docs"] {
      links[path] = ["href": .string("\(context.app.publicURL)/\(path)")]
    }
    return context.content(JSON.object(links).bytes, vary: "Accept")
  }

  /// The page shows the ten newest releases.
  private static func startPage(_ context: RequestContext, in language: Language) throws -> Response {
    var listQuery = ListQuery(.releases)
    listQuery.pageSize = 10
    let view = try ItemHandlers(resource: .releases).view(context, context.app.publicStore, listQuery, language)
    return context.page(
      HTMLStart(view: view).bytes, in: language, vary: "Accept, Accept-Language", script: context.script)
  }
}
