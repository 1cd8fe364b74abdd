// The files that the pages load: the style sheet, the script and the council's images.

import Content
import HTTP
import HTTPTypes
import Pages
import Routing
import Values
import Web

enum Assets {
  static let routes: [Route<NewsroomEndpoint>] = [
    Route(.get, "/newsroom.css", access: .anonymous, styleSheet),
    Route(.get, "/newsroom.js", access: .anonymous, script),
    Route(.get, "/icon.svg", access: .anonymous, icon),
    Route(.get, "/logo", access: .anonymous, logo),
    Route(.get, "/accessibility", access: .anyone, accessibility),
  ]

  @Sendable private static func styleSheet(_ context: inout RequestContext) throws -> Response {
    try context.file(Array(context.app.council.palette.utf8) + WebFile.styleSheet, type: "text/css; charset=utf-8")
  }

  @Sendable private static func script(_ context: inout RequestContext) throws -> Response {
    try context.file(WebFile.script, type: "text/javascript; charset=utf-8")
  }

  @Sendable private static func icon(_ context: inout RequestContext) throws -> Response {
    try context.file(context.app.council.icon.bytes, type: "image/svg+xml")
  }

  @Sendable private static func logo(_ context: inout RequestContext) throws -> Response {
    guard let logos = context.app.council.logo else { throw Problem.notFound }
    let logo = logos[context.requestedLanguage() ?? .nl]
    var response = try context.file(logo.bytes, type: logo.mediaType)
    // An image that is opened on its own must not run scripts.
    response.fields[.contentSecurityPolicy] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response
  }
}

extension Assets {
  @Sendable fileprivate static func accessibility(_ context: inout RequestContext) throws -> Response {
    let requested = context.requestedLanguage()
    try context.query.finish()
    let language = context.language(requested: requested, of: Language.spoken)
    let page = AccessibilityStatement.page(context.app.council, address: context.app.publicURL, in: language)
    return context.page(page.bytes, in: language, vary: requested == nil ? "Accept-Language" : nil)
  }
}

extension RequestContext {
  /// A response with a file that is the same for everyone.
  fileprivate mutating func file(_ bytes: [UInt8], type: String) throws -> Response {
    try query.finish()
    var response = content(bytes, type: type, vary: nil)
    response.allowEveryOrigin()
    return response
  }

  /// The source of the script that some pages need.
  var script: String { app.origin.scripts(HTMLPage.script) }

  /// A response with a page in one of the languages of the interface.
  /// - Parameter script: the address of the script that the page needs; nil for none.
  func page(
    _ bytes: [UInt8], in language: Language, vary: String? = "Accept-Language", script: String? = nil
  ) -> Response {
    var response = content(bytes, type: "text/html; charset=utf-8", vary: vary)
    response.fields[.contentLanguage] = language.rawValue
    response.protectPage(script: script)
    return response
  }
}

extension Response {
  /// Lets a page load only files of this origin, and forbids other pages to frame it.
  /// - Parameter script: the address of the script that the page needs; nil for none. No other script may run, so
  ///   that markup in a text cannot load the desk with the session of its reader.
  mutating func protectPage(script: String? = nil) {
    fields[.contentSecurityPolicy] = """
      default-src 'none'; script-src \(script ?? "'none'"); style-src 'self'; img-src 'self'; connect-src 'self'; \
      base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'
      """
  }
}
