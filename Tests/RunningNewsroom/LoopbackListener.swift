// A socket that exists before its server, so that no other process gets its port.

import Foundation

package final class LoopbackListener: Sendable {
  package let descriptor: Int32
  package let port: Int

  /// Listens on a free port of this machine.
  package init() throws {
    let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutableBytes(of: &address) { bytes in
      bytes.withMemoryRebound(to: sockaddr.self) {
        bind(file, $0.baseAddress, size) == 0 && listen(file, 512) == 0
          && getsockname(file, $0.baseAddress, &size) == 0
      }
    }
    guard isListening else {
      let reason = String(cString: strerror(errno))
      close(file)
      throw NotListening(description: "no port to listen on: \(reason)")
    }
    (descriptor, port) = (file, Int(UInt16(bigEndian: address.sin_port)))
  }

  deinit { close(descriptor) }
}
