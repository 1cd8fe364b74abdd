// The operations of every resource for writers and publishers.

import Content
import Desk

extension Resource {
  private static let note = [InputCheck.revisionNote].schema

  var writing: [(String, Operation)] {
    var types = [("application/json", Schema.reference("\(typeName)Input"))]
    if takesManuscripts {
      let isText = { (type: String) in type.hasPrefix("text/") }
      types += SentManuscript.mediaTypes.map { ($0, isText($0) ? Schema.string() : Schema.string("binary")) }
    }
    let created =
      takesManuscripts
      ? "The created item, with its findings and the text whose lines they name"
      : "The created item, with its findings"
    let patch = Schema.reference("\(typeName)Patch")
    return [
      (
        "POST /\(path)",
        Operation(
          id: "create\(typeName)", summary: "Create \(nounPhrase)",
          parameters: [
            .init(
              name: "dryRun", description: "Whether to check the item without storing it. false by default.",
              schema: Schema.flag, example: .bool(true))
          ],
          fields: ["Idempotency-Key"], content: .init(types: types),
          answers: [
            .json(200, "An existing item, or with dryRun the item that would be stored", item),
            .json(201, created, item, ["Location", "ETag"]),
            .json(202, "The stored item. Its publication is delayed and retried.", item, ["Location", "ETag"]),
          ], problems: [403, 409, 413, 415] + (takesManuscripts ? [501] : []))
      ),
      (
        "PUT \(itemRoute)",
        Operation(
          id: "replace\(typeName)", summary: "Replace \(nounPhrase)", fields: ["If-Match"],
          content: .json(Schema.reference("\(typeName)Input")),
          answers: [.json(200, "The item with its new revision", item, ["Location", "ETag"])],
          problems: [404, 409, 412, 413, 415, 428])
      ),
      (
        "PATCH \(itemRoute)",
        Operation(
          id: "patch\(typeName)", summary: "Update \(nounPhrase)", fields: ["If-Match"],
          content: .init(types: [("application/merge-patch+json", patch), ("application/json", patch)]),
          answers: [
            .json(
              200, "The item with its new revision. In a merge patch (RFC 7396), null removes a field.", item,
              ["Location", "ETag"])
          ], problems: [404, 409, 412, 413, 415, 428])
      ),
      (
        "DELETE \(itemRoute)",
        Operation(
          id: "delete\(typeName)", summary: "Delete \(nounPhrase)",
          answers: [.empty("The draft was deleted. An item that was ever public can only be withdrawn.")],
          problems: [404, 409, 412])
      ),
    ]
  }

  var history: [(String, Operation)] {
    [
      (
        "GET \(itemRoute)/findings",
        Operation(
          id: "list\(typeName)Findings", summary: "List findings",
          answers: [.json("Problems to resolve or accept before publication", Schema.list(of: "Finding"))],
          problems: [404])
      ),
      (
        "POST \(itemRoute)/findings",
        Operation(
          id: "add\(typeName)Finding", summary: "Record a part that was left out", fields: ["Idempotency-Key"],
          content: .json(ItemHandlers.findingFields.schema),
          answers: [
            .json(201, "The finding, until someone dismisses it", Schema.reference("Finding"), ["Location"])
          ], problems: [404, 409, 412, 415])
      ),
      (
        "DELETE \(itemRoute)/findings/{finding}",
        Operation(
          id: "dismiss\(typeName)Finding", summary: "Dismiss a finding",
          answers: [.empty("It is not shown again. Only a finding with an id can be dismissed.")],
          problems: [404, 412])
      ),
      (
        "GET \(itemRoute)/reviewers",
        Operation(
          id: "list\(typeName)Reviewers", summary: "List reviewers",
          answers: [.json("The other people who may publish the newest revision", Schema.list(of: "Reviewer"))],
          problems: [404])
      ),
      (
        "GET \(itemRoute)/revisions",
        Operation(
          id: "list\(typeName)Revisions", summary: "List revisions",
          answers: [.json("Revisions, newest first", Schema.list(of: "Revision"))], problems: [404])
      ),
      (
        "GET \(itemRoute)/revisions/{n}",
        Operation(
          id: "show\(typeName)Revision", summary: "Show a revision",
          answers: [.json("The revision", Schema.reference("Revision"))], problems: [404])
      ),
      (
        "GET \(itemRoute)/revisions/{n}/diff",
        Operation(
          id: "compare\(typeName)Revisions", summary: "Compare two revisions",
          parameters: [
            .init(
              name: "to", description: "Number of the other revision, from 1. The newest revision by default.",
              schema: Schema.integer(1...Int(Int32.max)), example: .integer(2))
          ],
          answers: [.json("Differences by field, and by line within texts", Schema.reference("Difference"))],
          problems: [404])
      ),
      (
        "POST \(itemRoute)/revisions/{n}/restore",
        Operation(
          id: "restore\(typeName)Revision", summary: "Restore a revision",
          fields: ["Idempotency-Key"], content: .json(Self.note, isRequired: false),
          answers: [.json(200, "The item with its new revision", item, ["Location", "ETag"])],
          problems: [404, 409, 412, 415])
      ),
      (
        "GET \(itemRoute)/languages",
        Operation(
          id: "list\(typeName)Languages", summary: "List languages",
          answers: [.json("The state of the text in each language", Schema.list(of: "LanguageState"))], problems: [404])
      ),
      (
        "PUT \(itemRoute)/languages/{language}",
        Operation(
          id: "set\(typeName)Language", summary: "Mark a text as ready or draft",
          content: .json(ItemHandlers.languageFields.schema),
          answers: [.json("The state of the text in this language", Schema.reference("LanguageState"))],
          problems: [404, 409, 412, 415])
      ),
      (
        "GET \(itemRoute)/unsavedEdit",
        Operation(
          id: "show\(typeName)UnsavedEdit", summary: "Show your unsaved edit",
          answers: [
            .json("What you have not saved, if anything; nobody else sees it", Schema.reference("UnsavedEdit"))
          ],
          problems: [404])
      ),
      (
        "PUT \(itemRoute)/unsavedEdit",
        Operation(
          id: "keep\(typeName)UnsavedEdit", summary: "Keep your unsaved edit",
          content: .json(ItemHandlers.unsavedEditFields.schema),
          answers: [
            .json("The edit. It is no revision, and is deleted after 30 days.", Schema.reference("UnsavedEdit"))
          ], problems: [404, 415])
      ),
      (
        "DELETE \(itemRoute)/unsavedEdit",
        Operation(
          id: "forget\(typeName)UnsavedEdit", summary: "Delete your unsaved edit",
          answers: [.empty("There is none any more")], problems: [404])
      ),
      (
        "GET \(itemRoute)/previews",
        Operation(
          id: "list\(typeName)Previews", summary: "List previews",
          answers: [.json("Previews, newest first", Schema.list(of: "Preview"))], problems: [404])
      ),
      (
        "POST \(itemRoute)/previews",
        Operation(
          id: "create\(typeName)Preview", summary: "Create a preview", fields: ["Idempotency-Key"],
          content: .json(
            ItemHandlers.previewFields.schema, isRequired: false),
          answers: [
            .json(
              201, "The signed link, which works for 7 days by default and for 90 at most", Schema.reference("Preview"),
              ["Location"])
          ], problems: [404, 409, 415])
      ),
      (
        "DELETE \(itemRoute)/previews/{n}",
        Operation(
          id: "revoke\(typeName)Preview", summary: "Revoke a preview",
          answers: [.empty("The link was revoked")], problems: [404])
      ),
    ]
  }

  var publishing: [(String, Operation)] {
    let publication = Schema.reference("Publication")
    let entered: [Operation.Answer] = [
      .json(201, "The publication, done or planned", publication, ["Location"]),
      .json(202, "The publication is due. It is delayed and retried.", publication, ["Location"]),
    ]
    return [
      (
        "GET \(itemRoute)/publications",
        Operation(
          id: "list\(typeName)Publications", summary: "List publications",
          answers: [.json("Publications, oldest first", Schema.list(of: "Publication"))], problems: [404])
      ),
      (
        "POST \(itemRoute)/publications",
        Operation(
          id: "publish\(typeName)", summary: "Publish \(nounPhrase)",
          parameters: [
            .init(
              name: "dryRun",
              description: "Whether only to forecast the publication and its receivers. false by default.",
              schema: Schema.flag, example: .bool(true))
          ],
          fields: ["Idempotency-Key"], content: .json(PublicationRequest.fields.schema, isRequired: false),
          answers: [
            .json(200, "With dryRun, what the publication would be", Schema.reference("PublicationForecast"))
          ] + entered,
          problems: [404, 409, 412, 415])
      ),
      (
        "GET \(itemRoute)/publications/{n}",
        Operation(
          id: "show\(typeName)Publication", summary: "Show a publication",
          answers: [.json("The publication", publication)], problems: [404])
      ),
      (
        "PATCH \(itemRoute)/publications/{n}",
        Operation(
          id: "move\(typeName)Publication", summary: "Reschedule a publication",
          content: .json(
            Schema.object(
              [("at", Schema.optional(Schema.instant))]
                + ItemHandlers.rescheduleFields.dropFirst().map { ($0.name, $0.shape.schema) }, isOpen: false)),
          answers: [
            .json("The publication with its new time or revision. A null at publishes it now.", publication)
          ], problems: [404, 409, 412, 415])
      ),
      (
        "DELETE \(itemRoute)/publications/{n}",
        Operation(
          id: "takeBack\(typeName)Publication", summary: "Cancel a publication",
          answers: [.empty("The planned publication was cancelled")], problems: [404, 409])
      ),
      (
        "POST \(itemRoute)/withdrawals",
        Operation(
          id: "withdraw\(typeName)", summary: "Withdraw \(nounPhrase)", fields: ["Idempotency-Key"],
          content: .json(ItemHandlers(resource: self).withdrawalFields.schema), answers: entered,
          problems: [404, 409, 412, 415])
      ),
      (
        "GET \(itemRoute)/deliveries",
        Operation(
          id: "list\(typeName)Deliveries", summary: "List deliveries of \(nounPhrase)",
          parameters: Operation.Parameter.rows(),
          answers: [
            .json("A page of deliveries, newest first, with totals", Schema.page(of: Schema.reference("Delivery")))
          ], problems: [404])
      ),
    ]
  }
}
