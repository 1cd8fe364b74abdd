// The addresses of items that got another id: a person was erased from the former one, or its date changed before the
// first publication.

import Catalog
import Content
import HTTP
import HTTPTypes

extension RequestContext {
  /// The present id of the item that had the path's id, after a handler found nothing; nil when there is no such item
  /// for this caller.
  func presentID(after error: any Error, of pattern: String) throws -> String? {
    guard Problem(error)?.status == .notFound,
      let resource = Resource.all.first(where: { pattern.hasPrefix("/\($0.path)/{id}") })
    else { return nil }
    let present =
      try audience == .anyone
      ? app.publicFile.presentID(kind: resource.kind, former: id)
      : app.desk.presentID(kind: resource.kind, former: id)
    guard let present, present != id, try store.find(resource, id: present, language: nil) != nil else { return nil }
    return present
  }

  /// The response that leads to the same path with another id. The pattern is the one of its route.
  func redirect(to present: String, in pattern: String) -> Response {
    let collection = pattern.prefix { $0 != "{" }
    // An id has no characters that the path would encode.
    let path = collection + present + request.path.dropFirst(collection.count + id.count)
    let query = request.query.map { "?\($0)" } ?? ""
    return Response(
      status: .permanentRedirect, fields: [.location: "\(app.publicURL)\(path)\(query)"],
      caching: .public(until: nil))
  }
}
