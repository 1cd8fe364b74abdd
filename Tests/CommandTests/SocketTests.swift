// The listening sockets of a newsroom: IPv4 and IPv6, Unix, and inherited.

import Foundation
import RunningNewsroom
import Server
import Synchronization
import Testing

extension OneAtATime {
  @Suite struct SocketTests {
    /// One request through a Unix socket.
    private static func ask(_ path: String, _ head: String) throws -> String {
      let script = """
        import socket, sys
        s = socket.socket(socket.AF_UNIX)
        s.connect(sys.argv[1])
        s.sendall(sys.argv[2].encode() + b'Host: a\\r\\nConnection: close\\r\\n\\r\\n')
        sys.stdout.buffer.write(b''.join(iter(lambda: s.recv(65536), b'')))
        """
      let folder = try TestFolder()
      let child = try Child(["-c", script, path, head], in: folder.path, program: Python.interpreter)
      guard child.end() == .exit(0) else { throw NotListening(description: child.errors) }
      return child.output
    }

    @Test func `one setting listens on all addresses of both families`() throws {
      let folder = try TestFolder()
      let server = try folder.serve("--host", "::")
      let port = try #require(server.address.split(separator: ":").last)
      for host in ["127.0.0.1", "[::1]"] { #expect(try server.get("http://\(host):\(port)/health").status == 200) }
    }

    @Test func `a Unix socket serves too, and its peer is trusted to name the client`()
      throws
    {
      let folder = try TestFolder()
      let path = folder.path + "/http.sock"
      let log = folder.path + "/access"
      let server = try folder.serve("--socket", path, "--access-log", log)
      #expect(server.child.output.contains("listening on unix:\(path)\n"))
      let reply = try Self.ask(path, "GET /health HTTP/1.1\r\nX-Forwarded-For: 203.0.113.9\r\n")
      #expect(reply.hasPrefix("HTTP/1.1 200"), "\(reply)")
      #expect(
        eventually(within: 10) { (try? String(contentsOfFile: log, encoding: .utf8))?.contains("203.0.113.9") == true })

      // A server cannot take the socket of a running server, but it can take a leftover socket.
      let taken = try folder.newsroom("serve", "--port", "0", "--socket", path)
      #expect(taken.errors.contains("cannot listen on \(path): another program is listening there"), "\(taken.errors)")
      server.child.send(SIGKILL)
      _ = server.child.end()
      #expect(FileManager.default.fileExists(atPath: path))
      let next = try folder.serve("--socket", path)
      #expect(try Self.ask(path, "GET /health HTTP/1.1\r\n").hasPrefix("HTTP/1.1 200"))
      #expect(try next.get("/health").status == 200)
      let long = try folder.newsroom("serve", "--port", "0", "--socket", "/" + String(repeating: "x", count: 200))
      #expect(long.errors.contains("a socket's path has 1 to 107 bytes"), "\(long.errors)")
    }

    /// Clients that send requests in a loop, each request on its own connection.
    private final class Clients: Sendable {
      private let count = Atomic<Int>(0)
      private let isOver = Atomic<Bool>(false)
      private let list = Mutex<[String]>([])

      var served: Int { count.load(ordering: .relaxed) }
      var faults: [String] { list.withLock { $0 } }

      func start(_ server: RunningServer) -> DispatchGroup {
        Thread.started { [self] in
          while !isOver.load(ordering: .relaxed) {
            do {
              let reply = try server.get("/health")
              if reply.status != 200 { list.withLock { $0.append("\(reply.status)") } }
              count.wrappingAdd(1, ordering: .relaxed)
            } catch {
              list.withLock { $0.append("\(error)") }
            }
          }
        }
      }

      func stop() { isOver.store(true, ordering: .relaxed) }
    }

    @Test(.timeLimit(.minutes(3)))
    func `a server passes its socket to the next one, and no request fails`() throws {
      let folder = try TestFolder()
      // As systemd does: the socket exists before and after each server.
      let listener = try LoopbackListener()
      func start() throws -> RunningServer {
        let shell = "LISTEN_FDS=1 LISTEN_PID=$$ exec \"$@\""
        return try RunningServer(folder, launcher: ["/bin/sh", "-c", shell, "sh"], listener: listener.descriptor)
      }
      var server = try start()
      let (clients, url) = (Clients(), server.address)
      let running = (0..<4).map { _ in clients.start(server) }
      for round in 0..<6 {
        let enough = clients.served + 20
        #expect(eventually(within: 20) { clients.served >= enough })
        if round % 2 == 0 {
          // The next server starts while the last one stops,
          let next = try start()
          #expect(next.address == url)
          server.child.send(SIGTERM)
          #expect(server.child.end() == .exit(0))
          server = next
        } else {
          // or after it has stopped, while clients wait at the socket.
          server.child.send(SIGTERM)
          #expect(server.child.end() == .exit(0))
          server = try start()
        }
      }
      clients.stop()
      for client in running { client.wait() }
      #expect(clients.faults == [])
      #expect(clients.served > 100)
    }
  }
}
