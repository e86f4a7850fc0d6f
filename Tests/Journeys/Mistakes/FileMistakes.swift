extension Mistake {
    /// What is written wrong in `abreast.yaml`.
    static let lines: [Mistake] = [
        Mistake(
            "A tab", in: "region: ap-northeast-1", write: "\tregion: ap-northeast-1",
            place: "abreast.yaml:2:1: not YAML",
            remedy: "indent with spaces"),
        Mistake(
            "A key is mistyped", in: "limits: {", write: "limtis: {", place: "abreast.yaml:10:5: services.api.limtis",
            remedy: "did you mean `limits`?"),
        Mistake(
            "A key stands twice", in: "groups:", write: "region: eu-west-1\ngroups:", place: "abreast.yaml:4:1: region",
            remedy: "keep one of them"),
        Mistake(
            "The region is left out", in: "region: ap-northeast-1\n", write: "", place: "`region` is missing",
            remedy: "write e.g. region: ap-northeast-1"),
        Mistake(
            "An Availability Zone for a region", in: "region: ap-northeast-1", write: "region: ap-northeast-1a",
            place: "abreast.yaml:2:9: region", remedy: "its region is ap-northeast-1"),
        Mistake(
            "The migration's name cannot name a file", in: "migration: yoyaku", write: "migration: yoyaku/prod",
            place: "abreast.yaml:1:12: migration", remedy: "write e.g. migration: reservations"),
        Mistake(
            "The record is not in the zone", in: "name: api.yoyaku.example", write: "name: api.yoyaku.test",
            place: "services.api.split.route53.name", remedy: "write a name that ends in .yoyaku.example"),
        Mistake(
            "Both sides have one identifier", in: "old: ec2, new: ecs", write: "old: ecs, new: ecs",
            place: "services.api.split.route53.new", remedy: "write the identifiers of two records"),
        Mistake(
            "A target group for a load balancer", in: "app/api-old/50dc6c495c0c9188",
            write: "targetgroup/api-old/50dc6c495c0c9188", place: "services.api.old.load_balancer",
            remedy: "a load balancer is wanted"),
        Mistake(
            "A network load balancer", in: "app/api-old/50dc6c495c0c9188", write: "net/api-old/50dc6c495c0c9188",
            place: "services.api.old.load_balancer", remedy: "write e.g. load_balancer: app/"),
        Mistake(
            "An ARN that is cut off", in: "app/api-old/50dc6c495c0c9188", write: "\"arn:aws:elasticloadbalancing\"",
            place: "services.api.old.load_balancer", remedy: "write e.g."),
        Mistake(
            "No load balancer", in: ", load_balancer: app/api-new/9d51b1a3a2f0c5d7", write: "",
            place: "services.api.new: `load_balancer` is missing", remedy: "write e.g. load_balancer: app/"),
        Mistake(
            "An ECS service without its name", in: "{ cluster: prod, service: api }", write: "{ cluster: prod }",
            place: "services.api.new.ecs: `service` is missing",
            remedy: "write e.g. ecs: { cluster: prod, service: api }"),
        Mistake(
            "A machine on both kinds of side", in: "auto_scaling_group: api-asg,",
            write: "auto_scaling_group: api-asg, ecs: { cluster: prod, service: api },", place: "services.api.old",
            remedy: "not on both"),
        Mistake(
            "A number in quotes", in: "error_percent: 1.0", write: "error_percent: \"1.0\"",
            place: "services.api.limits.error_percent", remedy: "write e.g. 1.0"),
        Mistake(
            "A limit of zero", in: "p99_ms: 500", write: "p99_ms: 0", place: "services.api.limits.p99_ms",
            remedy: "write a number above 0, e.g. 500"),
        Mistake(
            "Steps that do not rise", in: "steps: [5, 25, 100]", write: "steps: [25, 5, 100]", place: "rollout.steps",
            remedy: "e.g. steps: [1, 5, 25, 50, 100]"),
        Mistake(
            "A step above 100", in: "steps: [5, 25, 100]", write: "steps: [5, 25, 1000]", place: "rollout.steps",
            remedy: "e.g. steps: [1, 5, 25, 50, 100]"),
        Mistake(
            "A step that no weights can set", "check", status: 0, place: "search: no weights give 0.1 %",
            remedy: "the nearest, 255/1, give 0.39 %",
            files: [
                "abreast.yaml": good.replacing("steps: [5, 25, 100]", with: "steps: [0.1, 25, 100]")
            ]),
        Mistake(
            "A bake without a unit", in: "bake: 15m", write: "bake: 15", place: "rollout.bake", remedy: "write e.g."),
        Mistake(
            "A mode that is none", in: "mode: manual", write: "mode: auto", place: "rollout.mode", remedy: "automatic"),
        Mistake(
            "A group of an unknown service", in: "front: [api, web]", write: "front: [api, wbe]", place: "groups.front",
            remedy: "did you mean `web`?"),
        Mistake(
            "Steps for a worker", in: "  worker:\n",
            write: "  worker:\n    rollout: { mode: manual, steps: [5, 100] }\n",
            place: "services.worker.rollout", remedy: "leave `rollout` out, or add its split"),
        Mistake(
            "A list for a mapping", in: "services:\n", write: "services: [api, web]\nx-rest:\n", place: "services",
            remedy: "write at least one service"),
        Mistake(
            "A time zone by its letters", in: "groups:", write: "time_zone: JST\ngroups:",
            place: "abreast.yaml:4:12: time_zone",
            remedy: "e.g. time_zone: Asia/Tokyo"),
        Mistake(
            "A store by a relative path", in: "groups:", write: "store: here.sqlite\ngroups:",
            place: "abreast.yaml:4:8: store",
            remedy: "write e.g. store: /"),
        Mistake(
            "An endpoint without http", in: "groups:", write: "endpoint: localhost:4566\ngroups:",
            place: "abreast.yaml:4:11: endpoint", remedy: "write e.g. endpoint: http://"),
        Mistake(
            "A hook by a relative path", in: "groups:", write: "hooks: [{ on: [paused], run: [./page-me] }]\ngroups:",
            place: "hooks[0].run[0]", remedy: "e.g. run: [/usr/local/bin/page, sre]"),
        Mistake(
            "A hook on nothing", in: "groups:", write: "hooks: [{ on: [pasued], run: [/bin/true] }]\ngroups:",
            place: "hooks", remedy: "did you mean `paused`?"),
        Mistake(
            "Two services with one record", in: "name: www.yoyaku.example", write: "name: API.yoyaku.example",
            place: "services.web", remedy: "give each service its own record"),
        Mistake(
            "Quotes that do not end", in: "region: ap-northeast-1", write: "region: \"ap-northeast-1",
            place: "abreast.yaml:22:1: not YAML", remedy: "close the quotation mark"),
        Mistake(
            "A colon in a text", in: "migration: yoyaku", write: "migration: yoyaku: prod", place: "abreast.yaml:1:",
            remedy: "put text that contains “: ” in quotes"),
    ]
}
