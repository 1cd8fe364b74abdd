// The page of the desk and the files that it loads. They contain no data of the desk.

import Content
import HTTP
import HTTPTypes
import Routing
import Values
import Web

enum DeskPages {
  static let routes: [Route<NewsroomEndpoint>] = [
    Route(.get, "/desk", access: .anonymous, page),
    Route(.get, "/desk/{file}", access: .anonymous, file),
  ]

  /// Scripts come from the desk's own folder, no text becomes markup (Trusted Types), and no page frames it.
  private static func policy(_ origin: OwnOrigin) -> String {
    "default-src 'none'; script-src \(origin.scripts("/desk/")); style-src 'self'; img-src 'self'; connect-src 'self'; "
      + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
      + "trusted-types 'none'"
  }

  @Sendable private static func page(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    var response = context.content(Self.page(of: context.app.council), type: "text/html; charset=utf-8", vary: nil)
    response.fields[.contentSecurityPolicy] = policy(context.app.origin)
    response.fields[.referrerPolicy] = "same-origin"
    return response
  }

  /// The page with the council's name in each language of the desk.
  private static func page(of council: Council) -> [UInt8] {
    let names = JSONObject(Language.spoken.map { ($0.rawValue, .string(council.name[$0])) })
    let page = String(decoding: DeskFiles.page, as: UTF8.self)
      .replacing("{names}", with: JSON.object(names).text.escapedForMarkup)
      .replacing("{name}", with: council.name[.nl].escapedForMarkup)
    return Array(page.utf8)
  }

  @Sendable private static func file(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    guard let file = DeskFiles.all.first(where: { $0.name == context.parameters["file"] }) else {
      throw Problem.notFound
    }
    return context.content(file.bytes, type: DeskFiles.type(of: file), vary: nil)
  }
}
