// The API description compared with the API's answers, by schemathesis.

import Foundation
import RunningNewsroom
import Testing

@Suite struct DescriptionTests {
  /// All checks except two. `positive_data_acceptance` fails because references to unknown items are refused.
  /// `ignored_auth` reaches the limit on invalid tokens (`RouteAccessTests` covers it). The stream is excluded because
  /// it has no end.
  private static let options = [
    "--exclude-checks", "positive_data_acceptance,ignored_auth", "--exclude-path", "/stream",
    "--phases", "examples,fuzzing", "--max-examples", "2", "--seed", "1", "--no-color",
  ]

  /// Each request has another client address and one of several tokens, so that rate limits do not answer all of
  /// them.
  private static let hooks = """
    import pathlib
    import random
    import schemathesis

    TOKENS = pathlib.Path(__file__).with_name("tokens").read_text().split()

    @schemathesis.hook
    def before_call(context, case, kwargs):
        address = ".".join(["10"] + [str(random.randrange(256)) for _ in range(3)])
        case.headers = {**(case.headers or {}), "X-Forwarded-For": address}
        if TOKENS and case.headers.get("Authorization") == "Bearer " + TOKENS[0]:
            case.headers["Authorization"] = "Bearer " + random.choice(TOKENS)
    """

  /// A refusal for a precondition (RFC 9110 section 13.2.1: checked before the content) or for the size counts as a
  /// rejection too.
  private static let settings = """
    [checks.negative_data_rejection]
    expected-statuses = [400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 422, 428, 429, "5xx"]

    """

  @Test(arguments: [false, true])
  func `every operation answers as described, with and without a token`(hasToken: Bool) throws {
    let folder = try TestFolder()
    let server = try folder.serve("--demo", "--proxies", "127.0.0.1")
    _ = try folder.file("hooks.py", Self.hooks)
    let tokens = try (0..<(hasToken ? 8 : 0)).map { _ in try folder.token("draft", "publish", "admin", "embargo") }
    _ = try folder.file("tokens", tokens.joined(separator: "\n"))
    let login = tokens.first.map { "[auth.openapi.token]\nbearer = \"\($0)\"\n" } ?? ""
    _ = try folder.file("schemathesis.toml", Self.settings + login)
    let child = try Child(
      ["run", server.address + "/openapi.json"] + Self.options, in: folder.path,
      environment: ["SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": folder.path, "PYTHONDONTWRITEBYTECODE": "1"],
      launcher: ["/usr/bin/env", "-C", folder.path],
      program: URL(filePath: Python.interpreter).deletingLastPathComponent().path + "/schemathesis")
    let end = child.end(within: 300)
    #expect(
      end == .exit(0), "\(child.output.suffix(4_000))\(child.errors) (is all there? sh docker/setup.sh tests)")
  }
}
