// The newsroom as one value: its two files, its route table, and the one line that every request follows.

import Foundation
import GRDB
import HTTP
import HTTPTypes
import Logging
import Outbound
import Routing

package final class Application: Sendable {
  package let cache: AnswerCache
  /// Nil on a reading machine.
  let office: Office?
  let publicFile: PublicFile
  let publicShelf: Shelf
  let publicURL: String
  let needsSecondPerson: Bool
  let addressRules: AddressRules
  let hub: Hub?
  let stream: LiveStream
  let council: Council
  let log: Logger
  let meters: Meters
  let router: Router<NewsroomEndpoint>
  private let watcher: PublicFileWatcher
  let cookie: SessionCookie
  let writes = RateLimits(RateLimits.writes)
  let failures = RateLimits(RateLimits.failures)
  let subscriptions = RateLimits(RateLimits.subscriptions)
  let subscriptionsOfClient = RateLimits(RateLimits.subscriptionsOfClient)
  private let turns = Turns()

  /// Opens the data directory, brings both files to the newest schema and ends what the last stop left unfinished.
  /// - Throws: `DataFault` with one line for the person who starts it.
  package convenience init(_ settings: Settings, log: Logger = Logger(label: "newsroom")) throws {
    try DataDirectory.prepare(settings.directory)
    let desk = try Desk(directory: settings.directory, readers: settings.workers + 1)
    let publicFile = try PublicFile(directory: settings.directory, readers: settings.workers + 1)
    try publicFile.follow(desk)
    try self.init(settings, publicFile, desk, Meters(RoutePlan.all), log)
    do {
      try Projection.renewIndex(of: desk.pool, .desk, desk: desk.pool)
      try Projection.renewIndex(of: publicFile.pool, .anyone, desk: desk.pool)
      try publisher.settle()
    } catch let error as DatabaseError {
      throw DataFault("cannot finish what was due: \(error.message ?? "SQLite error \(error.resultCode.rawValue)")")
    }
  }

  /// Opens a copy of the public file alone.
  /// - Throws: `DataFault` with one line for the person who starts it, `Problem` while the copy is not whole.
  convenience init(reading file: FollowedFile, _ settings: Settings, _ meters: Meters, _ log: Logger) throws {
    try self.init(settings, PublicFile(file), nil, meters, log)
  }

  private init(
    _ settings: Settings, _ publicFile: PublicFile, _ desk: Desk?, _ meters: Meters, _ log: Logger
  ) throws {
    let cache = AnswerCache(state: try publicFile.state())
    let cleaning = try desk.map { _ in IndexCleaning(try publicFile.pool) }
    let address = Array(settings.publicURL.utf8)
    let stream = try LiveStream(publicFile, address: address)
    let refresh: @Sendable () throws -> Void = {
      if try cache.follow(publicFile.state) { cleaning?.plan() }
      try stream.moved()
    }
    let publicShelf = Shelf(readers: publicFile.readers, audience: .anyone, address: address)
    let office = try desk.map { desk in
      try Office(settings, desk: desk, publicFile: publicFile, publicShelf: publicShelf, log: log) {
        do { try refresh() } catch { log.error("reading public.sqlite: \(error)") }
      }
    }
    self.log = log
    self.meters = meters
    self.publicFile = publicFile
    self.publicShelf = publicShelf
    self.cache = cache
    self.office = office
    self.stream = stream
    publicURL = settings.publicURL
    cookie = SessionCookie(publicURL: settings.publicURL)
    needsSecondPerson = settings.needsSecondPerson
    addressRules = settings.addressRules
    hub = settings.hub
    council = settings.council.offering(mail: settings.mail != nil)
    router = try Router(RoutePlan.all)
    watcher = try PublicFileWatcher(settings.directory) {
      try refresh()
      office?.publisher.settleOrRetry()
    }
    cleaning?.plan()
  }

  /// Begins to deliver what goes out, as soon as no other process does.
  package func start() { office?.deliveries.start() }

  /// Ends what `start` began, and writes down what was only counted in memory so far. To be called before the process
  /// ends.
  package func stop() {
    office?.deliveries.stop()
    office?.statistics.keep()
  }

  /// Answers a request. Nothing is thrown past here: whatever went wrong becomes a problem document.
  package func respond(to request: Request) -> Answer {
    // Whoever comes after the next instant has what is due then, also where a clock that jumped left the timer behind.
    if let next = cache.state.nextInstant, next <= Instant.now().milliseconds, let office, office.publisher.isSettled {
      office.publisher.settleOrRetry()
    }
    let state = cache.state
    let response = answer(request, until: state.nextInstant)
    let answer = Answer(response, acceptsGzip: request.acceptsGzip)
    // What ends before the file moves is not kept.
    if let key = request.key, response.status == .ok, response.caching == .public(until: state.nextInstant) {
      cache.keep(answer, for: key, of: state)
    }
    return answer
  }

  /// Writes out what the server has refused before it came here: framing, limits, overload.
  package func refuse(_ refusal: Refusal, acceptLanguage: String?) -> Answer {
    Self.refusal(refusal, acceptLanguage: acceptLanguage, meters.other)
  }

  static func refusal(_ refusal: Refusal, acceptLanguage: String?, _ meter: Meter) -> Answer {
    let language = Language.ofErrors(lang: nil, acceptLanguage: acceptLanguage)
    var response = Problem.refused(refusal).response(instance: nil, in: language)
    response.meter = meter
    return Answer(response, acceptsGzip: false)
  }

  private func answer(_ request: Request, until: Int64?) -> Response {
    var meter = meters.other
    do {
      var response = try handle(request, &meter)
      response.meter = meter
      return response
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
      response.meter = meter
      return response
    }
  }

  /// - Parameter meter: becomes that of the route which is found.
  private func handle(_ request: Request, _ meter: inout Meter) throws -> Response {
    switch router.match(request.method, path: request.path) {
    case .found(let route, let parameters):
      meter = meters.of(route)
      let access = route.endpoint.access
      let caller = try caller(of: request, for: access)
      let token = caller?.token
      if access.needsToken, token == nil { throw Problem.noToken }
      if case .scope(let scope) = access, token?.scopes.contains(scope) != true { throw Problem.missingScope(scope) }
      let limit = try request.isWrite ? token.map(countWrite) : nil
      let key = try token.flatMap { try IdempotencyKey(request, $0) }
      var call = Call(
        app: self, request: request, parameters: parameters, query: try Query(request.query), caller: caller, key: key)
      if call.audience == .embargo { try office?.embargoFile.catchUp() }
      var response = try once(key) { try route.endpoint.handler(&call) }
      if let token, call.audience == .embargo {
        let resource = Resource.all.first { route.pattern.hasPrefix("/\($0.path)/{id}") }
        try desk.auditRead(request, by: token, kind: resource?.kind, id: resource.map { _ in call.id })
      }
      if token != nil { response.caching = .noStore }
      for field in limit ?? [:] { response.fields[field.name] = field.value }
      if case .anyone = access { response.allowEveryOrigin() }
      return response
    case .options(let allowed): return .options(allowed)
    case .methodNotAllowed(let allowed): throw Problem.methodNotAllowed(allowed)
    case .malformed: throw Problem.malformedTarget
    case .notFound:
      // `OPTIONS *` asks for what the server can do at all (RFC 9110 section 9.3.7).
      if request.method == .options, request.path == "*" {
        return .options([.get, .head, .post, .put, .patch, .delete, .options])
      }
      throw Problem.notFound
    }
  }

  /// Answers a request with a key only the first time, and then with the same answer.
  private func once(_ key: IdempotencyKey?, _ handle: () throws -> Response) throws -> Response {
    guard let key else { return try handle() }
    return try turns.take(key) {
      if let answer = try key.answer(desk) { return answer }
      do {
        let response = try handle()
        try key.update(response, desk)
        return response
      } catch {
        // What stood in the way may be what the same request has just done in another process.
        guard let answer = try key.answer(desk) else { throw error }
        return answer
      }
    }
  }

  private func problem(of error: any Error, _ request: Request) -> Problem {
    switch error {
    case let problem as Problem: return problem
    case let error as DatabaseError where [.SQLITE_BUSY, .SQLITE_FULL, .SQLITE_IOERR].contains(error.resultCode):
      log.error("\(request.method) \(request.loggedPath): \(error.message ?? "") (\(error.extendedResultCode))")
      meters.countFailure(error)
      return .unavailable(.storageUnavailable)
    case is DatabaseError where office == nil, is DataFault where office == nil:
      log.error("\(request.method) \(request.loggedPath): \(error)")
      return .unavailable(.copyUnfinished)
    default:
      log.error("\(request.method) \(request.loggedPath): \(error)")
      return .internalError
    }
  }

  /// The route table as lines of method, path, access and the suffixes it takes, for people.
  package static var routeLines: [String] {
    RoutePlan.all.map { route in
      let method = route.method.rawValue.padding(toLength: 8, withPad: " ", startingAt: 0)
      let path = route.pattern.padding(toLength: 44, withPad: " ", startingAt: 0)
      let access = route.endpoint.access.name.padding(toLength: 10, withPad: " ", startingAt: 0)
      return (method + path + access + route.forms.map { " .\($0)" }.joined()).trimming(" ")
    }
  }
}

extension Request {
  /// Beginnings of paths that are secrets from there on: whoever has such an address may do what it is for.
  package static let secretPaths = ["/previews/"] + SubscribingHandlers.secretPaths

  fileprivate var loggedPath: String { Self.secretPaths.first { path.lowercased().hasPrefix($0) } ?? path }

  var languageOfErrors: Language {
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
