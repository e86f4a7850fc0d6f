import Foundation
import Glibc
import Synchronization

/// An HTTP server on 127.0.0.1 that answers as a test says and remembers what it was asked.
package final class LoopbackServer: Sendable {
    /// One request as it came.
    package struct Request: Sendable {
        package var method: String
        /// Path and query.
        package var target: String
        package var headers: [(String, String)]
        package var body: String
        /// The number of the connection it came by, from 0.
        package var connection: Int

        package func header(_ name: String) -> String? { headers.first { $0.0.lowercased() == name.lowercased() }?.1 }

        /// The path without the query.
        package var path: String { String(target.prefix { $0 != "?" }) }
    }

    /// What the server does next.
    package enum Reply: Sendable {
        case answer(Int, [(String, String)] = [], String = "")
        /// Bytes that may be no HTTP at all; the connection is closed behind them.
        case raw(String)
        /// Bytes and then nothing more, ever.
        case begin(String)
        /// Nothing, ever.
        case hang
        /// The connection is closed without an answer.
        case close

        package static func ok(_ body: String) -> Reply { .answer(200, [], body) }
    }

    package struct Failed: Error {}

    private let listener: Int32
    package let port: Int
    private let handler: @Sendable (Request, Int) -> Reply
    private let greeting: String?
    private let log = Mutex<[Request]>([])

    /// Listens on a port of the system's choice; the handler is given each request and its number from 0. With a
    /// greeting it speaks first and hangs up, as servers of other protocols do.
    package init(greeting: String? = nil, _ handler: @escaping @Sendable (Request, Int) -> Reply) throws {
        self.handler = handler
        self.greeting = greeting
        (listener, port) = try Self.listen()
        let (listener, serve) = (listener, { @Sendable [weak self] in self?.serve($0, $1) })
        Thread.detachNewThread {
            var number = 0
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { return }
                let current = number
                Thread.detachNewThread { serve(connection, current) }
                number += 1
            }
        }
    }

    /// Answers every request in the same way.
    package convenience init(always reply: Reply) throws { try self.init { _, _ in reply } }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    package var url: String { "http://127.0.0.1:\(port)" }

    /// All requests so far, in the order they came.
    package var requests: [Request] { log.withLock { $0 } }

    /// A port of 127.0.0.1 on which nobody listens.
    package static func closedPort() throws -> Int {
        let (listener, port) = try listen()
        close(listener)
        return port
    }

    private static func listen() throws -> (Int32, Int) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard listener >= 0 else { throw Failed() }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isOpen = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(listener, generic, length) == 0 && Glibc.listen(listener, 64) == 0
                    && getsockname(listener, generic, &length) == 0
            }
        }
        guard isOpen else { throw Failed() }
        return (listener, Int(UInt16(bigEndian: address.sin_port)))
    }

    private func serve(_ connection: Int32, _ number: Int) {
        defer { close(connection) }
        if let greeting {
            _ = Self.write(greeting, to: connection)
            return
        }
        var buffer: [UInt8] = []
        while let request = Self.next(&buffer, from: connection, number) {
            let count = log.withLock { log in
                log.append(request)
                return log.count - 1
            }
            switch handler(request, count) {
            case .answer(let status, let headers, let body):
                var head = "HTTP/1.1 \(status) X\r\n"
                for (name, value) in headers { head += "\(name): \(value)\r\n" }
                // An answer to CONNECT has no body; what follows belongs to the tunnel.
                head += request.method == "CONNECT" ? "\r\n" : "Content-Length: \(body.utf8.count)\r\n\r\n"
                guard Self.write(head + body, to: connection) else { return }
            case .raw(let text):
                _ = Self.write(text, to: connection)
                return
            case .begin(let text):
                _ = Self.write(text, to: connection)
                return Self.waitForEnd(of: connection)
            case .hang:
                return Self.waitForEnd(of: connection)
            case .close:
                return
            }
        }
    }

    private static func waitForEnd(of connection: Int32) {
        var byte: UInt8 = 0
        while recv(connection, &byte, 1, 0) > 0 {}
    }

    private static func write(_ text: String, to connection: Int32) -> Bool {
        let bytes = Array(text.utf8)
        return send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }

    private static func next(_ buffer: inout [UInt8], from connection: Int32, _ number: Int) -> Request? {
        let end = Array("\r\n\r\n".utf8)
        while buffer.firstRange(of: end) == nil { guard read(&buffer, from: connection) else { return nil } }
        guard let blank = buffer.firstRange(of: end) else { return nil }
        let lines = String(decoding: buffer[..<blank.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ")
        guard words.count == 3 else { return nil }
        let headers = lines.dropFirst().compactMap { line -> (String, String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            return (String(line[..<colon]), value)
        }
        let length = headers.first { $0.0.lowercased() == "content-length" }.flatMap { Int($0.1) } ?? 0
        while buffer.count < blank.upperBound + length { guard read(&buffer, from: connection) else { return nil } }
        let body = String(decoding: buffer[blank.upperBound..<blank.upperBound + length], as: UTF8.self)
        buffer.removeFirst(blank.upperBound + length)
        return Request(
            method: String(words[0]), target: String(words[1]), headers: headers, body: body, connection: number)
    }

    private static func read(_ buffer: inout [UInt8], from connection: Int32) -> Bool {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = recv(connection, &chunk, chunk.count, 0)
        guard count > 0 else { return false }
        buffer += chunk[..<count]
        return true
    }
}
