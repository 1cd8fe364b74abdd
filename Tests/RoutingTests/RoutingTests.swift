// The router's results, as a table of requests.
import HTTPTypes
import Testing

@testable import Routing

/// One request of the table and its result as a line.
struct Expectation: Sendable, CustomTestStringConvertible {
  let method: HTTPRequest.Method
  let path: String
  let outcome: String

  init(_ method: HTTPRequest.Method, _ path: String, _ outcome: String) {
    self.method = method
    self.path = path
    self.outcome = outcome
  }

  var testDescription: String { "\(method.rawValue) \(path) → \(outcome)" }
}

private let table: [Route<String>] = [
  Route(.get, "/", "index"),
  Route(.get, "/releases", suffixes: ["json", "atom"], "list"),
  Route(.post, "/releases", "create"),
  Route(.get, "/releases/search", "search"),
  Route(.get, "/releases/{id}", suffixes: ["json", "md"], "show"),
  Route(.put, "/releases/{id}", "update"),
  Route(.get, "/releases/{id}/revisions", "revisions"),
  Route(.get, "/releases/{release}/revisions/{n}", "revision"),
  Route(.post, "/releases/{id}/revisions/{n}/restore", "restore"),
  Route(.get, "/releases/search/{word}", "searchWord"),
  Route(.head, "/health", "healthHead"),
  Route(.get, "/health", "health"),
  Route(.options, "/special", "specialOptions"),
  Route(.post, "/special", "special"),
]

private let parameterNames = ["id", "release", "n", "word"]

private func line(_ match: Match<String>) -> String {
  switch match {
  case .found(let route, let parameters):
    var words = [route.endpoint]
    for name in parameterNames {
      if let value = parameters[name] { words.append("\(name)=\(value)") }
    }
    if let suffix = parameters.suffix { words.append("form=\(suffix)") }
    return words.joined(separator: " ")
  case .options(let methods): return "options " + methods.map(\.rawValue).joined(separator: ",")
  case .methodNotAllowed(let methods): return "405 " + methods.map(\.rawValue).joined(separator: ",")
  case .notFound: return "404"
  case .malformed: return "400"
  }
}

@Suite("Router")
struct RouterTests {
  let router: Router<String>

  init() throws {
    router = try Router(table)
  }

  @Test(
    "A path and a method find their route and its parameters",
    arguments: [
      Expectation(.get, "/", "index"),
      Expectation(.get, "/releases", "list"),
      Expectation(.post, "/releases", "create"),
      Expectation(.get, "/releases/a-1", "show id=a-1"),
      Expectation(.put, "/releases/a-1", "update id=a-1"),
      Expectation(.get, "/releases/a-1/revisions", "revisions id=a-1"),
      Expectation(.get, "/releases/a-1/revisions/7", "revision release=a-1 n=7"),
      Expectation(.post, "/releases/a-1/revisions/7/restore", "restore id=a-1 n=7"),
    ])
  func finds(_ expectation: Expectation) {
    #expect(line(router.match(expectation.method, path: expectation.path)) == expectation.outcome)
  }

  @Test(
    "Literal segments win over parameters, and a dead end under a literal goes back to the parameter",
    arguments: [
      Expectation(.get, "/releases/search", "search"),
      Expectation(.put, "/releases/search", "405 GET,HEAD,OPTIONS"),
      Expectation(.get, "/releases/search/revisions", "searchWord word=revisions"),
      Expectation(.get, "/releases/search/revisions/2", "revision release=search n=2"),
      Expectation(.get, "/releases/searching", "show id=searching"),
    ])
  func prefersLiterals(_ expectation: Expectation) {
    #expect(line(router.match(expectation.method, path: expectation.path)) == expectation.outcome)
  }

  @Test(
    "A declared form is cut from the last segment, and nothing else is",
    arguments: [
      Expectation(.get, "/releases.json", "list form=json"),
      Expectation(.get, "/releases.atom", "list form=atom"),
      Expectation(.get, "/releases.md", "404"),
      Expectation(.get, "/releases.", "404"),
      Expectation(.post, "/releases.json", "405 GET,HEAD,OPTIONS"),
      Expectation(.get, "/releases/a.json", "show id=a form=json"),
      Expectation(.get, "/releases/a.b.md", "show id=a.b form=md"),
      Expectation(.get, "/releases/a.atom", "show id=a.atom"),
      Expectation(.get, "/releases/.json", "show id=.json"),
      Expectation(.put, "/releases/a.json", "405 GET,HEAD,OPTIONS"),
      Expectation(.get, "/releases/a.json/revisions", "revisions id=a.json"),
      Expectation(.get, "/releases%2Eatom", "list form=atom"),
    ])
  func cutsForms(_ expectation: Expectation) {
    #expect(line(router.match(expectation.method, path: expectation.path)) == expectation.outcome)
  }

  @Test(
    "HEAD is answered by GET's route, OPTIONS by the list of methods, unless they have routes of their own",
    arguments: [
      Expectation(.head, "/releases", "list"),
      Expectation(.head, "/releases/a.md", "show id=a form=md"),
      Expectation(.head, "/health", "healthHead"),
      Expectation(.head, "/special", "405 OPTIONS,POST"),
      Expectation(.options, "/releases", "options GET,HEAD,POST,OPTIONS"),
      Expectation(.options, "/releases/a", "options GET,HEAD,PUT,OPTIONS"),
      Expectation(.options, "/health", "options HEAD,GET,OPTIONS"),
      Expectation(.options, "/special", "specialOptions"),
      Expectation(.options, "/nowhere", "404"),
      Expectation(.delete, "/releases", "405 GET,HEAD,POST,OPTIONS"),
      Expectation(.delete, "/", "405 GET,HEAD,OPTIONS"),
    ])
  func answersHeadAndOptions(_ expectation: Expectation) {
    #expect(line(router.match(expectation.method, path: expectation.path)) == expectation.outcome)
  }

  @Test(
    "Empty segments, trailing slashes and unknown paths are not found",
    arguments: [
      "", "*", "releases", "//", "/releases/", "//releases", "/releases//revisions", "/Releases", "/release",
      "/releasess", "/releases/a/b", "/releases/a/revisions/1/restore/x", "/releases/a/revisions/", "/%2Freleases",
    ])
  func findsNothing(_ path: String) {
    #expect(line(router.match(.get, path: path)) == "404")
  }

  @Test(
    "Escapes are decoded within their segment",
    arguments: [
      Expectation(.get, "/releases/a%2Fb", "show id=a/b"),
      Expectation(.get, "/%72eleases/%C3%A9t%c3%a9", "show id=été"),
      Expectation(.get, "/releases/a%20b+c", "show id=a b+c"),
      Expectation(.get, "/releases/%2e%2e", "show id=.."),
      Expectation(.get, "/releases/100%25/revisions", "revisions id=100%"),
      Expectation(.get, "/releases/%E2%82%AC%F0%9F%97%9E", "show id=€🗞"),
      Expectation(.get, "/releases%2Fa", "404"),
    ])
  func decodes(_ expectation: Expectation) {
    #expect(line(router.match(expectation.method, path: expectation.path)) == expectation.outcome)
  }

  @Test(
    "Broken escapes, zero bytes and invalid UTF-8 are malformed",
    arguments: [
      "/releases/%", "/releases/%2", "/releases/%zz", "/releases/%2g", "/releases/a%00", "/releases/%ff",
      "/releases/%C3", "/releases/%C3/%A9", "/releases/%ED%A0%80", "/releases/%C0%AF", "/nowhere/%", "/releases/a\0b",
      "/releases\0a%20b",
    ])
  func refusesMalformed(_ path: String) {
    #expect(line(router.match(.get, path: path)) == "400")
  }

  @Test("The routes are read back in the order given")
  func keepsOrder() {
    #expect(router.routes.map(\.name) == table.map(\.name))
  }
}
