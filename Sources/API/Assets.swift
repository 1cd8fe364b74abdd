// What the pages load: their style sheet, their script, and the council's pictures.

import Content
import HTTP
import HTTPTypes
import Pages
import Routing
import Values
import Web

enum Assets {
  static let routes: [Route<NewsroomEndpoint>] = [
    Route(.get, "/newsroom.css", access: .anyone, styleSheet),
    Route(.get, "/newsroom.js", access: .anyone, script),
    Route(.get, "/icon.svg", access: .anyone, icon),
    Route(.get, "/logo", access: .anyone, logo),
    Route(.get, "/accessibility", access: .anyone, accessibility),
  ]

  @Sendable private static func styleSheet(_ call: inout Call) throws -> Response {
    try call.file(Array(call.app.council.palette.utf8) + WebFile.styleSheet, type: "text/css; charset=utf-8")
  }

  @Sendable private static func script(_ call: inout Call) throws -> Response {
    try call.file(WebFile.script, type: "text/javascript; charset=utf-8")
  }

  @Sendable private static func icon(_ call: inout Call) throws -> Response {
    try call.file(call.app.council.icon.bytes, type: "image/svg+xml")
  }

  @Sendable private static func logo(_ call: inout Call) throws -> Response {
    guard let logo = call.app.council.logo else { throw Problem.notFound }
    var response = try call.file(logo.bytes, type: logo.mediaType)
    // Opened by itself, a picture runs nothing.
    response.fields[.contentSecurityPolicy] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response
  }
}

extension Assets {
  @Sendable fileprivate static func accessibility(_ call: inout Call) throws -> Response {
    let asked = call.askedLanguage()
    try call.query.finish()
    let language = call.language(asked: asked, of: Language.spoken)
    let page = AccessibilityStatement.page(call.app.council, address: call.app.publicURL, in: language)
    return call.page(page.bytes, in: language, vary: asked == nil ? "Accept-Language" : nil)
  }
}

extension Call {
  /// A file that is the same for everyone.
  fileprivate mutating func file(_ bytes: [UInt8], type: String) throws -> Response {
    try query.finish()
    var response = content(bytes, type: type, vary: nil)
    response.fields[.xContentTypeOptions] = "nosniff"
    return response
  }

  /// A page in one of the newsroom's own languages.
  func page(_ bytes: [UInt8], in language: Language, vary: String? = "Accept-Language") -> Response {
    var response = content(bytes, type: "text/html; charset=utf-8", vary: vary)
    response.fields[.contentLanguage] = language.rawValue
    response.protectPage()
    return response
  }
}

extension Response {
  /// Nothing but our own files is loaded, no script of others runs, and nobody frames the page.
  mutating func protectPage() {
    fields[.contentSecurityPolicy] = """
      default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; \
      form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'
      """
    fields[.xContentTypeOptions] = "nosniff"
  }
}
