// Hummingbird as a peer of the benchmark: it serves given files at given paths from memory.
import Foundation
import Hummingbird
import Logging

guard CommandLine.arguments.count > 2, let port = Int(CommandLine.arguments[1]) else {
  print("usage: hummingbird-peer PORT PATH=FILE …")
  exit(2)
}

let router = Router()
for argument in CommandLine.arguments.dropFirst(2) {
  let parts = argument.split(separator: "=", maxSplits: 1)
  guard parts.count == 2, let bytes = FileManager.default.contents(atPath: String(parts[1])) else {
    print("hummingbird-peer: cannot read \(argument)")
    exit(2)
  }
  let body = ByteBuffer(bytes: bytes)
  router.get(RouterPath(String(parts[0]))) { _, _ in
    Response(status: .ok, headers: [.contentType: "application/json"], body: ResponseBody(byteBuffer: body))
  }
}

var logger = Logger(label: "hummingbird-peer")
logger.logLevel = .error
let application = Application(
  router: router,
  configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
  logger: logger)
try await application.runService()
