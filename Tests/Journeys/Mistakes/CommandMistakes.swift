extension Mistake {
    /// What is typed wrong.
    static let commands: [Mistake] = [
        Mistake(
            "A command is mistyped", "stauts", status: 64, place: "“stauts”", remedy: "did you mean “abreast status”?"),
        Mistake(
            "An option is mistyped", "status --jsno", status: 64, place: "'--jsno'", remedy: "Did you mean '--json'?"),
        Mistake(
            "A word too many", "renew api web", status: 64, place: "'web'", remedy: "See 'abreast renew --help'"),
        Mistake(
            "The file of an option is left out", "gate api --config", status: 64, place: "'--config <file>'",
            remedy: "See 'abreast gate --help'"),
        Mistake(
            "Nothing says what to move", "advance --yes", status: 64, place: "whose traffic is not said",
            remedy: "name one SERVICE or group, or say --all"),
        Mistake(
            "One service and all", "rollback api --all --yes", status: 64, place: "--all and “api” exclude each other",
            remedy: "name one SERVICE or group, or say --all"),
        Mistake(
            "A share of all", "advance --all 25", status: 64, place: "“25” stands where a service does",
            remedy: "with --all say --to 25"),
        Mistake(
            "Nothing says what to pause", "pause", status: 64, place: "which service is not said",
            remedy: "name one SERVICE, or say --all"),
        Mistake(
            "The gate is asked about nothing", "gate", status: 64, place: "'<service>'",
            remedy: "The service, as the configuration names it"),
        Mistake(
            "A service is mistyped", "gate apo", status: 3,
            place: "“apo” in the migration “yoyaku” (/home/mika/abreast.yaml)",
            remedy: "did you mean “api”?"),
        Mistake(
            "A service that is not there", "status billing", status: 2, place: "“billing”",
            remedy: "it has api, web, search, worker"),
        Mistake(
            "A share that is no step of the plan", "advance search 3", status: 1, place: "search: 3 %",
            remedy: "its plan (/home/mika/abreast.yaml): 5, 25, 100", before: ["pause worker"]),
        Mistake(
            "A share above 100", "advance search 250", status: 64, place: "250 %",
            remedy: "write 0 to 100, e.g. --to 25"),
        Mistake(
            "A share in words", "advance search half", status: 64, place: "'half'", remedy: "`advance web 25`"),
        Mistake(
            "Two shares", "advance search 25 --to 50", status: 64, place: "25 and --to 50",
            remedy: "leave one of them out"),
        Mistake(
            "A rule that is none", "advance search --override everything", status: 2, place: "“everything”",
            remedy: "there are blind, worse, targets", before: ["pause worker"]),
        Mistake(
            "A service of a group alone", "advance api", status: 2, place: "“api” moves together with web",
            remedy: "abreast advance front --config /home/mika/abreast.yaml", before: ["pause worker"]),
        Mistake(
            "A worker has no weights", "advance worker", status: 1, place: "worker: no weights send traffic to it",
            remedy: "write its split", before: ["pause search"]),
        Mistake(
            "A paused service is to go on", "advance search", status: 1, place: "search: paused by kai@bastion",
            remedy: "abreast resume search --config /home/mika/abreast.yaml", before: ["pause search"]),
        Mistake(
            "The mode is observe", "advance search", status: 1, place: "search: its mode is observe",
            remedy: "write mode: manual or automatic",
            files: ["abreast.yaml": good.replacing("mode: manual", with: "mode: observe")], before: ["pause worker"]),
        Mistake(
            "No steps are planned", "advance search", status: 1, place: "search: no steps are planned",
            remedy: "rollout: { mode: manual, steps: [1, 5, 25, 50, 100] }",
            files: [
                "abreast.yaml": good.replacing("rollout: { mode: manual, steps: [5, 25, 100], bake: 15m }\n", with: "")
            ],
            before: ["pause worker"]),
        Mistake(
            "A plan of nothing", "plan", status: 2, place: "no steps are configured in /home/mika/abreast.yaml",
            remedy: "write `rollout: { steps: [...] }`, or plan with --to",
            files: [
                "abreast.yaml": good.replacing("rollout: { mode: manual, steps: [5, 25, 100], bake: 15m }\n", with: "")
            ]),
        Mistake(
            "A plan for more than all", "plan --to 101", status: 64, place: "--to", remedy: "a percentage from 0 to 100"
        ),
        Mistake(
            "A roll back of a worker", "rollback worker --yes", status: 2, place: "no weights send traffic to worker",
            remedy: "name one of api, web, search"),
        Mistake(
            "A roll back forward", "rollback search --to 100", status: 64, place: "--to",
            remedy: "a percentage from 0 to below 100"),
        Mistake(
            "At once and in steps", "rollback search --in-steps --at-once", status: 64,
            place: "--at-once and --in-steps",
            remedy: "leave one of them out"),
        Mistake(
            "A time without a unit", "rollback search --give-up-after 5", status: 64, place: "'--give-up-after <time>'",
            remedy: "30s, 5m"),
        Mistake(
            "Somebody else's pause", "resume search", status: 1, place: "search: paused by kai@bastion",
            remedy: "say --yes to resume it all the same", before: ["pause search --reason p99"]),
        Mistake(
            "There is no dead man to renew", "renew search", status: 2, place: "search: no dead man is armed",
            remedy: "write e.g. dead_man: 20m below rollout"),
        Mistake(
            "A reason that is a story", "pause search --reason \(String(repeating: "why", count: 200))", status: 64,
            place: "--reason has 600 characters", remedy: "write at most 200 characters"),
        Mistake(
            "Look again, but when?", "pause search --look-again soon", status: 64, place: "'--look-again <time>'",
            remedy: "30m, 2h"),
        Mistake(
            "A day by its name", "events --since yesterday", status: 64, place: "'--since <time>'",
            remedy: "30m, 2h, 1d"),
        Mistake(
            "A count in words", "events -n ten", status: 64, place: "'-n <count>'", remedy: "Only the newest so many"),
        Mistake(
            "A window of a year", "snapshot --window 1y", status: 64, place: "'--window <time>'", remedy: "30m, 1h, 2d"),
        Mistake(
            "A snapshot where nothing can be written", "snapshot -o /proc/nowhere", status: 1, place: "/proc/nowhere",
            remedy: "name another folder with -o", before: ["pause worker"]),
        Mistake(
            "A form that is none", "status -o yaml", status: 64, place: "'-o <output>'",
            remedy: "'text' and 'json'"),
        Mistake(
            "Two forms", "status --json -o text", status: 64, place: "--json and -o text",
            remedy: "leave one of them out"),
        Mistake(
            "A log in a form that is none", "poll --log-format xml", status: 64, place: "'--log-format <log-format>'",
            remedy: "'text' and 'json'"),
        Mistake(
            "A city for a region", "plan --region tokyo", status: 64, place: "--region: “tokyo”",
            remedy: "write e.g. --region ap-northeast-1"),
        Mistake(
            "An address for a host", "watch https://api.yoyaku.example/", status: 64,
            place: "“https://api.yoyaku.example/” is an address", remedy: "write e.g. api.example.com"),
        Mistake(
            "A host and a file", "watch api.yoyaku.example -c abreast.yaml", status: 2, place: "--config FILE or HOST",
            remedy: "leave one of them out"),
        Mistake(
            "A theme that is not there", "watch --theme /home/mika/neon.theme", status: 2,
            place: "looked for /home/mika/neon.theme",
            remedy: "Name a file in btop's format", before: ["pause worker"]),
        Mistake(
            "A discovery from nowhere", "discover", status: 2, place: "nothing to begin with", remedy: "name a HOST"),
        Mistake(
            "A service's name for a host", "discover api", status: 2, place: "“api” is not a host's name",
            remedy: "write e.g. api.example.com"),
        Mistake(
            "An ECS service without its cluster", "discover api.yoyaku.example --ecs api", status: 64,
            place: "not “api”", remedy: "--ecs takes CLUSTER/SERVICE"),
        Mistake(
            "A configuration that is there already", "discover api.yoyaku.example -o abreast.yaml", status: 1,
            place: "abreast.yaml", remedy: "--force writes over it"),
        Mistake(
            "An example over a file", "init abreast.yaml", status: 1, place: "abreast.yaml",
            remedy: "--force writes over it"),
        Mistake(
            "An example in a folder that is not there", "init nowhere/abreast.yaml", status: 1,
            place: "nowhere/abreast.yaml", remedy: "make the folder first"),
        Mistake(
            "A scenario that is none", "demo slow-posion", status: 2, place: "“slow-posion”", remedy: "slow-poison"),
        Mistake(
            "A speed in words", "demo --speed fast", status: 64, place: "'--speed <speed>'",
            remedy: "a number above 0, or max"),
        Mistake(
            "No screen and no end", "demo --no-screen", status: 64, place: "--no-screen", remedy: "e.g. --until 24h"),
        Mistake(
            "A file to judge that is not there", "judge night.csv", status: 1, place: "night.csv",
            remedy: "name a file, or - for stdin"),
        Mistake(
            "Columns that are not there", "judge night.csv", status: 1, place: "night.csv:1", remedy: "service, minute",
            files: ["night.csv": "time,errors\n1,2\n"]),
        Mistake("A chance above one", "judge - --alpha 2", status: 64, place: "alpha", remedy: "at most 0.5"),
    ]
}
