import Foundation
import Testing

/// The Debian package, made of a stand-in for the release build: what it holds, what it asks for, and what it refuses.
@Suite(.serialized, .enabled(if: Debian.hasTools, "dpkg-shlibdeps of Debian's dpkg-dev is missing"))
struct PackageJourneys {
    private static let house = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    /// Packs a program; it is not the one that would be installed, but it is one of Debian's own making.
    private static func pack(_ program: String, into folder: String) throws -> Program.Output {
        try tool(
            "bash", "\(house)/.packaging/package", "--binary", program, "--described-by", Program.path, "--output",
            folder)
    }

    private static func tool(_ words: String...) throws -> Program.Output {
        try Program.output(
            of: "/usr/bin/env", words,
            environment: ["LC_ALL": "C.UTF-8", "DEBFULLNAME": "A Packager", "DEBEMAIL": "packager@example.org"])
    }

    @Test func `a package holds what it says`() throws {
        let place = try DemoFolder()
        defer { place.remove() }
        let packed = try Self.pack("/usr/bin/true", into: place.folder)
        #expect(packed.status == 0, "\(packed.text)\(packed.errors)")
        let file = try #require(
            try FileManager.default.contentsOfDirectory(atPath: place.folder).first { $0.hasSuffix(".deb") })
        let package = "\(place.folder)/\(file)"
        #expect(packed.text.contains("next: sudo apt install "))

        let fields = try Self.tool("dpkg-deb", "--field", package).text
        #expect(fields.contains("Maintainer: A Packager <packager@example.org>\n"))
        #expect(fields.firstMatch(of: /Version: [0-9]+\.[0-9]+\.[0-9]+/) != nil)
        #expect(fields.firstMatch(of: /Depends: adduser, libc6 \(>= [0-9.]+\)\n/) != nil)

        let listed = try Self.tool("dpkg-deb", "--contents", package).text
        let names = Set(listed.split(separator: "\n").compactMap { $0.split(separator: " ").last.map(String.init) })
        for name in [
            "usr/bin/abreast", "lib/systemd/system/abreast.service", "lib/systemd/system/abreast@.service",
            "etc/abreast/", "etc/default/abreast",
            "usr/share/abreast/themes/night.theme", "usr/share/doc/abreast/copyright",
            "usr/share/doc/abreast/README.md.gz", "usr/share/bash-completion/completions/abreast",
            "usr/share/zsh/vendor-completions/_abreast", "usr/share/fish/vendor_completions.d/abreast.fish",
            "usr/share/man/man1/abreast.1.gz", "usr/share/man/man1/abreast-rollback.1.gz",
            "usr/share/man/man5/abreast.yaml.5.gz",
        ] {
            #expect(names.contains("./\(name)"), "\(name) is missing from\n\(listed)")
        }
        #expect(listed.split(separator: "\n").allSatisfy { $0.contains(" root/root ") })

        let tree = "\(place.folder)/tree"
        #expect(try Self.tool("dpkg-deb", "--raw-extract", package, tree).status == 0)
        try Self.checkScripts(in: tree)
        try Self.checkManual(in: tree)
        let example = try Program.run(
            "check", "--config", "\(tree)/usr/share/doc/abreast/examples/abreast.yaml", environment: [:])
        #expect(example.status == 0, "\(example.errors)")
        let completions = try Self.tool("bash", "-n", "\(tree)/usr/share/bash-completion/completions/abreast")
        #expect(completions.status == 0, "\(completions.errors)")
    }

    private static func checkScripts(in tree: String) throws {
        for name in ["postinst", "prerm", "postrm"] {
            let path = "\(tree)/DEBIAN/\(name)"
            #expect(try tool("sh", "-n", path).status == 0)
            #expect(access(path, X_OK) == 0)
            // Whatever dpkg may call it for that it has nothing to do with must not fail.
            #expect(try tool("sh", path, "abort-upgrade", "0.0.1").status == 0)
        }
        for (unit, file) in [("abreast", "abreast"), ("abreast@", "%i")] {
            let text = try String(contentsOfFile: "\(tree)/lib/systemd/system/\(unit).service", encoding: .utf8)
            for line in [
                "User=abreast", "NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet=",
                "ConditionPathExists=/etc/abreast/\(file).yaml", "ExecReload=/bin/kill -HUP $MAINPID",
                "ExecStart=/usr/bin/abreast poll --config /etc/abreast/\(file).yaml",
            ] {
                #expect(text.contains("\n\(line)\n"), "\(unit): \(line)")
            }
        }
    }

    /// Every command that the program has, has its page, and every option of it stands there.
    private static func checkManual(in tree: String) throws {
        let help = try Program.run("--help", environment: [:]).text
        let listed = try #require(help.split(separator: "SUBCOMMANDS:").last)
        let commands = listed.split(separator: "\n").compactMap { line -> String? in
            let isCommand = line.hasPrefix("  ") && !line.hasPrefix("   ") && !line.hasPrefix("  See ")
            return isCommand ? line.split(separator: " ").first.map(String.init) : nil
        }
        #expect(commands.count > 10)
        for command in commands {
            let page = try tool("zcat", "\(tree)/usr/share/man/man1/abreast-\(command).1.gz")
            #expect(page.status == 0, "\(command) has no page")
            let usage = try Program.run(command, "--help", environment: [:]).text
            for option in usage.matches(of: /--([a-z-]+)/).map({ String($0.1) })
            where !["help", "version"].contains(option) {
                let isThere = page.text.contains(option.replacing("-", with: "\\-"))
                #expect(isThere, "--\(option) is missing from abreast-\(command)(1)")
            }
        }
    }

    /// A debug build needs the Swift runtime of this machine, which no package of Debian brings.
    @Test func `a program without its runtime is refused`() throws {
        let place = try DemoFolder()
        defer { place.remove() }
        let refused = try Self.pack(Program.path, into: place.folder)
        #expect(refused.status != 0)
        #expect(refused.errors.contains("--static-swift-stdlib"))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: place.folder).filter { $0.hasSuffix(".deb") }.isEmpty)
    }
}

private enum Debian {
    static let hasTools = access("/usr/bin/dpkg-shlibdeps", X_OK) == 0
}
