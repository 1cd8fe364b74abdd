// The same request to two newsrooms, and the differences of their answers.

import Bytes
import Foundation
import HTTP
import HTTPTypes

@testable import API
@testable import Values

/// Two answers to one request whose difference reveals a secret.
struct Telltale: CustomStringConvertible {
  let place: Place
  let request: String
  let (kept, innocent): (String, String)

  var description: String { "\(place) as \(request)\n  with secrets: \(kept)\n  without:      \(innocent)" }
}

extension Twins {
  /// Requests a place and, after a success, the places that the answer links to.
  func telltale(_ questions: inout PublicQuestions, at place: Place) throws -> Telltale? {
    var request = try questions.request(to: place)
    var path: String? = ""
    while path != nil {
      let (kept, innocent) = (bytes(keeper, request), bytes(self.innocent, request))
      if kept != innocent { return Telltale(place, request, kept, innocent) }
      let head = Self.head(innocent)
      guard head.hasPrefix("HTTP/1.1 200"), request.method == .get else { return nil }
      if questions.chance.isTrue(25), let telltale = condition(&questions, place, request, head) { return telltale }
      path = questions.chance.isTrue(60) ? Self.next(in: head) : nil
      guard let parts = path?.split(separator: "?", maxSplits: 1), parts.count == 2 else { return nil }
      (request.path, request.query) = (String(parts[0]), String(parts[1]))
    }
    return nil
  }

  /// The same request as a conditional one, with the current, an older or a newer validator.
  private func condition(
    _ questions: inout PublicQuestions, _ place: Place, _ request: Request, _ head: String
  ) -> Telltale? {
    var request = request
    if questions.chance.isTrue(), let tag = Self.field("ETag", in: head) {
      request.fields[.ifNoneMatch] = questions.chance.one(of: [tag, "W/" + tag, "\"x\", " + tag, "\"x\""])
    } else if let date = Self.field("Last-Modified", in: head), let seconds = HTTPDate.parse(date) {
      request.fields[.ifModifiedSince] = HTTPDate.string(seconds + Int64(questions.chance.number(0..<3) - 1))
    }
    let (kept, innocent) = (bytes(keeper, request), bytes(self.innocent, request))
    return kept == innocent ? nil : Telltale(place, request, kept, innocent)
  }

  /// The bytes of an answer as a client gets them, at the twins' time. A cacheable request is sent twice.
  func bytes(_ newsroom: Application, _ request: Request) -> [UInt8] {
    var request = request
    let isRead = request.method == .get || request.method == .head
    if isRead, request.fields[.authorization] == nil {
      request.key = AnswerKey(
        target: request.path + (request.query.map { "?" + $0 } ?? ""), accept: request.fields[.accept] ?? "",
        acceptLanguage: request.fields[.acceptLanguage] ?? "", acceptsGzip: request.acceptsGzip)
    }
    let kept = request.key.flatMap { newsroom.cache.answer(for: $0, at: now.milliseconds) }
    let answer = stopped { newsroom.respond(to: request) }
    let bytes = written(answer, request)
    // The cached answer equals the computed one.
    if let kept, written(kept, request) != bytes { return Array("kept: ".utf8) + written(kept, request) }
    return bytes
  }

  private func written(_ answer: Answer, _ request: Request) -> [UInt8] {
    let form = answer.part(for: request)
    var output = OutputBuffer(capacity: 4096)
    // Date and trace id do not depend on items.
    let stamp = Stamp(date: Array(HTTPDate.string(0).utf8), now: now.milliseconds, trace: (1, 2))
    answer.writeHead(form, to: &output, stamp: stamp)
    output.append("\r\n")
    guard case .full = form else { return Array(output.bytes) }
    output.append(answer.content)
    do {
      // An empty piece means that a stream has no more events for now.
      while let piece = try answer.stream?.next(), !piece.isEmpty { output.append(piece) }
    } catch {
      output.append("broken off: \(error)")
    }
    return Array(output.bytes)
  }

  private static func head(_ bytes: [UInt8]) -> String {
    let end = bytes.firstRange(of: Array("\r\n\r\n".utf8))?.lowerBound ?? bytes.endIndex
    return String(decoding: bytes[..<end], as: UTF8.self)
  }

  private static func field(_ name: String, in head: String) -> String? {
    head.split(separator: "\r\n").first { $0.hasPrefix(name + ": ") }.map { String($0.dropFirst(name.count + 2)) }
  }

  private static func next(in head: String) -> String? {
    let links = field("Link", in: head)?.split(separator: ", ") ?? []
    return links.first { $0.hasSuffix("rel=\"next\"") }.map {
      String($0.dropFirst("<https://press.example".count).prefix { $0 != ">" })
    }
  }
}

extension Telltale {
  init(_ place: Place, _ request: Request, _ kept: [UInt8], _ innocent: [UInt8]) {
    self.place = place
    let fields = request.fields.map { "\($0.name): \($0.value)" }.joined(separator: "; ")
    self.request = "\(request.method) \(request.path)\(request.query.map { "?" + $0 } ?? "") [\(fields)]"
    // Starts a little before the first byte that differs.
    let same = zip(kept, innocent).prefix { $0 == $1 }.count
    func part(_ bytes: [UInt8]) -> String {
      String(decoding: bytes[max(0, min(same, bytes.count) - 80)..<min(bytes.count, same + 120)], as: UTF8.self)
        .replacing("\r\n", with: "␤")
    }
    (self.kept, self.innocent) = (part(kept), part(innocent))
  }
}
