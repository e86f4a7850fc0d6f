extension Mistake {
    /// Files, stores, variables and credentials that are not what they should be.
    static let places: [Mistake] = [
        Mistake(
            "There is no configuration", "status", status: 2,
            place: "looked for abreast.yaml, /home/mika/.config/abreast/abreast.yaml, /etc/abreast/abreast.yaml",
            remedy: "name one with --config FILE or $ABREAST_CONFIG", files: ["abreast.yaml": nil]),
        Mistake(
            "The named file is not there", "-c prod.yml status", status: 2, place: "prod.yml: cannot be read",
            remedy: "name a file that is there"),
        Mistake(
            "The variable names a file that is not there", "status", status: 2,
            place: "/home/mika/old.yaml (from $ABREAST_CONFIG)", remedy: "name a file that is there",
            variables: ["ABREAST_CONFIG": "/home/mika/old.yaml"]),
        Mistake(
            "A folder for a file", "check -c conf", status: 2, place: "conf: is a directory",
            remedy: "name the file in it",
            files: ["conf/abreast.yaml": good]),
        Mistake(
            "An empty file", "check", status: 2, place: "abreast.yaml:1:1", remedy: "abreast init",
            files: ["abreast.yaml": ""]),
        Mistake(
            "The store is looked at before anybody polled", "status", status: 3,
            place: "/home/mika/state/abreast/yoyaku.sqlite",
            remedy: "next: abreast poll --config /home/mika/abreast.yaml"),
        Mistake(
            "There is no place for the store", "status", status: 1, place: "neither $XDG_STATE_HOME nor $HOME is set",
            remedy: "write `store: /path/FILE.sqlite`", variables: ["XDG_STATE_HOME": "", "HOME": ""]),
        Mistake(
            "The store is a text file", "status", status: 3, place: "/home/mika/notes.txt",
            remedy: "name another file with `store:`",
            files: ["notes.txt": "a shopping list\n", "abreast.yaml": good + "store: /home/mika/notes.txt\n"]),
        Mistake(
            "The store is a folder", "pause api", status: 3, place: "/home/mika/data",
            remedy: "name another file with `store:`",
            files: ["data/x": "", "abreast.yaml": good + "store: /home/mika/data\n"]),
        Mistake(
            "The store's folder takes no file", "pause api", status: 3, place: "/proc/abreast/yoyaku.sqlite",
            remedy: "name another file with `store:`",
            files: ["abreast.yaml": good + "store: /proc/abreast/yoyaku.sqlite\n"]),
        Mistake(
            "Another migration's store", "status -c other.yaml", status: 3, place: "/home/mika/state/one.sqlite",
            remedy: "give each its own `migration:` or `store:`",
            files: [
                "abreast.yaml": good + "store: /home/mika/state/one.sqlite\n",
                "other.yaml": good.replacing("migration: yoyaku", with: "migration: billing")
                    + "store: /home/mika/state/one.sqlite\n",
            ], before: ["pause api"]),
        Mistake(
            "Staging's file on production's store", "rollback api --yes -c stg.yaml", status: 2,
            place: "record api.stg.yoyaku.example", remedy: "give each its own `migration:` or `store:`",
            files: ["stg.yaml": good.replacing("name: api.", with: "name: api.stg.")], before: ["poll --once"]),
        Mistake(
            "No credentials", "check --online", status: 2, place: "no credentials are found",
            remedy: "set AWS_PROFILE or the keys", variables: ["AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""]),
        Mistake(
            "Half a key", "check --online", status: 2, place: "AWS_SECRET_ACCESS_KEY is not",
            remedy: "set both or neither",
            variables: ["AWS_SECRET_ACCESS_KEY": ""]),
        Mistake(
            "A profile that is not there", "check --online --profile sre", status: 2,
            place: "the profile sre is neither in ~/.aws/config",
            remedy: "write it there, or name another"),
        Mistake(
            "Certificates from a file that is not there", "check --online", status: 2, place: "/home/mika/ca.pem",
            remedy: "AWS_CA_BUNDLE", variables: ["AWS_CA_BUNDLE": "/home/mika/ca.pem"]),
        Mistake(
            "An endpoint without http", "check --online", status: 2, place: "AWS_ENDPOINT_URL",
            remedy: "write http(s)://HOST:PORT", variables: ["AWS_ENDPOINT_URL": "localhost:4566"]),
        Mistake(
            "Nobody listens", "check --online", status: 1, place: "127.0.0.1:1", remedy: "for what FAILED"),
    ]
}
