// The handlers that show the API reference as pages.

import HTTP
import Pages
import Routing
import Values

enum ReferenceHandlers {
  static let routes: [Route<NewsroomEndpoint>] = [
    Route(.get, "/docs", access: .anyone, show),
    Route(.get, "/docs/{section}", access: .anyone, show),
  ]

  @Sendable private static func show(_ context: inout RequestContext) throws -> Response {
    let requested = context.requestedLanguage()
    try context.query.finish()
    let language = context.language(requested: requested, of: Language.spoken)
    let reference = Reference(
      document: Description.document(of: context.app), language: language, council: context.app.council,
      address: context.app.publicURL,
      example: { [address = context.app.publicURL] in Examples.of($0, address: address) },
      scope: { name in Routes.all.first { $0.name == name }?.endpoint.access.name })
    guard let page = reference.page(of: context.parameters["section"]) else { throw Problem.notFound }
    return context.page(
      page.bytes, in: language, vary: requested == nil ? "Accept-Language" : nil, script: context.script)
  }
}
