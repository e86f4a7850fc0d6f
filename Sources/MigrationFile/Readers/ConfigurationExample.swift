import Model

extension Configuration {
    /// A commented configuration to begin with. It has every key, the optional ones behind a `#`.
    package static let example = """
        # What is moved, and where. `abreast check` reads this file and says what is wrong with it.
        migration: reservations            # names the store and the snapshots
        region: ap-northeast-1
        # profile: sre                     # a profile of the shared AWS files; without it the standard chain
        # assume_role: arn:aws:iam::111122223333:role/abreast
        # endpoint: http://127.0.0.1:5000  # one address for every AWS service …
        \(endpointKeys)
        #   ecs: http://127.0.0.1:4566
        # store: /var/lib/abreast/reservations.sqlite
        # retention: 14d                   # minutes are kept so long; events and orders for ever
        # time_zone: Asia/Tokyo            # in which times are shown
        # mouse: off                       # leaves the mouse to the terminal, which then selects text
        # notify: [bell, title, desktop]   # when the headline turns worse; default none
        # rollout: { mode: observe, steps: [1, 5, 25, 50, 100], bake: 15m }  # for all services; see below
        # groups: { front: [api] }         # services that move together, e.g. [api, web]

        services:
          api:
            split:                         # where the weights are; without it no traffic is split (a worker)
              route53:
                zone: example.com          # the hosted zone's name or id
                name: api.example.com      # the record; `types: [A, AAAA]` if it has more types than are meant
                old: ec2                   # the set identifiers of the two weighted records
                new: ecs
              # or the weighted forward of one load balancer:
              # alb:
              #   listener: arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:listener/app/api/50dc6c495c0c9188/f2f7dc8efc522ab2
              #   rule: 10                 # its priority or ARN; without it the default action
              #   old: api-old             # the two target groups
              #   new: api-new
            old:                           # ARN, name or the ARN's tail: all three are taken
              load_balancer: app/api-old/50dc6c495c0c9188
              target_groups: [targetgroup/api-old/73e2d6bc24d8a067]
              auto_scaling_group: api-asg
            new:
              load_balancer: app/api-new/9d51b1a3a2f0c5d7
              target_groups: [targetgroup/api-new/0a1b2c3d4e5f6071]
              ecs: { cluster: prod, service: api }
            limits:                        # the new side is worse above them
              error_percent: 1.0
              p99_ms: 500
            # sides:                       # where AWS cannot show which side is which, or shows it otherwise
            #   vouched: "old is behind Global Accelerator, looked at by mika"
            # database:                    # what it takes of both sides together, and what each of them may open
            #   connections: 500
            #   per_instance: 20           # pools times processes, at their fullest
            #   per_task: 10
            # judge:                       # what the comparison with old tolerates, and how sure it has to be
            #   alpha: 0.01                # chance of a wrong `worse`, all looks of all steps together
            #   error_ratio: 1.1           # times old's error rate that new may have
            #   pass_margin: 2             # times old's error rate that new must be shown to stay below
            #   latency_ratio: 1.2         # times old's latency that new may take in the same minute
            #   find: 2                    # the ratio whose time to a verdict is told
            # rollout:                     # over the one for all services, key by key
            #   mode: manual               # each step waits for you; automatic: for its bake and a pass; default: observe
            #   steps: [1, 5, 25, 50, 100] # percent on new
            #   bake: 15m                  # or one time for each step: [30m, 15m, 15m, 15m, 1h]
            #   dead_man: 20m              # roll back by itself when worse and nobody renews for so long
            #   look_again: 30m            # a pause is to be looked at again after so long
            #   no_return_from: 100        # from this step on, old need not be able to take everything back

          worker:                          # takes no traffic: counts, versions and its queue are watched
            old: { auto_scaling_group: worker-asg }
            new: { ecs: { cluster: prod, service: worker } }
            queue: { sqs: jobs }           # name, URL or ARN

        # hooks:                           # commands that are told of events, as JSON on stdin
        #   - { on: [paused, rolledBack, worse, done], run: [/usr/local/bin/page, sre], timeout: 10s }

        """

    /// The comment that names all keys under `endpoints:`, on as many lines as it takes.
    private static var endpointKeys: String {
        var lines = ["# endpoints:                       # … or one for each:"]
        let keys = EndpointKey.allCases.map(\.rawValue)
        for (index, key) in keys.enumerated() {
            let word = " \(key)\(index + 1 < keys.count ? "," : "")"
            if lines[lines.count - 1].count + word.count > 118 {
                lines.append("#                                  #  ")
            }
            lines[lines.count - 1] += word
        }
        return lines.joined(separator: "\n")
    }
}
