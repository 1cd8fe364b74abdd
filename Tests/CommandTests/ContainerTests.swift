// The files in `docker/`, as far as they can be checked without a container engine.

import Foundation
import RunningNewsroom
import Testing

@Suite struct ContainerTests {
  @Test func `the Dockerfile passes hadolint, and the compose files are valid`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
    let folder = try TestFolder()
    let hadolint = Python.interpreter.replacing("/bin/python", with: "/bin/hadolint")
    let lint = try Child([root + "/docker/Dockerfile"], in: folder.path, program: hadolint)
    #expect(lint.end() == .exit(0), "\(lint.output)")
    let script = """
      import sys, yaml
      for path in sys.argv[1:]:
          services = yaml.safe_load(open(path))['services']
          for name, service in services.items():
              assert service['read_only'] and service['cap_drop'] == ['ALL'], name
              assert service['security_opt'] == ['no-new-privileges:true'], name
      """
    let files = ["compose.yml", "compose.copies.yml"].map { root + "/docker/" + $0 }
    let read = try Child(["-c", script] + files, in: folder.path, program: Python.interpreter)
    #expect(read.end() == .exit(0), "\(read.errors)")
  }
}
