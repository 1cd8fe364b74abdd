// The addresses of the pages beside one, for every collection.

import Catalog
import Content
import Formats
import HTTP
import Values

extension RequestContext {
  /// The address that was asked for, as `self` has it.
  /// - Parameter path: of the collection, without a suffix.
  func address(of path: String) -> String {
    app.publicURL + path + (request.query.map { "?" + $0 } ?? "")
  }

  /// The same question from another place on.
  /// - Parameters:
  ///   - path: of the collection, with a suffix where the form needs one.
  ///   - place: `after=…` or `before=…`.
  func address(of path: String, at place: String) -> String {
    let parameters = query.sent(without: ["after", "before"]) + [place[...]]
    return app.publicURL + path + "?" + parameters.joined(separator: "&")
  }

  /// The pages beside one of items.
  func neighbors(
    of path: String, next: ListQuery.Cursor?, previous: ListQuery.Cursor?, filter: String
  ) -> [(relation: String, href: String)] {
    [("next", next), ("prev", previous)].compactMap { relation, cursor in
      guard let cursor else { return nil }
      let side = cursor.side == .after ? "after" : "before"
      return (relation, address(of: path, at: "\(side)=\(cursor.text(filter: filter))"))
    }
  }

  /// Answers with a page of a collection that is never kept, and with the links to its neighbors.
  func page(_ envelope: PageEnvelope, of items: [JSON]) -> Response {
    var response = Response.json(envelope.page(of: items))
    response.links = Resource.links(envelope.neighbors)
    return response
  }
}
