using System.Net;
using System.Net.Sockets;
using System.Text;
using ConnectCases.Protocol.Errors;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Refusals;

/// <summary>Requests that do not have the shape of their operation.</summary>
internal static class ShapeRows
{
    public static IEnumerable<RefusalRow> All =>
    [
        new(Refusal.Constraint, "missing member", "Add the member name to the request.", domain =>
            domain.PostAsync("/fields", """{"type":"Text"}""")),
        new(Refusal.Constraint, "misspelled member", "Unknown member 'Name' was ignored; member names are case-sensitive: 'name'.", domain =>
            domain.PostAsync("/fields", """{"Name":"a","type":"Text"}""")),
        new(Refusal.Constraint, "member of another operation", "the only member is 'fieldId'.", domain =>
            domain.PostAsync("/templates", """{"name":"a","requiredFields":[{"id":"title"}]}""")),
        new(Refusal.Constraint, "empty text", "Send at least 1 character for name.", domain =>
            domain.PostAsync("/fields", """{"name":"","type":"Text"}""")),
        new(Refusal.Constraint, "long text", "Shorten name to 100 characters.", domain =>
            domain.PostAsync("/fields", $$"""{"name":"{{new string('a', 101)}}","type":"Text"}""")),
        new(Refusal.Constraint, "page size", "ListFields returns at most 100 items per page. Use nextToken to read the next page.", domain =>
            domain.PostAsync("/fields-list?maxResults=101")),
        new(Refusal.Constraint, "number", "Send a number from 1 to", domain => SendToCaseAsync(domain, @case =>
            @case.AddAsync("Sla", TestCase.Sla("a", 0)))),
        new(Refusal.Constraint, "long list", "Send at most 50 entries in fields.", domain => domain.PostAsync(
            "/fields-batch", $$"""{"fields":[{{string.Join(',', Enumerable.Range(0, 101).Select(id => $$"""{"id":"{{id}}"}"""))}}]}""")),
        new(Refusal.Constraint, "short list", "Add at least 1 entry to fields.", domain =>
            domain.PostAsync("/fields-batch", """{"fields":[]}""")),
        new(Refusal.Constraint, "sections", "A layout has one section per panel.", domain => domain.PostAsync(
            "/layouts", """{"name":"a","content":{"basic":{"moreInfo":{"sections":[{"fieldGroup":{"fields":[]}},{"fieldGroup":{"fields":[]}}]}}}}""")),
        new(Refusal.Constraint, "white space at the end", "Remove the white space at the end of the text.", domain =>
            domain.PostAsync("/fields", """{"name":"a ","type":"Text"}""")),
        new(Refusal.Constraint, "pattern", "Character 2 (' ') is not allowed here.", domain => domain.PostAsync("/cases/a%20b", """{"fields":[]}""")),
        new(Refusal.Constraint, "reserved tag", "The prefix aws: is reserved.", domain => domain.Client.PostAsync(
            $"/tags/{Uri.EscapeDataString(domain.ArnOf())}", """{"tags":{"aws:a":"b"}}""")),
        new(Refusal.Constraint, "enumeration in other case", "Letter case counts: send 'Text'.", domain =>
            domain.PostAsync("/fields", """{"name":"a","type":"text"}""")),
        new(Refusal.Constraint, "enumeration with a typo", "Did you mean 'Number'?", domain =>
            domain.PostAsync("/fields", """{"name":"a","type":"Numbr"}""")),
        new(Refusal.Constraint, "enumeration", "Send one of Text, Number, Boolean", domain =>
            domain.PostAsync("/fields", """{"name":"a","type":"Attachment"}""")),
        new(Refusal.Constraint, "enumeration in the query", "Did you mean 'Active'?", domain =>
            domain.PostAsync("/templates-list?status=Activ")),
        new(Refusal.Constraint, "union without member", "SDKs drop members that they do not know", domain =>
            domain.SearchCasesAsync("""{"filter":{"field":{}}}""")),
        new(Refusal.Constraint, "union with the member of a member", "for example \"equalTo\": {\"id\": ...}.", domain =>
            domain.SearchCasesAsync("""{"filter":{"field":{"id":"status","value":{"stringValue":"open"}}}}""")),
        new(Refusal.Constraint, "union with one alternative", "Put 'isMultiline' into text", domain =>
            domain.PostAsync("/fields", """{"name":"a","type":"Text","attributes":{"isMultiline":true}}""")),
        new(Refusal.Constraint, "union with a typo", "did you mean 'comment'?", domain => SendToCaseAsync(domain, @case =>
            @case.AddAsync("Comment", """{"coment":{"body":"a","contentType":"Text/Plain"}}"""))),
        new(Refusal.Constraint, "union with the body of a comment", "Put 'body' into one of", domain => SendToCaseAsync(domain, @case =>
            @case.AddAsync("Comment", """{"body":"a"}"""))),
        new(Refusal.Constraint, "union with the name of the response", "did you mean 'sla.slaInputConfiguration'?", domain => SendToCaseAsync(domain, @case =>
            @case.AddAsync("Sla", """{"slaConfiguration":{"name":"a"}}"""))),
        new(Refusal.Constraint, "union with two members", "Keep one of comment, file.", domain => SendToCaseAsync(domain, @case =>
            @case.AddAsync("Comment", """{"comment":{"body":"a","contentType":"Text/Plain"},"file":{"fileArn":"arn:aws:connect:us-east-1:123456789012:instance/i/file/f"}}"""))),
        new(Refusal.ArnForm, "no ARN", "'c-1' is not an ARN.", domain => SendToCaseAsync(domain, @case => @case.AddContactAsync("c-1"))),
        new(Refusal.ArnForm, "account of the ARN", "Replace the account '*' by an account id of 12 digits.", domain => SendToCaseAsync(domain, @case =>
            @case.AddContactAsync("arn:aws:connect:us-east-1:*:instance/i/contact/c"))),
        new(Refusal.ArnForm, "other ARN", "Replace only the words in capital letters.", domain => SendToCaseAsync(domain, @case =>
            @case.AddContactAsync("arn:aws:connect:us-east-1:123456789012:instance/i/queue/c"))),
        new(Refusal.ArnForm, "service of a tagged ARN", "The ARNs of Amazon Connect Cases have the service 'cases'.", domain => domain.Client.SendAsync(
            HttpMethod.Get, $"/tags/{Uri.EscapeDataString(domain.ArnOf().Replace(":cases:", ":connectcases:", StringComparison.Ordinal))}", null)),
        new(Refusal.ArnForm, "tagged id", "encode each / of the ARN in the path as %2F", domain => domain.Client.SendAsync(
            HttpMethod.Get, $"/tags/{domain.Id}", null)),
        new(Refusal.JsonSyntax, "syntax", "Check quotes, commas and brackets", domain => domain.PostAsync("/fields", "{")),
        new(Refusal.JsonSyntax, "surrogate", "Send the body in UTF-8", domain => domain.PostAsync("/fields", """{"name":"\ud800","type":"Text"}""")),
        new(Refusal.JsonType, "no object", "Send an object", domain => domain.PostAsync("/fields", "[]")),
        new(Refusal.JsonType, "object expected", "Send an object with id, value", domain => domain.PostAsync(
            "/cases", """{"templateId":"a","fields":["title"]}""")),
        new(Refusal.JsonType, "number as text", "The value is a number, sent as text: send 5 without quotes.", domain => domain.PostAsync(
            "/cases-search", """{"maxResults":"5"}""")),
        new(Refusal.JsonType, "empty number", "clear a field with emptyValue", domain => domain.PostAsync(
            "/cases", """{"templateId":"a","fields":[{"id":"a","value":{"doubleValue":""}}]}""")),
        new(Refusal.JsonType, "text as number", "Send the value in quotes: \"5\".", domain => domain.PostAsync("/fields", """{"name":5,"type":"Text"}""")),
        new(Refusal.JsonType, "boolean as text", "Send true or false without quotes.", domain => domain.PostAsync(
            "/cases", """{"templateId":"a","fields":[{"id":"a","value":{"booleanValue":"yes"}}]}""")),
        new(Refusal.JsonType, "list expected", "Put the value into an array", domain => domain.PostAsync(
            "/cases", """{"templateId":"a","fields":{"id":"title"}}""")),
        new(Refusal.JsonType, "large integer", "Send a smaller number.", domain => domain.PostAsync("/cases-search", """{"maxResults":99999999999}""")),
        new(Refusal.JsonType, "fraction", "an integer where the API expects one", domain => domain.PostAsync("/cases-search", """{"maxResults":1.5}""")),
        new(Refusal.Parameter, "repeated parameter", "Keep one of the values of 'maxResults'.", domain =>
            domain.PostAsync("/fields-list?maxResults=1&maxResults=2")),
        new(Refusal.Parameter, "integer parameter", "Send 'maxResults' as a whole number", domain => domain.PostAsync("/fields-list?maxResults=x")),
        new(Refusal.Parameter, "boolean parameter", "Send dryRun=true", domain => domain.Client.PutAsync("/_emulator/seed?dryRun=yes", "{}")),
        new(Refusal.PageToken, "token of another list", "Send the nextToken of the previous ListFields response without changes", domain =>
            domain.PostAsync("/fields-list?nextToken=abc")),
        new(Refusal.UnknownMember, "control with a typo", "Did you mean 'offset'?", domain =>
            domain.Client.PutAsync("/_emulator/clock", """{"ofset":"P1D"}""")),
        new(Refusal.UnknownParameter, "control with a typo in the query", "Did you mean 'account'?", domain =>
            domain.Client.SendAsync(HttpMethod.Get, "/_emulator/clock?acount=1", null)),
        new(Refusal.ControlScope, "control with a query", "Send account and region in the body.", domain =>
            domain.Client.PostAsync("/_emulator/reset?account=123456789012")),
        new(Refusal.ControlScope, "control with a body", "Send account and region as query parameters.", domain =>
            domain.Client.SendAsync(HttpMethod.Delete, "/_emulator/clock", """{"account":"123456789012"}""")),
        new(Refusal.ClockRange, "clock", "Choose a time in this range.", domain =>
            domain.Client.PostAsync("/_emulator/clock/advance", """{"account":"999999999999","by":"-P30000D"}""")),
        new(Refusal.Document, "state document", "Correct the document and send it again.", domain =>
            domain.Client.PutAsync("/_emulator/state?account=999999999999", "{}")),
        new(Refusal.EmptyLabel, "empty label", "A variable of the client is probably empty", domain => domain.Client.PostAsync("/domains//cases", "{}")),
        new(Refusal.UnknownOperation, "method", "GetDomain is POST /domains/{domainId}.", domain => domain.Client.SendAsync(HttpMethod.Get, domain.Path, null)),
        new(Refusal.UnknownOperation, "path with a typo", "SearchCases is POST /domains/{domainId}/cases-search.", domain => domain.PostAsync("/case-search", "{}")),
        new(Refusal.UnknownOperation, "other path", "Swagger UI at /swagger lists the operations", domain => domain.Client.PostAsync("/prod/a/b/c/d/e/f/g/h", "{}")),
        new(Refusal.BodySize, "large body", "Send fewer or shorter values.", domain => domain.PostAsync(
            "/fields", $$"""{"name":"{{new string('a', 70_000)}}","type":"Text"}""")),
        new(Refusal.BodyEncoding, "compressed body", "Turn request compression off in the client", async domain =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{domain.Path}/fields", UriKind.Relative))
            {
                Content = new StringContent("{}", Encoding.UTF8, "application/json"),
            };
            request.Content.Headers.ContentEncoding.Add("gzip");
            return await domain.Client.SendAsync(request);
        }),
        new(Refusal.UnknownHost, "host name", "start the server with --allowed-hosts evil.example", async domain =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(domain.Path, UriKind.Relative));
            request.Headers.Host = "evil.example";
            return await domain.Client.SendAsync(request);
        }),
        new(Refusal.ForeignOrigin, "web page", "Start the server with --cors https://evil.example.", domain => SendFromAsync(domain, domain.Path)),
        new(Refusal.ForeignOrigin, "web page and control", "Call the controls from a test or a terminal", domain => SendFromAsync(domain, "/_emulator/reset")),
        new(Refusal.IncompleteBody, "broken body", "The client closed the body early", SendBrokenBodyAsync),
        .. Signatures,
    ];

    private static IEnumerable<RefusalRow> Signatures =>
    [
        Signed(Refusal.Unsigned, "unsigned", "or start the server without --signatures require", null),
        Signed(Refusal.UnknownCredential, "access key", "Use one of the access keys in the setting Credentials.", SignatureOf("nobody"), Date),
        Signed(Refusal.UnknownCredential, "session token", "Unset AWS_SESSION_TOKEN", SignatureOf("test"), Date, ("x-amz-security-token", "a")),
        Signed(Refusal.Signature, "incomplete", "Sign requests with an AWS SDK or the AWS CLI", "AWS4-HMAC-SHA256 Credential=test"),
        Signed(Refusal.Signature, "service", "Sign with the service name 'cases'.", SignatureOf("test", service: "s3"), Date),
        Signed(Refusal.Signature, "scope", "Use the same UTC date", SignatureOf("test", day: "20261101"), Date),
        Signed(Refusal.Signature, "early", "Correct the clock of the client.", SignatureOf("test", day: "20261103"), ("x-amz-date", "20261103T093000Z")),
        Signed(Refusal.Signature, "late", "Correct the clock of the client.", SignatureOf("test", day: "20261101"), ("x-amz-date", "20261101T093000Z")),
        Signed(Refusal.Signature, "unsigned host", "Add host to SignedHeaders.", SignatureOf("test", signed: "x-amz-date"), Date),
        Signed(Refusal.Signature, "unsigned header", "Sign all headers that begin with x-amz-", SignatureOf("test", signed: "host"), Date),
        Signed(Refusal.Signature, "secret", "Compare AWS_SECRET_ACCESS_KEY with the SecretAccessKey of the credential 'test'.", SignatureOf("test"), Date),
    ];

    private static (string Name, string Value) Date => ("x-amz-date", "20261102T093000Z");

    private static string SignatureOf(string key, string day = "20261102", string service = "cases", string signed = "host;x-amz-date") =>
        $"AWS4-HMAC-SHA256 Credential={key}/{day}/us-east-1/{service}/aws4_request, SignedHeaders={signed}, Signature=0";

    private static RefusalRow Signed(
        Refusal rule, string name, string hint, string? authorization, params (string Name, string Value)[] headers) => new(
            rule, $"signature: {name}", hint, async domain =>
            {
                using var http = new HttpClient { BaseAddress = domain.Client.Http.BaseAddress };
                using var request = new HttpRequestMessage(HttpMethod.Post, "/domains-list");
                if (authorization is not null)
                {
                    request.Headers.TryAddWithoutValidation("Authorization", authorization);
                }

                foreach (var (header, value) in headers)
                {
                    request.Headers.TryAddWithoutValidation(header, value);
                }

                using var response = await http.SendAsync(request);
                return new(response.StatusCode, response.Headers, response.Content.Headers, await response.Content.ReadAsStringAsync());
            })
        {
            Settings = new Dictionary<string, string> { ["Signatures"] = "Require" },
        };

    // HttpClient cannot send a body whose chunks are invalid.
    private static async Task<ApiResponse> SendBrokenBodyAsync(TestDomain domain)
    {
        var address = domain.Client.Http.BaseAddress!;
        using var connection = new TcpClient();
        await connection.ConnectAsync(address.Host, address.Port);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {domain.Path}/fields HTTP/1.1\r\nHost: {address.Authority}\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n"));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var parts = (await reader.ReadToEndAsync()).Split("\r\n\r\n", 2);
        using var response = new HttpResponseMessage(HttpStatusCode.BadRequest);
        foreach (var header in parts[0].Split("\r\n")[1..].Select(line => line.Split(": ", 2)))
        {
            response.Headers.TryAddWithoutValidation(header[0], header[1]);
        }

        return new(response.StatusCode, response.Headers, response.Content.Headers, parts[1]);
    }

    private static async Task<ApiResponse> SendFromAsync(TestDomain domain, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative));
        request.Headers.Add("Origin", "https://evil.example");
        return await domain.Client.SendAsync(request);
    }

    private static async Task<ApiResponse> SendToCaseAsync(TestDomain domain, Func<TestCase, Task<ApiResponse>> send) =>
        await send(await domain.CreateCaseAsync());
}
