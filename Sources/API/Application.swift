// The newsroom as one value: its files, its route table and the path of every request.

import Bytes
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
  /// The data directory.
  let directory: String
  let publicStore: ItemStore
  package let publicURL: String
  let addressRules: AddressRules
  let hub: Hub?
  package let stream: LiveStream
  package let council: Council
  let log: Logger
  package let meters: Meters
  package let metricsFailure: FailureState
  let router: Router<NewsroomEndpoint>
  private let watchers: [FileWatcher]
  let origin: OwnOrigin
  let cookie: SessionCookie
  let writes = RateLimits(RateLimits.writes)
  let failures = RateLimits(RateLimits.failures)
  let subscriptions = RateLimits(RateLimits.subscriptions)
  let subscriptionsOfClient = RateLimits(RateLimits.subscriptionsOfClient)
  private let keyLocks = KeyedLocks()

  /// - Parameters:
  ///   - writer: nil on a read replica.
  ///   - watchers: live as long as the application.
  package init(
    _ settings: Settings, publicFile: PublicFile, publicStore: ItemStore, writer: WriterServices?,
    cache: AnswerCache,
    stream: LiveStream, watchers: [FileWatcher], meters: Meters, log: Logger
  ) throws {
    self.log = log
    metricsFailure = FailureState("metrics", log: log)
    self.meters = meters
    self.publicFile = publicFile
    directory = settings.directory
    self.publicStore = publicStore
    self.cache = cache
    self.writer = writer
    self.stream = stream
    self.watchers = watchers
    publicURL = settings.publicURL
    origin = OwnOrigin(publicURL: settings.publicURL)
    cookie = SessionCookie(origin)
    addressRules = settings.addressRules
    hub = settings.hub
    council = settings.council.offering(mail: settings.mail != nil)
    router = try Router(Routes.all)
  }

  /// Starts the deliveries, as soon as no other process runs them, and the daily clean-up.
  package func start() {
    writer?.deliveries.start()
    writer?.desk.cleanUp.start()
  }

  /// Stops the deliveries, and writes the counts in memory to the desk file. Call it before the process ends.
  package func stop() {
    writer?.deliveries.stop()
    writer?.desk.loginFailures.keep()
    writer?.desk.statistics.keep()
  }

  /// Answers a request. Every error becomes a problem document.
  package func respond(to request: Request) -> Answer {
    publishWhatIsDue()
    let state = cache.state
    let match = router.match(request.method, path: request.path)
    let (response, counted) = answer(request, match)
    let answer = Answer(
      response, acceptsGzip: request.acceptsGzip, meter: meters.of(match),
      tally: counted.flatMap { writer?.desk.statistics.tally($0) })
    // A response that expires by itself is not cached.
    if let key = request.key, response.status == .ok, response.caching == .public(until: nil) {
      cache.keep(answer, for: key, of: state)
    }
    return answer
  }

  /// Publishes due items before the response, because after a jump of the clock the timer may be late.
  private func publishWhatIsDue() {
    guard let publisher = writer?.desk.publisher, publisher.isDue, publisher.isSettled else {
      return
    }
    publisher.settleOrRetry()
  }

  /// The response to a request that the server refused before routing: framing, limits, overload.
  package func refuse(_ refusal: Refusal, acceptLanguage: String?) -> Answer {
    Self.refusal(refusal, acceptLanguage: acceptLanguage, meters.other)
  }

  package static func refusal(_ refusal: Refusal, acceptLanguage: String?, _ meter: Meter) -> Answer {
    let language = Language.ofErrors(lang: nil, acceptLanguage: acceptLanguage)
    let response = Problem.refused(refusal).response(instance: nil, in: language)
    return Answer(response, acceptsGzip: false, meter: meter)
  }

  private func answer(
    _ request: Request, _ match: Match<NewsroomEndpoint>
  ) -> (response: Response, counted: Statistics.Subject?) {
    do {
      return try handle(request, match)
    } catch {
      return (refusal(of: error, request), nil)
    }
  }

  private func refusal(of error: any Error, _ request: Request) -> Response {
    let problem = problem(of: error, request)
    let language = request.languageOfErrors
    var response =
      request.isForPage
      ? problem.page(in: language, address: publicURL, council: council)
      : problem.response(instance: request.path, in: language)
    let isRead = request.method == .get || request.method == .head
    if isRead, request.key != nil, [404, 410].contains(problem.status.code) {
      response.caching = .public(until: nil)
      response.fields[.vary] = "Accept, Accept-Language"
      response.varyByCaller(request)
    }
    if isRead { response.allowEveryOrigin() }
    return response
  }

  /// The answer to a request whose content has not arrived, if no content can change it: the address or method does not
  /// exist, or the caller may not use it.
  package func answer(toHead request: Request) -> Answer? {
    let match = router.match(request.method, path: request.path)
    guard case .found(let route, _) = match else { return respond(to: request) }
    do {
      _ = try admit(request, to: route.endpoint.access)
      return nil
    } catch {
      return Answer(
        refusal(of: error, request), acceptsGzip: request.acceptsGzip, meter: meters.of(match))
    }
  }

  /// The steps of every request: identify the caller, authorize, limit, run the handler once, finish the response.
  private func handle(
    _ request: Request, _ match: Match<NewsroomEndpoint>
  ) throws -> (response: Response, counted: Statistics.Subject?) {
    guard case .found(let route, let parameters) = match else { return (try answerUnrouted(request, match), nil) }
    let (caller, audience) = try admit(request, to: route.endpoint.access)
    let permits = try limit(request, by: caller)
    var context = RequestContext(
      app: self, request: request, parameters: parameters, query: try Query(request.query), caller: caller,
      audience: audience, key: try caller.flatMap { try IdempotencyKey(request, $0.token) })
    let arrived = context
    var response = try once(context.key) {
      do { return try route.endpoint.handler(&context) } catch {
        guard let present = try context.presentID(after: error, of: route.pattern) else { throw error }
        guard request.isWrite else { return context.redirect(to: present, in: route.pattern) }
        // Clients seldom repeat a write at another address, and a draft's date may change while they edit it.
        context = arrived
        context.presentID = present
        return try route.endpoint.handler(&context)
      }
    }
    if request.isWrite, caller != nil { confirm(&response) }
    try request.checkRead(response)
    return (try finish(response, of: context, on: route, permits), context.counted)
  }

  /// What the head of a request decides: who the caller is, and whether the route is for that caller.
  private func admit(_ request: Request, to access: Access) throws -> (caller: Caller?, audience: Audience) {
    let caller = try identify(request, for: access)
    let audience = try authorize(caller, for: access)
    if request.method == .put, request.fields[.contentRange] != nil { throw Problem.partialContent }
    return (caller, audience)
  }

  /// - Returns: the audience of the caller.
  /// - Throws: a 401 or 403 `Problem` when the caller may not use the route.
  private func authorize(_ caller: Caller?, for access: Access) throws -> Audience {
    let token = caller?.token
    if access.needsToken, token == nil { throw Problem.noToken }
    if case .scope(let scope) = access, token?.scopes.contains(scope) != true { throw Problem.missingScope(scope) }
    let audience = token?.audience ?? .anyone
    // The embargo file catches up with the desk only when someone reads it.
    if audience == .embargo { try writer?.desk.embargoFile.catchUp() }
    return audience
  }

  /// Counts a write against its token's limit.
  /// - Returns: the header fields with the remaining permits; none for a read.
  private func limit(_ request: Request, by caller: Caller?) throws -> HTTPFields {
    guard request.isWrite, let caller else { return HTTPFields() }
    return try countWrite(caller.token)
  }

  /// Waits until a write is on the replica, if the settings say so. A 202 says that it may not be there yet.
  private func confirm(_ response: inout Response) {
    guard let replica = writer?.desk.replica, response.status.kind == .successful, !replica.confirm() else { return }
    response.status = .accepted
  }

  /// Adds the header fields on caching, on other origins and on the remaining permits.
  private func finish(
    _ response: Response, of context: RequestContext, on route: Route<NewsroomEndpoint>, _ permits: HTTPFields
  ) throws -> Response {
    var response = response
    if let token = context.token {
      if context.audience == .embargo { try noteRead(of: context, on: route, by: token) }
      response.caching = .noStore
    }
    for field in permits { response.fields[field.name] = field.value }
    if case .anyone = route.endpoint.access {
      response.allowEveryOrigin()
      response.varyByCaller(context.request)
    }
    return response
  }

  /// Records a read under embargo in the audit log, before the response is sent. It counts as a write of the token,
  /// since each one adds a row that stays.
  private func noteRead(of context: RequestContext, on route: Route<NewsroomEndpoint>, by token: Token) throws {
    let resource = Resource.all.first { route.pattern.hasPrefix("/\($0.path)/{id}") }
    _ = try countWrite(token)
    try desk.auditRead(
      path: context.request.loggedPath, query: context.request.query, from: context.request.client, by: token,
      kind: resource?.kind,
      id: resource.map { _ in context.id })
  }

  private func answerUnrouted(_ request: Request, _ match: Match<NewsroomEndpoint>) throws -> Response {
    switch match {
    case .options(let allowed): return .options(allowed)
    case .methodNotAllowed(let allowed): throw Problem.methodNotAllowed(allowed)
    case .malformed: throw Problem.malformedTarget
    case .found, .notFound:
      // `OPTIONS *` asks for the methods of the whole server (RFC 9110 section 9.3.7).
      guard request.method == .options, request.path == "*" else { throw Problem.notFound }
      return .options([.get, .head, .post, .put, .patch, .delete, .options])
    }
  }

  /// Runs the handler of a request with an Idempotency-Key once; later requests get the stored response.
  private func once(_ key: IdempotencyKey?, _ handle: () throws -> Response) throws -> Response {
    guard let key else { return try handle() }
    return try keyLocks.take(key) {
      if let answer = try key.answer(desk) { return answer.response }
      do {
        let response = try handle()
        try key.update(IdempotencyKey.Answer(response), desk)
        return response
      } catch {
        // The error may come from the same request, which another process has just handled.
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

  /// The route table for people: a line with the method, path, access and suffixes of each route.
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
  /// The path without secrets of links.
  fileprivate var loggedPath: String {
    let bytes = Array(path.utf8)
    guard let start = bytes.span.secret(in: 0..<bytes.count) else { return path }
    return String(decoding: bytes[..<start], as: UTF8.self) + "…"
  }

  package var languageOfErrors: Language {
    // An unreadable query is an error itself, whose message needs a language.
    var query = try? Query(self.query)
    return Language.ofErrors(lang: query?.one("lang"), acceptLanguage: fields[.acceptLanguage])
  }
}

extension Response {
  private static let forEveryOrigin: HTTPFields = [
    .accessControlAllowOrigin: "*",
    .accessControlExposeHeaders: "ETag, Link, Content-Language, Last-Modified, Location, Retry-After",
  ]

  /// Lets pages of every origin read a public response (Fetch standard, CORS protocol).
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
