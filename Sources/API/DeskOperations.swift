// What the routes of every resource do for those who write and publish.

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
      takesManuscripts ? "Created, with findings and the text to whose lines they refer" : "Created, with findings"
    let patch = Schema.reference("\(typeName)Patch")
    return [
      (
        "POST /\(path)",
        Operation(
          id: "create\(typeName)", summary: "Create a draft, or publish at once",
          parameters: [.init(name: "dryRun", description: "Check and store nothing", schema: Schema.flag)],
          fields: ["Idempotency-Key"], content: .init(types: types),
          answers: [
            .json(200, "Known already, or what would be stored", item),
            .json(201, created, item, ["Location", "ETag"]),
            .json(202, "Stored, and public as soon as it can be made so", item, ["Location", "ETag"]),
          ], problems: [403, 409, 413, 415] + (takesManuscripts ? [501] : []))
      ),
      (
        "PUT \(itemRoute)",
        Operation(
          id: "replace\(typeName)", summary: "Write a new revision", fields: ["If-Match"],
          content: .json(Schema.reference("\(typeName)Input")),
          answers: [.json(200, "As it stands now", item, ["ETag"])],
          problems: [404, 409, 412, 413, 415, 428])
      ),
      (
        "PATCH \(itemRoute)",
        Operation(
          id: "patch\(typeName)", summary: "Write a new revision by merge patch (RFC 7396)", fields: ["If-Match"],
          content: .init(types: [("application/merge-patch+json", patch), ("application/json", patch)]),
          answers: [.json(200, "As it stands now", item, ["ETag"])], problems: [404, 409, 412, 413, 415, 428])
      ),
      (
        "DELETE \(itemRoute)",
        Operation(
          id: "delete\(typeName)", summary: "Delete a draft; what was public is withdrawn instead", answers: [.empty],
          problems: [404, 409, 412])
      ),
    ]
  }

  var history: [(String, Operation)] {
    [
      (
        "GET \(itemRoute)/findings",
        Operation(
          id: "list\(typeName)Findings", summary: "What should be known before publication",
          answers: [.json("Findings", Schema.list(of: "Finding"))], problems: [404])
      ),
      (
        "GET \(itemRoute)/revisions",
        Operation(
          id: "list\(typeName)Revisions", summary: "Who wrote what, when and why",
          answers: [.json("Newest first", Schema.list(of: "Revision"))], problems: [404])
      ),
      (
        "GET \(itemRoute)/revisions/{n}",
        Operation(
          id: "show\(typeName)Revision", summary: "Read a revision",
          answers: [.json("The revision", Schema.reference("Revision"))], problems: [404])
      ),
      (
        "GET \(itemRoute)/revisions/{n}/diff",
        Operation(
          id: "compare\(typeName)Revisions", summary: "What another revision has otherwise",
          parameters: [
            .init(
              name: "to", description: "The other; the newest when left out", schema: Schema.integer(1...Int(Int32.max))
            )
          ],
          answers: [.json("Changes by field, and by line within texts", Schema.reference("Difference"))],
          problems: [404])
      ),
      (
        "POST \(itemRoute)/revisions/{n}/restore",
        Operation(
          id: "restore\(typeName)Revision", summary: "Make an old revision the newest, as one more",
          fields: ["Idempotency-Key"], content: .json(Self.note, isRequired: false),
          answers: [.json(200, "As it stands now", item, ["ETag"])], problems: [404, 409, 412, 415])
      ),
      (
        "GET \(itemRoute)/languages",
        Operation(
          id: "list\(typeName)Languages", summary: "How far the text is in each language",
          answers: [.json("Languages", Schema.list(of: "LanguageState"))], problems: [404])
      ),
      (
        "PUT \(itemRoute)/languages/{language}",
        Operation(
          id: "set\(typeName)Language", summary: "Mark a text as ready, or as a draft again",
          content: .json(ItemHandlers.languageFields.schema),
          answers: [.json("The language", Schema.reference("LanguageState"))], problems: [404, 409, 412, 415])
      ),
      (
        "GET \(itemRoute)/previews",
        Operation(
          id: "list\(typeName)Previews", summary: "Links that were made for readers without a token",
          answers: [.json("Newest first", Schema.list(of: "Preview"))], problems: [404])
      ),
      (
        "POST \(itemRoute)/previews",
        Operation(
          id: "create\(typeName)Preview", summary: "Make a signed link to one revision", fields: ["Idempotency-Key"],
          content: .json(
            ItemHandlers.previewFields.schema, isRequired: false),
          answers: [.json(201, "The link", Schema.reference("Preview"), ["Location"])], problems: [404, 409, 415])
      ),
      (
        "DELETE \(itemRoute)/previews/{n}",
        Operation(
          id: "revoke\(typeName)Preview", summary: "Revoke a link", answers: [.empty], problems: [404])
      ),
    ]
  }

  var publishing: [(String, Operation)] {
    let publication = Schema.reference("Publication")
    let entered: [Operation.Answer] = [
      .json(201, "Public, or planned", publication, ["Location"]),
      .json(202, "Due, and public as soon as it can be made so", publication, ["Location"]),
    ]
    return [
      (
        "GET \(itemRoute)/publications",
        Operation(
          id: "list\(typeName)Publications", summary: "What was, is and will be public",
          answers: [.json("Oldest first", Schema.list(of: "Publication"))], problems: [404])
      ),
      (
        "POST \(itemRoute)/publications",
        Operation(
          id: "publish\(typeName)", summary: "Publish now, or plan it, with or without an embargo",
          fields: ["Idempotency-Key"], content: .json(PublicationRequest.fields.schema, isRequired: false),
          answers: entered,
          problems: [404, 409, 412, 415])
      ),
      (
        "GET \(itemRoute)/publications/{n}",
        Operation(
          id: "show\(typeName)Publication", summary: "Read a publication",
          answers: [.json("The publication", publication)], problems: [404])
      ),
      (
        "PATCH \(itemRoute)/publications/{n}",
        Operation(
          id: "move\(typeName)Publication", summary: "Move a planned publication",
          content: .json(ItemHandlers.rescheduleFields.schema),
          answers: [.json("As it is planned now", publication)], problems: [404, 409, 415])
      ),
      (
        "DELETE \(itemRoute)/publications/{n}",
        Operation(
          id: "takeBack\(typeName)Publication", summary: "Take back what is not due yet", answers: [.empty],
          problems: [404, 409])
      ),
      (
        "POST \(itemRoute)/withdrawals",
        Operation(
          id: "withdraw\(typeName)", summary: "Withdraw what is public, with the reason", fields: ["Idempotency-Key"],
          content: .json(ItemHandlers.withdrawalFields.schema), answers: entered,
          problems: [404, 409, 412, 415])
      ),
      (
        "GET \(itemRoute)/deliveries",
        Operation(
          id: "list\(typeName)Deliveries", summary: "Who was told of it, when and by which way, with totals",
          parameters: Operations.rows,
          answers: [.json("Newest first", Schema.page(of: Schema.reference("Delivery")))], problems: [404])
      ),
    ]
  }
}
