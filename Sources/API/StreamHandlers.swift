// The handler of the live stream: server-sent events of every public change (HTML, section 9.2).

import Bytes
import Content
import Delivery
import HTTP
import HTTPTypes
import Routing
import Values

enum StreamHandlers {
  static let routes: [Route<NewsroomEndpoint>] = [Route(.get, "/stream", access: .anyone, listen)]

  /// Streams the events from now on, or after the cursor in `Last-Event-ID` or `after`.
  /// - Throws: a 410 `Problem` for a cursor from before a restore, and a 503 when there are too many clients.
  @Sendable private static func listen(_ context: inout RequestContext) throws -> Response {
    var filter = JSONObject()
    for (name, parameter, choices) in [
      ("kinds", "kind", SubscriptionFilter.kinds), ("themes", "theme", context.app.council.themes.codes),
      ("languages", "lang", Language.codes),
    ] {
      let values = context.query.choices(parameter, of: choices)
      if !values.isEmpty { filter[name] = .strings(values) }
    }
    let sites = context.query.identifiers("site")
    if !sites.isEmpty { filter["sites"] = .strings(sites) }
    var after = context.query.one("after", ChangeCursor.init, else: { _ in .invalidCursor })
    if let field = context.request.fields[.lastEventID] {
      after = ChangeCursor(field)
      if after == nil {
        throw InvalidInput(.schemaViolation, .header, "Last-Event-ID", field, .invalidCursor)
      }
    }
    try context.query.finish()
    let stream = context.app.stream
    if let after, after.epoch != stream.epoch { throw Problem.otherEpoch }
    let address = IPAddress(context.request.client) ?? .loopback
    guard let client = StreamClient(stream, from: address, after: after?.number, SubscriptionFilter(filter)) else {
      throw Problem.unavailable(.tooManyListeners(LiveStream.limit))
    }
    return Response(
      fields: [.contentType: "text/event-stream", .accelBuffering: "no"], caching: .noStore, body: .stream(client))
  }
}

extension HTTPField.Name {
  static let lastEventID = HTTPField.Name(static: "Last-Event-ID")
  /// Stops nginx from holding events back until its buffer is full.
  fileprivate static let accelBuffering = HTTPField.Name(static: "X-Accel-Buffering")
}
