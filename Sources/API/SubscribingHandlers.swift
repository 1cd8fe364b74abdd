// Subscribing to releases by mail, by anyone: the form, the request, its confirmation, and the end.

import Bytes
import Content
import Delivery
import Desk
import GRDB
import HTTP
import HTTPTypes
import Routing
import Values

enum SubscribingHandlers {
  static let routes: [Route<NewsroomEndpoint>] = [
    Route(.get, "/subscribe", access: .anyone, form),
    Route(.post, "/subscribers", access: .anonymous, request),
    Route(.get, "/subscribers/confirmations/{token}", access: .anonymous) { try ask(&$0, .confirmation) },
    Route(.post, "/subscribers/confirmations/{token}", access: .anonymous, confirm),
    Route(.get, "/subscribers/endings/{token}", access: .anonymous) { try ask(&$0, .ending) },
    Route(.post, "/subscribers/endings/{token}", access: .anonymous, end),
  ]

  /// Beginnings of paths that are secrets from there on.
  static let secretPaths = [SubscriberToken.Purpose.confirmation, .ending].map { "/subscribers/\($0.rawValue)s/" }

  static let fields = [
    Field("email", .email, required: true), Field("language", .language, required: true),
    Field("themes", .list(.choice(Theme.names), Theme.names.count)),
  ]

  static let formTypes = ["application/x-www-form-urlencoded", "multipart/form-data"]

  @Sendable private static func form(_ call: inout Call) throws -> Response {
    let asked = call.askedLanguage()
    try call.query.finish()
    guard call.app.council.offersMail else { throw Problem.notFound }
    let language = call.language(asked: asked, of: Language.spoken)
    let page = SubscriberPage(call.app, language)
    return call.page(page.form, in: language, vary: asked == nil ? "Accept-Language" : nil)
  }

  /// The same answer whether or not the address is known, so that nobody learns who reads what.
  @Sendable private static func request(_ call: inout Call) throws -> Response {
    _ = call.askedLanguage()
    try call.query.finish()
    guard call.app.council.offersMail else { throw Problem.notFound }
    let isForm = try call.accept(["application/json", formTypes[0]]) == formTypes[0]
    let wish = try wish(isForm ? JSONObject(form: call.request.body) : call.request.body.object())
    try call.app.countSubscription(from: call.request.client)
    let app = call.app
    try app.desk.pool.write { db in
      try Subscriber.request(db, wish, key: app.desk.subscriberKey, address: app.publicURL)
    }
    try app.deliveries.wake()
    let answer = SubscriberPage(app, wish.language.ofPages)
    if isForm { return answer.response(.accepted, .requestedTitle, [.requestedBody]) }
    return .json((["state": "pending"] as JSON), .accepted)
  }

  private static func wish(_ input: JSONObject) throws -> Subscriber.Wish {
    var check = InputCheck()
    let document = try check.object(input, fields: fields)
    let email = document["email"]?.string ?? ""
    if document["email"] != nil, !email.isMailbox {
      check.refuse("email", .undeliverable(email), value: document["email"])
    }
    guard check.issues.isEmpty, let language = document["language"]?.string.flatMap(Language.init(rawValue:)) else {
      throw InvalidInput(check.issues)
    }
    return Subscriber.Wish(
      email: email, language: language, themes: (document["themes"]?.array ?? []).compactMap(\.string))
  }

  /// Programs that look for viruses follow every link of a message, so this does nothing, and looks nobody up: the
  /// button does.
  private static func ask(_ call: inout Call, _ purpose: SubscriberToken.Purpose) throws -> Response {
    let asked = call.askedLanguage()
    try call.query.finish()
    guard SubscriberToken(purpose, call.parameters["token"] ?? "") != nil else { throw Problem.notFound }
    let page = SubscriberPage(call.app, call.language(asked: asked, of: Language.spoken))
    return switch purpose {
    case .confirmation: page.response(.ok, .confirmQuestion, [.confirmExplanation], button: .confirm)
    case .ending: page.response(.ok, .endQuestion, [.endExplanation], button: .unsubscribe)
    }
  }

  @Sendable private static func confirm(_ call: inout Call) throws -> Response {
    try act(&call, .confirmation, .confirmedTitle, .confirmedBody) { subscriber, db in try subscriber.confirm(db) }
  }

  @Sendable private static func end(_ call: inout Call) throws -> Response {
    try act(&call, .ending, .endedTitle, .endedBody) { subscriber, db in
      try subscriber.end(db, .unsubscribed, by: .newsroom)
      return true
    }
  }

  /// What a button does, and what a mail program sends for who presses its own (RFC 8058 section 3.2). The same again
  /// is answered the same.
  private static func act(
    _ call: inout Call, _ purpose: SubscriberToken.Purpose, _ title: Sentence, _ body: Sentence,
    _ action: (Subscriber, Database) throws -> Bool
  ) throws -> Response {
    let asked = call.askedLanguage()
    try call.query.finish()
    if !call.request.body.isEmpty { try call.accept(formTypes) }
    guard let token = SubscriberToken(purpose, call.parameters["token"] ?? "") else { throw Problem.notFound }
    let subscriber = try call.app.desk.pool.write { db in
      guard let subscriber = try Subscriber.find(db, token) else { throw Problem.notFound }
      guard try action(subscriber, db) else { throw Problem.linkEnded }
      return subscriber
    }
    let language = asked.map(\.ofPages) ?? subscriber.language.ofPages
    return SubscriberPage(call.app, language).response(.ok, title, [body])
  }
}

extension Application {
  /// Counts a request for mail against the limits of its client and of all.
  fileprivate func countSubscription(from client: String) throws(Problem) {
    for (limits, name) in [
      (subscriptionsOfClient, IPAddress(client)?.network.text ?? client), (subscriptions, ""),
    ] {
      let left = limits.take(name)
      guard left >= 0 else { throw .tooManySubscriptions(limits, left) }
    }
  }
}

extension JSONObject {
  /// The fields of a form, as the object that they stand for.
  fileprivate init(form body: [UInt8]) throws(InvalidInput) {
    guard let text = String(validating: body, as: UTF8.self) else { throw InvalidInput(Issues(), .malformedTarget) }
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
  /// A link that was mailed, whose time is over.
  static let linkEnded = Problem(status: .gone, type: "newsroom:linkEnded", title: "Gone", sentence: .linkEnded)
}
