// The route table.

import Content
import Desk
import Formats
import Routing

package enum Routes {
  package static let all: [Route<NewsroomEndpoint>] =
    [
      Route(.get, "/", access: .anyone, StartHandlers.show),
      Route(.get, "/health", access: .anyone, Health.show),
      Route(.get, "/changes", access: .anyone, ChangeHandlers.list),
      Route(.get, "/robots.txt", access: .anyone, Sitemap.robots),
      Route(.get, "/sitemap.xml", access: .anyone, Sitemap.all),
      Route(.get, "/sitemap-news.xml", access: .anyone, Sitemap.news),
      Route(.get, "/previews/{link}", suffixes: Previews.representations, access: .anyone, Previews.show),
      Route(.get, "/translations", access: .scope(.draft), Translations.list),
      Route(
        .get, "/search", suffixes: Resource.everything.listRepresentations.map(\.suffix), access: .anyone,
        ItemHandlers(resource: .everything).list),
    ] + Assets.routes + ReferenceHandlers.routes + Description.routes + GeoAPI.routes + DeskPages.routes
    + SessionHandlers.routes + TokenHandlers.routes + AuditHandlers.routes + StreamHandlers.routes
    + SubscriptionHandlers.routes + SignupHandlers.routes + SubscriberHandlers.routes
    + DeliveryHandlers.routes + LinkHandlers.routes + StatisticsHandlers.routes
    + Resource.all.flatMap(routes)

  /// The routes that every resource has.
  private static func routes(of resource: Resource) -> [Route<NewsroomEndpoint>] {
    let items = ItemHandlers(resource: resource)
    let path = "/" + resource.path
    return [
      Route(.get, path, suffixes: resource.listRepresentations.map(\.suffix), access: .anyone, items.list),
      Route(.post, path, access: .scope(.draft), items.create),
      Route(.get, path + "/{id}", suffixes: resource.itemRepresentations.map(\.suffix), access: .anyone, items.show),
      Route(.put, path + "/{id}", access: .scope(.draft), items.replace),
      Route(.patch, path + "/{id}", access: .scope(.draft), items.patch),
      Route(.delete, path + "/{id}", access: .scope(.draft), items.delete),
      Route(.get, path + "/{id}/findings", access: .scope(.draft), items.findings),
      Route(.post, path + "/{id}/findings", access: .scope(.draft), items.addFinding),
      Route(.delete, path + "/{id}/findings/{finding}", access: .scope(.draft), items.dismissFinding),
      Route(.get, path + "/{id}/reviewers", access: .scope(.draft), items.reviewers),
      Route(.get, path + "/{id}/revisions", access: .scope(.draft), items.revisions),
      Route(.get, path + "/{id}/revisions/{n}", access: .scope(.draft), items.revision),
      Route(.get, path + "/{id}/revisions/{n}/diff", access: .scope(.draft), items.diff),
      Route(.post, path + "/{id}/revisions/{n}/restore", access: .scope(.draft), items.restore),
      Route(.get, path + "/{id}/languages", access: .scope(.draft), items.languages),
      Route(.put, path + "/{id}/languages/{language}", access: .scope(.draft), items.setLanguage),
      Route(.get, path + "/{id}/unsavedEdit", access: .scope(.draft), items.unsavedEdit),
      Route(.put, path + "/{id}/unsavedEdit", access: .scope(.draft), items.keepUnsavedEdit),
      Route(.delete, path + "/{id}/unsavedEdit", access: .scope(.draft), items.forgetUnsavedEdit),
      Route(.post, path + "/{id}/previews", access: .scope(.draft), items.createPreview),
      Route(.get, path + "/{id}/previews", access: .scope(.draft), items.previews),
      Route(.delete, path + "/{id}/previews/{n}", access: .scope(.draft), items.revokePreview),
      Route(.get, path + "/{id}/publications", access: .scope(.draft), items.publications),
      Route(.post, path + "/{id}/publications", access: .scope(.publish), items.publish),
      Route(.get, path + "/{id}/publications/{n}", access: .scope(.draft), items.publication),
      Route(.patch, path + "/{id}/publications/{n}", access: .scope(.publish), items.move),
      Route(.delete, path + "/{id}/publications/{n}", access: .scope(.publish), items.cancel),
      Route(.post, path + "/{id}/withdrawals", access: .scope(.publish), items.withdraw),
      Route(.get, path + "/{id}/deliveries", access: .scope(.publish), items.deliveries),
    ]
  }

  /// Words of the paths. No item may have one as its id, because the address would mean the route instead.
  package static let reservedIDs = Set(
    all.flatMap { $0.pattern.split(separator: "/").map(String.init) }.filter { !$0.contains { "{.".contains($0) } })
}
