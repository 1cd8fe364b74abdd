// The newsroom as one value: its two files, its route table, and the one line that every request follows.

import Foundation
import GRDB
import HTTP
import HTTPTypes
import Logging
import Outbound
import Routing

package final class Application: Sendable {
  package let desk: Desk
  package let cache: AnswerCache
  let publicFile: PublicFile
  let publisher: Publisher
  let statistics: Statistics
  let publicShelf: Shelf
  let embargoShelf: Shelf
  let deskShelf: Shelf
  let publicURL: String
  let needsSecondPerson: Bool
  let addressRules: AddressRules
  let hub: Hub?
  let deliveries: DeliveryEngine
  let links: LinkCheck?
  let stream: LiveStream
  let council: Council
  let log: Logger
  private let router: Router<NewsroomEndpoint>
  private let watcher: PublicFileWatcher
  private let embargoFile: EmbargoFile
  let cookie: SessionCookie
  let writes = RateLimits(RateLimits.writes)
  let failures = RateLimits(RateLimits.failures)
  let subscriptions = RateLimits(RateLimits.subscriptions)
  let subscriptionsOfClient = RateLimits(RateLimits.subscriptionsOfClient)
  private let turns = Turns()

  /// Opens the data directory, brings both files to the newest schema and ends what the last stop left unfinished.
  /// - Throws: `DataFault` with one line for the person who starts it.
  package init(_ settings: Settings, log: Logger = Logger(label: "newsroom")) throws {
    try DataDirectory.prepare(settings.directory)
    self.log = log
    let desk = try Desk(directory: settings.directory, readers: settings.workers + 1)
    let publicFile = try PublicFile(directory: settings.directory, readers: settings.workers + 1)
    try publicFile.follow(desk)
    let embargoFile = try EmbargoFile(directory: settings.directory, desk: desk)
    let cache = AnswerCache(state: try publicFile.state())
    let cleaning = IndexCleaning(publicFile.pool)
    let address = Array(settings.publicURL.utf8)
    let stream = try LiveStream(publicFile, address: address)
    let refresh: @Sendable () -> Void = {
      cleaning.plan()
      do {
        try cache.follow(publicFile.state)
        try stream.moved()
      } catch {
        log.error("reading public.sqlite: \(error)")
      }
    }
    let outbox = Outbox(desk: desk, publicFile: publicFile, address: address, hub: settings.hub)
    let publicShelf = Shelf(readers: publicFile.readers, audience: .anyone, address: address)
    let rules = settings.addressRules
    let links =
      settings.checksLinks ? LinkCheck(desk, rules: rules, address: settings.publicURL, log: log) : nil
    let composer = settings.mail.map {
      MailComposer($0, shelf: publicShelf, council: settings.council, key: desk.subscriberKey)
    }
    let post = Post(desk: desk, outbox: outbox, rules: rules, mail: composer)
    let deliveries = DeliveryEngine(directory: settings.directory, post: post, links: links, log: log)
    let publisher = Publisher(desk: desk, publicFile: publicFile, published: refresh, done: deliveries.wake)
    self.desk = desk
    self.publicFile = publicFile
    self.embargoFile = embargoFile
    self.cache = cache
    self.publisher = publisher
    statistics = Statistics(desk, log: log)
    self.deliveries = deliveries
    self.links = links
    self.stream = stream
    publicURL = settings.publicURL
    cookie = SessionCookie(publicURL: settings.publicURL)
    needsSecondPerson = settings.needsSecondPerson
    addressRules = rules
    hub = settings.hub
    council = settings.council.offering(mail: settings.mail != nil)
    self.publicShelf = publicShelf
    embargoShelf = Shelf(readers: embargoFile.readers, audience: .embargo, address: address)
    deskShelf = Shelf(readers: desk.readers, audience: .desk, address: address)
    router = try Router(RoutePlan.all)
    watcher = try PublicFileWatcher(settings.directory) {
      refresh()
      publisher.settleOrRetry()
    }
    do {
      try Projection.renewIndex(of: desk.pool, .desk, desk: desk.pool)
      try Projection.renewIndex(of: publicFile.pool, .anyone, desk: desk.pool)
      try publisher.settle()
      cleaning.plan()
    } catch let error as DatabaseError {
      throw DataFault("cannot finish what was due: \(error.message ?? "SQLite error \(error.resultCode.rawValue)")")
    }
  }

  /// Begins to deliver what goes out, as soon as no other process does.
  package func start() { deliveries.start() }

  /// Ends what `start` began, and writes down what was only counted in memory so far. To be called before the process
  /// ends.
  package func stop() {
    deliveries.stop()
    statistics.keep()
  }

  /// Answers a request. Nothing is thrown past here: whatever went wrong becomes a problem document.
  package func respond(to request: Request) -> Answer {
    // Whoever comes after the next instant has what is due then, also where a clock that jumped left the timer behind.
    if let next = cache.state.nextInstant, next <= Instant.now().milliseconds, publisher.isSettled {
      publisher.settleOrRetry()
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
    let language = Language.ofErrors(lang: nil, acceptLanguage: acceptLanguage)
    return Answer(Problem.refused(refusal).response(instance: nil, in: language), acceptsGzip: false)
  }

  private func answer(_ request: Request, until: Int64?) -> Response {
    do {
      return try handle(request)
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
      return response
    }
  }

  private func handle(_ request: Request) throws -> Response {
    switch router.match(request.method, path: request.path) {
    case .found(let route, let parameters):
      let access = route.endpoint.access
      let caller = try caller(of: request, for: access)
      let token = caller?.token
      if access.needsToken, token == nil { throw Problem.noToken }
      if case .scope(let scope) = access, token?.scopes.contains(scope) != true { throw Problem.missingScope(scope) }
      let limit = try request.isWrite ? token.map(countWrite) : nil
      let key = try token.flatMap { try IdempotencyKey(request, $0) }
      var call = Call(
        app: self, request: request, parameters: parameters, query: try Query(request.query), caller: caller, key: key)
      if call.audience == .embargo { try embargoFile.catchUp() }
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
      return .unavailable(.storageUnavailable)
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
