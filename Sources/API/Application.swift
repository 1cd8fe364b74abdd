// The newsroom as one value: its files, its route table, and the one line that every request follows.

import Catalog
import Content
import Delivery
import Desk
import Foundation
import GRDB
import HTTP
import HTTPTypes
import Logging
import Outbound
import Routing
import Storage
import Values

package final class Application: Sendable {
  package let cache: AnswerCache
  /// Nil on a read replica.
  package let writer: WriterServices?
  package let publicFile: PublicFile
  let publicStore: ItemStore
  package let publicURL: String
  let addressRules: AddressRules
  let hub: Hub?
  package let stream: LiveStream
  let council: Council
  let log: Logger
  package let meters: Meters
  let router: Router<NewsroomEndpoint>
  private let watcher: PublicFileWatcher
  let cookie: SessionCookie
  let writes = RateLimits(RateLimits.writes)
  let failures = RateLimits(RateLimits.failures)
  let subscriptions = RateLimits(RateLimits.subscriptions)
  let subscriptionsOfClient = RateLimits(RateLimits.subscriptionsOfClient)
  private let turns = KeyedLocks()

  /// - Parameters:
  ///   - writer: nil on a read replica.
  ///   - watcher: lives as long as the application.
  package init(
    _ settings: Settings, publicFile: PublicFile, publicStore: ItemStore, writer: WriterServices?, cache: AnswerCache,
    stream: LiveStream, watcher: PublicFileWatcher, meters: Meters, log: Logger
  ) throws {
    self.log = log
    self.meters = meters
    self.publicFile = publicFile
    self.publicStore = publicStore
    self.cache = cache
    self.writer = writer
    self.stream = stream
    self.watcher = watcher
    publicURL = settings.publicURL
    cookie = SessionCookie(publicURL: settings.publicURL)
    addressRules = settings.addressRules
    hub = settings.hub
    council = settings.council.offering(mail: settings.mail != nil)
    router = try Router(Routes.all)
  }

  /// Begins to deliver what goes out, as soon as no other process does.
  package func start() { writer?.deliveries.start() }

  /// Ends what `start` began, and writes down what was only counted in memory so far. To be called before the process
  /// ends.
  package func stop() {
    writer?.deliveries.stop()
    writer?.desk.statistics.keep()
  }

  /// Answers a request. Nothing is thrown past here: an error becomes a problem document.
  package func respond(to request: Request) -> Answer {
    publishWhatIsDue()
    let state = cache.state
    let match = router.match(request.method, path: request.path)
    let (response, counted) = answer(request, match, until: state.nextInstant)
    let answer = Answer(
      response, acceptsGzip: request.acceptsGzip, meter: meters.of(match),
      tally: counted.flatMap { writer?.desk.statistics.tally($0) })
    // An answer whose time ends before the file moves is not kept.
    if let key = request.key, response.status == .ok, response.caching == .public(until: state.nextInstant) {
      cache.keep(answer, for: key, of: state)
    }
    return answer
  }

  /// Publishes due items before the answer: a clock that jumped may have left the timer behind.
  private func publishWhatIsDue() {
    guard let next = cache.state.nextInstant, next <= Instant.now().milliseconds,
      let publisher = writer?.desk.publisher, publisher.isSettled
    else { return }
    publisher.settleOrRetry()
  }

  /// Writes out what the server has refused before it came here: framing, limits, overload.
  package func refuse(_ refusal: Refusal, acceptLanguage: String?) -> Answer {
    Self.refusal(refusal, acceptLanguage: acceptLanguage, meters.other)
  }

  package static func refusal(_ refusal: Refusal, acceptLanguage: String?, _ meter: Meter) -> Answer {
    let language = Language.ofErrors(lang: nil, acceptLanguage: acceptLanguage)
    let response = Problem.refused(refusal).response(instance: nil, in: language)
    return Answer(response, acceptsGzip: false, meter: meter)
  }

  private func answer(
    _ request: Request, _ match: Match<NewsroomEndpoint>, until: Int64?
  ) -> (response: Response, counted: Statistics.Subject?) {
    do {
      return try handle(request, match)
    } catch {
      let problem = problem(of: error, request)
      let language = request.languageOfErrors
      var response =
        request.isForPage
        ? problem.page(in: language, address: publicURL, council: council)
        : problem.response(instance: request.path, in: language)
      let isRead = request.method == .get || request.method == .head
      if isRead, request.key != nil, [404, 410].contains(problem.status.code) {
        response.caching = .public(until: until)
        response.fields[.vary] = "Accept, Accept-Language"
      }
      if isRead { response.allowEveryOrigin() }
      return (response, nil)
    }
  }

  /// The way of every request: match the route, identify the caller, authorize, limit, run the handler once, finish the
  /// response.
  private func handle(
    _ request: Request, _ match: Match<NewsroomEndpoint>
  ) throws -> (response: Response, counted: Statistics.Subject?) {
    guard case .found(let route, let parameters) = match else { return (try answerUnrouted(request, match), nil) }
    let caller = try identify(request, for: route.endpoint.access)
    let audience = try authorize(caller, for: route.endpoint.access)
    let permits = try limit(request, by: caller)
    var context = RequestContext(
      app: self, request: request, parameters: parameters, query: try Query(request.query), caller: caller,
      audience: audience, key: try caller.flatMap { try IdempotencyKey(request, $0.token) })
    let response = try once(context.key) { try route.endpoint.handler(&context) }
    return (try finish(response, of: context, on: route, permits), context.counted)
  }

  /// - Returns: what the caller may read.
  /// - Throws: `Problem` when the route is not for this caller.
  private func authorize(_ caller: Caller?, for access: Access) throws -> Audience {
    let token = caller?.token
    if access.needsToken, token == nil { throw Problem.noToken }
    if case .scope(let scope) = access, token?.scopes.contains(scope) != true { throw Problem.missingScope(scope) }
    let audience = token?.audience ?? .anyone
    // The embargo file follows the desk when it is read.
    if audience == .embargo { try writer?.desk.embargoFile.catchUp() }
    return audience
  }

  /// Counts a write against its token's limit.
  /// - Returns: the fields that say what is left; none for a read.
  private func limit(_ request: Request, by caller: Caller?) throws -> HTTPFields {
    guard request.isWrite, let caller else { return HTTPFields() }
    return try countWrite(caller.token)
  }

  /// The response as it leaves: who may keep it, who may read it in a browser, and what is left of a limit.
  private func finish(
    _ response: Response, of context: RequestContext, on route: Route<NewsroomEndpoint>, _ permits: HTTPFields
  ) throws -> Response {
    var response = response
    if let token = context.token {
      if context.audience == .embargo { try noteRead(of: context, on: route, by: token) }
      response.caching = .noStore
    }
    for field in permits { response.fields[field.name] = field.value }
    if case .anyone = route.endpoint.access { response.allowEveryOrigin() }
    return response
  }

  /// What is read under embargo stands in the audit log before it is given.
  private func noteRead(of context: RequestContext, on route: Route<NewsroomEndpoint>, by token: Token) throws {
    let resource = Resource.all.first { route.pattern.hasPrefix("/\($0.path)/{id}") }
    try desk.auditRead(
      path: context.request.path, query: context.request.query, from: context.request.client, by: token,
      kind: resource?.kind,
      id: resource.map { _ in context.id })
  }

  private func answerUnrouted(_ request: Request, _ match: Match<NewsroomEndpoint>) throws -> Response {
    switch match {
    case .options(let allowed): return .options(allowed)
    case .methodNotAllowed(let allowed): throw Problem.methodNotAllowed(allowed)
    case .malformed: throw Problem.malformedTarget
    case .found, .notFound:
      // `OPTIONS *` asks for what the server can do at all (RFC 9110 section 9.3.7).
      guard request.method == .options, request.path == "*" else { throw Problem.notFound }
      return .options([.get, .head, .post, .put, .patch, .delete, .options])
    }
  }

  /// Answers a request with a key only the first time, and then with the same answer.
  private func once(_ key: IdempotencyKey?, _ handle: () throws -> Response) throws -> Response {
    guard let key else { return try handle() }
    return try turns.take(key) {
      if let answer = try key.answer(desk) { return answer.response }
      do {
        let response = try handle()
        try key.update(IdempotencyKey.Answer(response), desk)
        return response
      } catch {
        // What stood in the way may be what the same request has just done in another process.
        guard let answer = try key.answer(desk) else { throw error }
        return answer.response
      }
    }
  }

  private func problem(of error: any Error, _ request: Request) -> Problem {
    if let problem = Problem(error) { return problem }
    switch error {
    case let error as DatabaseError where [.SQLITE_BUSY, .SQLITE_FULL, .SQLITE_IOERR].contains(error.resultCode):
      log.error("\(request.method) \(request.loggedPath): \(error.message ?? "") (\(error.extendedResultCode))")
      meters.countFailure(error)
      return .unavailable(.storageUnavailable)
    case is DatabaseError where writer == nil, is DataFault where writer == nil:
      log.error("\(request.method) \(request.loggedPath): \(error)")
      return .unavailable(.copyUnfinished)
    default:
      log.error("\(request.method) \(request.loggedPath): \(error)")
      return .internalError
    }
  }

  /// The route table as lines of method, path, access and the suffixes it takes, for people.
  package static var routeLines: [String] {
    Routes.all.map { route in
      let method = route.method.rawValue.padding(toLength: 8, withPad: " ", startingAt: 0)
      let path = route.pattern.padding(toLength: 44, withPad: " ", startingAt: 0)
      let access = route.endpoint.access.name.padding(toLength: 10, withPad: " ", startingAt: 0)
      return (method + path + access + route.suffixes.map { " .\($0)" }.joined()).trimming(" ")
    }
  }
}

extension Request {
  /// Beginnings of paths that are secrets from there on: whoever has such an address may do what it is for.
  package static let secretPaths = ["/previews/"] + SignupHandlers.secretPaths

  fileprivate var loggedPath: String { Self.secretPaths.first { path.lowercased().hasPrefix($0) } ?? path }

  package var languageOfErrors: Language {
    var query = try? Query(self.query)
    return Language.ofErrors(lang: query?.one("lang"), acceptLanguage: fields[.acceptLanguage])
  }
}

extension Response {
  private static let forEveryOrigin: HTTPFields = [
    .accessControlAllowOrigin: "*",
    .accessControlExposeHeaders: "ETag, Link, Content-Language, Last-Modified, Location, Retry-After",
  ]

  /// Everyone's pages may read public answers (Fetch standard, CORS protocol).
  mutating func allowEveryOrigin() {
    fields.append(contentsOf: Self.forEveryOrigin)
  }

  static func options(_ allowed: [HTTPRequest.Method]) -> Response {
    var response = Response(status: .noContent, fields: [.allow: allowed.map(\.rawValue).joined(separator: ", ")])
    if allowed.contains(.get) {
      response.allowEveryOrigin()
      response.fields[.accessControlAllowMethods] = "GET, HEAD, OPTIONS"
      response.fields[.accessControlAllowHeaders] = "Accept, Accept-Language, If-None-Match, If-Modified-Since"
      response.fields[.accessControlMaxAge] = "86400"
    }
    return response
  }
}
