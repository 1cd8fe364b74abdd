// The public handlers of mail subscriptions: form, request, confirmation and end.

import Bytes
import Content
import Delivery
import Desk
import GRDB
import HTTP
import HTTPTypes
import Routing
import Values

enum SignupHandlers {
  static let routes: [Route<NewsroomEndpoint>] = [
    Route(.get, "/subscribe", access: .anyone, form),
    Route(.post, "/subscribers", access: .anonymous, request),
    Route(.get, "/subscribers/confirmations/{token}", access: .anonymous) { try ask(&$0, .confirmation) },
    Route(.post, "/subscribers/confirmations/{token}", access: .anonymous, confirm),
    Route(.get, "/subscribers/endings/{token}", access: .anonymous) { try ask(&$0, .ending) },
    Route(.post, "/subscribers/endings/{token}", access: .anonymous, end),
  ]

  static let fields = [
    Field("email", .email, required: true), Field("language", .language, required: true),
    Field("themes", .list(.theme, Themes.limit)),
  ]

  static let formTypes = ["application/x-www-form-urlencoded", "multipart/form-data"]

  @Sendable private static func form(_ context: inout RequestContext) throws -> Response {
    let requested = context.requestedLanguage()
    try context.query.finish()
    guard context.app.council.offersMail else { throw Problem.notFound }
    let language = context.language(requested: requested, of: Language.spoken)
    let page = SignupPage(context.app, language)
    return context.page(page.form, in: language, vary: requested == nil ? "Accept-Language" : nil)
  }

  /// The response is the same for known and unknown addresses, so that nobody learns who subscribes.
  @Sendable private static func request(_ context: inout RequestContext) throws -> Response {
    _ = context.requestedLanguage()
    try context.query.finish()
    guard context.app.council.offersMail else { throw Problem.notFound }
    let isForm = try context.accept(["application/json", formTypes[0]]) == formTypes[0]
    let input = try Self.input(
      isForm ? JSONObject(form: context.request.body) : context.request.body.object(), context.app.council.themes)
    try context.app.countSubscription(from: context.request.client)
    let app = context.app
    try app.desk.pool.write { db in
      try Subscriber.request(db, input, key: app.desk.subscriberKey, address: app.publicURL)
    }
    try app.deliveries.wake()
    let answer = SignupPage(app, input.language.ofPages)
    if isForm { return answer.response(.accepted, .requestedTitle, [.requestedBody]) }
    return .json((["state": "pending"] as JSON), .accepted)
  }

  private static func input(_ input: JSONObject, _ themes: Themes) throws -> Subscriber.SignupInput {
    var check = InputCheck(themes: themes.codes)
    let document = try check.object(input, fields: fields)
    let email = document["email"]?.string ?? ""
    if document["email"] != nil, !email.isMailAddress {
      check.refuse("email", .undeliverable(email), value: document["email"])
    }
    guard check.issues.isEmpty, let language = document["language"]?.string.flatMap(Language.init(rawValue:)) else {
      throw InvalidInput(check.issues)
    }
    return Subscriber.SignupInput(
      email: email, language: language, themes: (document["themes"]?.array ?? []).compactMap(\.string))
  }

  /// Shows a page with a button. Virus scanners follow every link of a message, so the link itself changes nothing and
  /// reads no subscriber.
  private static func ask(_ context: inout RequestContext, _ purpose: SubscriberToken.Purpose) throws -> Response {
    let requested = context.requestedLanguage()
    try context.query.finish()
    guard SubscriberToken(purpose, context.parameters["token"] ?? "") != nil else { throw Problem.notFound }
    let page = SignupPage(context.app, context.language(requested: requested, of: Language.spoken))
    return switch purpose {
    case .confirmation: page.response(.ok, .confirmQuestion, [.confirmExplanation], button: .confirm)
    case .ending: page.response(.ok, .endQuestion, [.endExplanation], button: .unsubscribe)
    }
  }

  @Sendable private static func confirm(_ context: inout RequestContext) throws -> Response {
    try act(&context, .confirmation, .confirmedTitle, .confirmedBody) { subscriber, db in try subscriber.confirm(db) }
  }

  @Sendable private static func end(_ context: inout RequestContext) throws -> Response {
    try act(&context, .ending, .endedTitle, .endedBody) { subscriber, db in
      try subscriber.end(db, .unsubscribed, by: .newsroom)
      return true
    }
  }

  /// Handles the page's button and the unsubscribe request of mail programs (RFC 8058 section 3.2). A repeated request
  /// gets the same response.
  private static func act(
    _ context: inout RequestContext, _ purpose: SubscriberToken.Purpose, _ title: LocalizedText, _ body: LocalizedText,
    _ action: (Subscriber, Database) throws -> Bool
  ) throws -> Response {
    let requested = context.requestedLanguage()
    try context.query.finish()
    if !context.request.body.isEmpty { try context.accept(formTypes) }
    guard let token = SubscriberToken(purpose, context.parameters["token"] ?? "") else { throw Problem.notFound }
    func perform(_ db: Database) throws -> Subscriber {
      guard let subscriber = try Subscriber.find(db, token) else { throw Problem.notFound }
      guard try action(subscriber, db) else { throw Problem.linkEnded }
      return subscriber
    }
    let pool = try context.app.desk.pool
    // Only a link that changes something waits for the writer.
    let changes = try pool.read { db in try Subscriber.find(db, token)?.changes(by: purpose) ?? false }
    let subscriber = try changes ? pool.write(perform) : pool.read(perform)
    let language = requested.map(\.ofPages) ?? subscriber.language.ofPages
    return SignupPage(context.app, language).response(.ok, title, [body])
  }
}

extension Application {
  /// Counts a request for mail against the limits of its network and of all networks. The more a network has asked, the
  /// more permits of all it leaves to others, so that a few networks cannot use them up.
  fileprivate func countSubscription(from client: String) throws(Problem) {
    let left = subscriptionsOfClient.take(IPAddress(client)?.network.text ?? client)
    guard left >= 0 else { throw .tooManySubscriptions(subscriptionsOfClient, left) }
    let (own, all) = (Int(RateLimits.subscriptionsOfClient.capacity), Int(RateLimits.subscriptions.capacity))
    let leftOfAll = subscriptions.take("all", reserve: (own - left - 1) * all / own)
    guard leftOfAll >= 0 else { throw .tooManySubscriptions(subscriptions, leftOfAll) }
  }
}

extension JSONObject {
  /// Reads the fields of an HTML form as the equivalent JSON object.
  fileprivate init(form body: [UInt8]) throws(InvalidInput) {
    guard let text = String(validating: body, as: UTF8.self) else { throw InvalidInput(Issues(), .malformedForm) }
    var form = try Query(text, in: .body)
    form.dropEmpty()
    let themes = form.all("themes")
    self.init([
      ("email", form.one("email").map { .string($0.trimming(" ")) }),
      ("language", form.one("language").map(JSON.string)),
      ("themes", themes.isEmpty ? nil : .strings(themes)),
    ])
    try form.finish()
  }
}

extension Problem {
  /// A mailed link that has expired.
  static let linkEnded = Problem(status: .gone, type: "newsroom:linkEnded", title: "Gone", message: .linkEnded)
}
