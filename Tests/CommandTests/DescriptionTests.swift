// What the API says of itself, compared with its answers by schemathesis.

import Foundation
import RunningNewsroom
import Testing

@Suite struct DescriptionTests {
  /// All checks but `positive_data_acceptance`, since references to unknown items are rightly refused, and
  /// `ignored_auth`, whose requests from one address soon meet the limit on invalid tokens (`RouteAccessTests` goes
  /// through them all). The stream has no end.
  private static let options = [
    "--exclude-checks", "positive_data_acceptance,ignored_auth", "--exclude-path", "/stream",
    "--phases", "examples,fuzzing", "--max-examples", "2", "--seed", "1", "--no-color",
  ]

  /// Each request comes from another client, or its invalid tokens would soon be all that is answered.
  private static let hooks = """
    import random
    import schemathesis

    @schemathesis.hook
    def before_call(context, case, kwargs):
        address = ".".join(["10"] + [str(random.randrange(256)) for _ in range(3)])
        case.headers = {**(case.headers or {}), "X-Forwarded-For": address}
    """

  @Test(arguments: [false, true])
  func `every operation answers as it is described, with a token and without`(hasToken: Bool) throws {
    let folder = try TestFolder()
    let server = try folder.serve("--demo", "--proxies", "127.0.0.1")
    _ = try folder.file("hooks.py", Self.hooks)
    if hasToken {
      let token = try folder.token("draft", "publish", "admin", "embargo")
      _ = try folder.file("schemathesis.toml", "[auth.openapi.token]\nbearer = \"\(token)\"\n")
    }
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
