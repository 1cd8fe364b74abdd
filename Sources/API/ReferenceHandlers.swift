// The reference of the API over HTTP.

import HTTP
import Pages
import Routing
import Values

enum ReferenceHandlers {
  static let routes: [Route<NewsroomEndpoint>] = [
    Route(.get, "/docs", access: .anyone, show),
    Route(.get, "/docs/{section}", access: .anyone, show),
  ]

  @Sendable private static func show(_ call: inout Call) throws -> Response {
    let asked = call.askedLanguage()
    try call.query.finish()
    let language = call.language(asked: asked, of: Language.spoken)
    let reference = Reference(
      document: Description.document(of: call.app), language: language, council: call.app.council,
      address: call.app.publicURL, example: { [address = call.app.publicURL] in Examples.of($0, address: address) },
      scope: { name in RoutePlan.all.first { $0.name == name }?.endpoint.access.name })
    guard let page = reference.page(of: call.parameters["section"]) else { throw Problem.notFound }
    return call.page(page.bytes, in: language, vary: asked == nil ? "Accept-Language" : nil)
  }
}
