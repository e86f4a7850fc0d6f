import Foundation
import Testing

@testable import AWS

@Suite("A certificate that has expired") struct ExpiredCertificateTests {
    /// A certificate for localhost of the year 2020, signed by itself, with a key made for this test alone.
    private static let pem = """
            -----BEGIN CERTIFICATE-----
            MIIBUjCB+qADAgECAgEBMAoGCCqGSM49BAMCMBQxEjAQBgNVBAMMCWxvY2FsaG9z
            dDAeFw0yMDAxMDEwMDAwMDBaFw0yMTAzMDEwMDAwMDBaMBQxEjAQBgNVBAMMCWxv
            Y2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABG46ArsGhgo8rnfrSqFv
            R8aA3G0RkH+Ok3UDrzBt/2nbUtqv/IuSiEzfswaJNQe1N34kKSmxfGQemwC/Hlxd
            jFmjPTA7MBoGA1UdEQQTMBGCCWxvY2FsaG9zdIcEfwAAATAdBgNVHQ4EFgQUeXmJ
            Us7vp7DiZ1uu1igBEJ+h5KkwCgYIKoZIzj0EAwIDRwAwRAIgGcEkQVnUNWOiOY81
            UCF4Y0Qx5B2aNukjqvXKTV7GffYCIE/uMmpOB4cPUHyeWxxi9DWFyIAEQx8NaO2j
            VxVRKCi5
            -----END CERTIFICATE-----
            -----BEGIN EC PRIVATE KEY-----
            MHcCAQEEIBa8SEzL2A+Zep6WlBW3DY+/k35GFS6c/EqrsygTQIoEoAoGCCqGSM49
            AwEHoUQDQgAEbjoCuwaGCjyud+tKoW9HxoDcbRGQf46TdQOvMG3/adtS2q/8i5KI
            TN+zBok1B7U3fiQpKbF8ZB6bAL8eXF2MWQ==
            -----END EC PRIVATE KEY-----
        """.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: "\n") + "\n"

    /// Serves TLS on a port of the system's choice, prints it, and refuses nobody.
    private static let server = """
        import socket, ssl, sys
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1])
        listener = socket.create_server(("127.0.0.1", 0))
        print(listener.getsockname()[1], flush=True)
        while True:
            connection, _ = listener.accept()
            try:
                context.wrap_socket(connection, server_side=True).recv(1)
            except OSError:
                pass
            finally:
                connection.close()
        """

    @Test func `is called expired, with its date, though its issuer is trusted`() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(Self.pem, to: "server.pem")
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", Self.server, file]
        process.standardOutput = output
        try process.run()
        defer { process.terminate() }
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        let port = try #require(Int(line.trimmingCharacters(in: .whitespacesAndNewlines)))
        let client = try AWSClient(
            settings: AWSSettings(
                region: "eu-west-1", endpoint: "https://localhost:\(port)",
                environment: [
                    "AWS_ACCESS_KEY_ID": "AKIATEST", "AWS_SECRET_ACCESS_KEY": "topsecret", "AWS_CA_BUNDLE": file,
                ]))
        let error = await #expect(throws: AWSError.self) {
            try await client.send(
                .get(.route53, "GetChange", path: "/", resource: "C1"), deadline: .now + .seconds(20))
        }
        #expect(error?.kind == .network(.tls))
        #expect(error?.sentence.contains("its certificate expired on 2021-03-01") == true, "\(error?.sentence ?? "")")
        #expect(error?.sentence.contains("this machine's clock says") == true)
        await client.shutdown()
    }
}
