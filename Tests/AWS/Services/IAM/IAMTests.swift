import Testing

@testable import AWS

@Suite("IAM: what a principal may do")
struct IAMTests {
    private let question = IAM.Question(
        principal: "arn:aws:iam::111122223333:user/mika", action: "ecs:RunTask", resource: "*",
        context: [("aws:RequestedRegion", ["eu-west-1", "eu-west-2"])])

    private func answer(_ decision: String, _ missing: String = "") -> String {
        """
        <SimulatePrincipalPolicyResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
        <SimulatePrincipalPolicyResult><IsTruncated>false</IsTruncated><EvaluationResults><member>
        <MatchedStatements/><MissingContextValues>\(missing)</MissingContextValues>
        <EvalResourceName>*</EvalResourceName><EvalDecision>\(decision)</EvalDecision>
        <EvalActionName>ecs:RunTask</EvalActionName></member></EvaluationResults>
        </SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>
        """
    }

    @Test func `a decision, and the conditions that it depends on`() async throws {
        let sender = CannedSender(
            answer("allowed"), answer("explicitDeny"), answer("implicitDeny", "<member>aws:PrincipalTag/x</member>"))
        var decisions: [IAM.Decision] = []
        for _ in 0..<3 { decisions.append(try await sender.iam.simulate(question, deadline: soon)) }
        #expect(
            decisions == [
                .init(word: .allowed, missing: []), .init(word: .explicitDeny, missing: []),
                .init(word: .implicitDeny, missing: ["aws:PrincipalTag/x"]),
            ])
        let entry = "ContextEntries.member.1"
        let pairs = [
            "Action=SimulatePrincipalPolicy", "Version=2010-05-08",
            "PolicySourceArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Auser%2Fmika", "ActionNames.member.1=ecs%3ARunTask",
            "ResourceArns.member.1=%2A", "\(entry).ContextKeyName=aws%3ARequestedRegion",
            "\(entry).ContextKeyType=stringList", "\(entry).ContextKeyValues.member.1=eu-west-1",
            "\(entry).ContextKeyValues.member.2=eu-west-2",
        ]
        #expect(sender.bodies.first?.split(separator: "&").map(String.init) == pairs)
    }

    @Test(arguments: [
        ("arn:aws:iam::111122223333:user/ops/mika", "arn:aws:iam::111122223333:user/ops/mika"),
        ("arn:aws-cn:sts::111122223333:assumed-role/abreast/i-0a1b", "arn:aws-cn:iam::111122223333:role/abreast"),
        ("arn:aws:iam::111122223333:root", nil), ("arn:aws:sts::111122223333:federated-user/mika", nil), ("", nil),
    ])
    func `the principal behind a caller`(caller: String, principal: String?) {
        #expect(IAM.principal(ofCaller: caller) == principal)
    }
}
