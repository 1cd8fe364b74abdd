// The files of the desk in a browser: one page, its style sheet, and modules that use the JSON API.

/// The files of the folder `Desk`, which browsers load below `/desk`. The resource generator makes no list of them; a
/// test compares this list with the folder.
package enum DeskFiles {
  package struct File: Sendable {
    package let name: String
    package let bytes: [UInt8]

    package var type: String {
      name.hasSuffix(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8"
    }

    fileprivate init(_ name: String, _ bytes: [UInt8]) { (self.name, self.bytes) = (name, bytes) }
  }

  /// The page at `/desk`.
  package static let page: [UInt8] = PackageResources.desk_html

  package static let all = [
    File("api.js", PackageResources.api_js),
    File("audit.js", PackageResources.audit_js),
    File("blank.js", PackageResources.blank_js),
    File("conflict.js", PackageResources.conflict_js),
    File("create.js", PackageResources.create_js),
    File("deliveries.js", PackageResources.deliveries_js),
    File("description.js", PackageResources.description_js),
    File("desk.css", PackageResources.desk_css),
    File("documents.js", PackageResources.documents_js),
    File("dom.js", PackageResources.dom_js),
    File("drafts.js", PackageResources.drafts_js),
    File("editing.js", PackageResources.editing_js),
    File("editor.js", PackageResources.editor_js),
    File("en-more.js", PackageResources.en_more_js),
    File("en.js", PackageResources.en_js),
    File("findings.js", PackageResources.findings_js),
    File("form.js", PackageResources.form_js),
    File("fr-more.js", PackageResources.fr_more_js),
    File("fr.js", PackageResources.fr_js),
    File("history.js", PackageResources.history_js),
    File("intake.js", PackageResources.intake_js),
    File("links.js", PackageResources.links_js),
    File("list.js", PackageResources.list_js),
    File("main.js", PackageResources.main_js),
    File("manuscript.js", PackageResources.manuscript_js),
    File("moments.js", PackageResources.moments_js),
    File("nl-more.js", PackageResources.nl_more_js),
    File("nl.js", PackageResources.nl_js),
    File("paging.js", PackageResources.paging_js),
    File("pick.js", PackageResources.pick_js),
    File("publish.js", PackageResources.publish_js),
    File("publishing.js", PackageResources.publishing_js),
    File("resources.js", PackageResources.resources_js),
    File("secrets.js", PackageResources.secrets_js),
    File("session.js", PackageResources.session_js),
    File("subscribers.js", PackageResources.subscribers_js),
    File("times.js", PackageResources.times_js),
    File("tokens.js", PackageResources.tokens_js),
    File("translations.js", PackageResources.translations_js),
    File("words.js", PackageResources.words_js),
  ]
}
