using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Storage;

/// <summary>
/// A request of a random session. <c>Makes</c> is the kind of resource that the request creates. The response has its id.
/// </summary>
internal sealed record SessionRequest(HttpMethod Method, string Path, JsonObject? Body = null, string? Makes = null)
{
    public bool IsList => Method == HttpMethod.Get || Path.Contains("-list", StringComparison.Ordinal);

    /// <summary>Returns the request for the next page. Searches take the token in the body, lists in the query string.</summary>
    public SessionRequest After(string token)
    {
        if (IsList)
        {
            return this with { Path = $"{Path}{(Path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}nextToken={Uri.EscapeDataString(token)}" };
        }

        var body = Body?.DeepClone().AsObject() ?? [];
        body["nextToken"] = token;
        return this with { Body = body };
    }

    public override string ToString() => $"{Method} {Path} {Body?.ToJsonString()}";
}

/// <summary>Creates random requests that use resources of earlier responses. Some requests are invalid.</summary>
internal sealed class RandomSession(Random random, string account)
{
    private readonly RandomValues values = new(random);
    private readonly Dictionary<string, List<string>> made = [];
    private readonly List<(string Id, string Type)> fields =
    [
        ("title", "Text"), ("summary", "Text"), ("status", "SingleSelect"), ("created_datetime", "DateTime"), ("last_updated_datetime", "DateTime"),
        ("last_closed_datetime", "DateTime"), ("next_sla_breach_datetime", "DateTime"), ("created_by", "User"), ("case_id", "Text"),
    ];

    private string domain = "";
    private int lastReference;

    /// <summary>Creates the first resources: a domain, a field of each type, a template and a case.</summary>
    public IEnumerable<SessionRequest> Beginning()
    {
        yield return new(HttpMethod.Post, "/domains", new() { ["name"] = "Support" }, "domain");
        domain = $"/domains/{made["domain"][0]}";
        foreach (var type in RandomValues.Types)
        {
            yield return Post("/fields", new() { ["name"] = type, ["type"] = type }, $"field {type}");
        }

        yield return PutOptions();
        yield return Post("/templates", new() { ["name"] = "Plain" }, "template");
        yield return CreateCase();
    }

    public SessionRequest Next()
    {
        var request = Usual();
        return values.Chance(4) ? Spoilt(request) : request;
    }

    public void Learn(SessionRequest request, ApiResponse response)
    {
        if (response.Status == HttpStatusCode.OK && request.Method == HttpMethod.Delete)
        {
            Forget(request.Path.Split('/')[^1]);
        }
        else if (response.Status == HttpStatusCode.OK && request.Makes is { } kind)
        {
            var id = (string)response.Json.AsObject().First(member => member.Key.EndsWith("Id", StringComparison.Ordinal)).Value!;
            Known(kind).Add(kind.EndsWith(" item", StringComparison.Ordinal) ? $"{request.Path}{id}" : id);
            if (kind.Split(' ') is ["field", var type])
            {
                fields.Add((id, type));
            }
        }
    }

    // Remembers some deleted resources, so that later requests use them again.
    private void Forget(string id)
    {
        if (values.Chance(80))
        {
            made.Values.ToList().ForEach(ids => ids.RemoveAll(known => known.Contains(id, StringComparison.Ordinal)));
            fields.RemoveAll(field => field.Id == id);
        }
    }

    private SessionRequest Usual() => values.Number(0, 109) switch
    {
        < 15 => CreateCase(),
        < 22 => UpdateCase(),
        < 23 => BatchUpdateCase(),
        < 24 => BatchCreateRelatedItem(),
        < 26 => values.Chance(80) ? StartMergeCases() : new(HttpMethod.Post, $"{Case()}/merge-status"),
        < 27 => new(HttpMethod.Delete, Case()),
        < 30 => new(HttpMethod.Post, Case(), new() { ["fields"] = values.Several(FieldId, 6) }),
        < 45 => CreateItem(),
        < 49 when values.Pick(["comment", "comment", "custom", "sla"]) is var type => new(HttpMethod.Put, Known($"{type} item", Case()), new() { ["content"] = Content(type) }),
        < 51 => new(HttpMethod.Delete, Known($"{values.Pick(["comment", "sla", "file"])} item", Case())),
        < 68 => Post("/cases-search", Search()),
        < 73 => new(HttpMethod.Post, $"{Case()}/related-items-search", Paged(new() { ["filters"] = values.Several(ItemFilter) })),
        < 79 => Post("/related-items-search", Paged(new() { ["filters"] = values.Several(ItemFilter), ["sorts"] = values.Several(ItemSort, 2) })),
        < 81 => Post("/list-cases-for-contact", new() { ["contactArn"] = ContactArn(), ["maxResults"] = values.Number(1, 3) }),
        < 84 => new(HttpMethod.Post, $"{Case()}/audit-history", Paged([])),
        < 86 => Post(values.Pick(["/fields-list", "/layouts-list", "/templates-list", "/rules-list/", $"/fields/{Field("SingleSelect")}/options-list"]) + $"?maxResults={values.Number(1, 7)}"),
        < 88 => new(HttpMethod.Get, $"/_emulator/events?maxResults={values.Number(1, 30)}&domainId={domain[9..]}"),
        < 90 => new(HttpMethod.Put, $"{domain}/case-event-configuration", Events()),
        < 95 => Tags(),
        _ => Configuration(),
    };

    private SessionRequest Configuration() => values.Number(0, 13) switch
    {
        0 => new(HttpMethod.Post, "/domains", new() { ["name"] = values.Text() }, "domain"),
        1 when values.Pick(Known("domain")) is var id && !domain.EndsWith(id, StringComparison.Ordinal) => new(HttpMethod.Delete, $"/domains/{id}"),
        < 4 when values.Pick(RandomValues.Types) is var type => Post("/fields", new() { ["name"] = values.Text(), ["type"] = type, ["description"] = values.Text() }, $"field {type}"),
        4 => new(HttpMethod.Put, $"{domain}/fields/{values.Pick(fields).Id}", new() { ["name"] = values.Text() }),
        5 when values.Chance(40) => new(HttpMethod.Delete, $"{domain}/fields/{values.Pick(fields).Id}"),
        5 or 6 => PutOptions(),
        7 => Post("/layouts", Layout(), "layout"),
        8 => new(values.Pick([HttpMethod.Put, HttpMethod.Post, HttpMethod.Delete]), $"{domain}/layouts/{Known("layout", "x")}", Layout()),
        9 => Post("/case-rules", Rule(), "rule"),
        10 => new(values.Pick([HttpMethod.Put, HttpMethod.Delete]), $"{domain}/case-rules/{Known("rule", "x")}", Rule()),
        11 => Post("/templates", Template(), "template"),
        12 => new(values.Pick([HttpMethod.Put, HttpMethod.Post]), $"{domain}/templates/{Known("template", "x")}", Template()),
        _ => Post("/fields-batch", new() { ["fields"] = values.Several(FieldId, 5) }),
    };

    private SessionRequest CreateCase()
    {
        var body = new JsonObject
        {
            ["templateId"] = Known("template", "x"),
            ["fields"] = new JsonArray([FieldValue("title", "Text"), .. References(), .. FieldValues(6)]),
            ["tags"] = TagMap(),
        };
        if (values.Chance(20))
        {
            body["clientToken"] = values.Pick(["t1", "T1", "t2", "t3", "t4", "t\0", "t\0\0", "ä", "Ä"]);
        }

        if (values.Chance(40))
        {
            body["performedBy"] = new JsonObject { ["userArn"] = values.User() };
        }

        return Post("/cases", body, "case");
    }

    // Each server would generate different references. Some references already exist in lower case.
    private IEnumerable<JsonObject> References()
    {
        var reference = values.Chance(5) ? "CASE-1" : $"case-{++lastReference}";
        return ((string[])["reference_number", "reference_id"]).Select(
            id => new JsonObject { ["id"] = id, ["value"] = new JsonObject { ["stringValue"] = reference } });
    }

    private SessionRequest BatchUpdateCase() => new(HttpMethod.Post, "/cases:batchUpdateCase", new()
    {
        ["domainId"] = domain[9..],
        ["cases"] = OneCase(),
        ["fields"] = new JsonArray(new JsonObject
        {
            ["fieldIdentifier"] = new JsonObject { ["name"] = values.Pick(["Text", "text", "Summary", "a|b"]) },
            ["value"] = new JsonObject { ["stringValue"] = values.Text() },
        }),
        ["status"] = values.Pick(["open", "closed", "red"]),
    });

    private SessionRequest BatchCreateRelatedItem() => new(HttpMethod.Post, "/cases:batchCreateRelatedItem", new()
    {
        ["domainId"] = domain[9..],
        ["cases"] = OneCase(),
        ["content"] = new JsonObject { ["comment"] = new JsonObject { ["body"] = values.Text(), ["contentType"] = "Text/Plain" } },
    });

    // With more cases, the two servers could process them in a different order.
    private JsonArray OneCase() => new(new JsonObject
    {
        ["caseIdentifier"] = values.Chance(50)
            ? new JsonObject { ["caseId"] = Known("case", "x") }
            : new JsonObject { ["referenceId"] = values.Pick(["case-1", "CASE-2", $"case-{lastReference}", "none"]) },
    });

    private SessionRequest StartMergeCases()
    {
        var secondary = Known("case", "x");
        return new(HttpMethod.Post, $"{Case()}/merge", new()
        {
            ["secondaryCaseIds"] = new JsonArray(secondary),
            ["fieldsConfiguration"] = values.Chance(50)
                ? null
                : new JsonArray(new JsonObject { ["sourceCaseId"] = secondary, ["fieldIds"] = new JsonArray(new JsonObject { ["id"] = "title" }) }),
            ["relatedItemsConfiguration"] = new JsonObject
            {
                ["contact"] = values.Chance(80),
                ["comment"] = values.Chance(80),
                ["connectCase"] = values.Chance(80),
                ["custom"] = values.Chance(80),
            },
        });
    }

    private SessionRequest UpdateCase() => new(HttpMethod.Put, Case(), new()
    {
        ["fields"] = values.Chance(40)
            ? new JsonArray(new JsonObject { ["id"] = "status", ["value"] = new JsonObject { ["stringValue"] = values.Pick(["open", "closed"]) } })
            : new JsonArray([.. FieldValues(4)]),
    });

    private SessionRequest CreateItem()
    {
        var type = values.Pick(["comment", "comment", "contact", "file", "sla", "sla", "connectCase", "custom", "custom"]);
        return new(
            HttpMethod.Post,
            $"{Case()}/related-items/",
            new() { ["type"] = $"{char.ToUpperInvariant(type[0])}{type[1..]}", ["content"] = Content(type) },
            $"{type} item");
    }

    private JsonObject Content(string type) => new()
    {
        [type] = type switch
        {
            "comment" => new JsonObject { ["body"] = values.Text(), ["contentType"] = "Text/Plain" },
            "contact" => new JsonObject { ["contactArn"] = ContactArn() },
            "file" => new JsonObject { ["fileArn"] = $"arn:aws:connect:us-east-1:123456789012:instance/i/file/{values.Number(1, 3)}" },
            "connectCase" => new JsonObject { ["caseId"] = Known("case", "x") },
            "custom" => new JsonObject { ["fields"] = new JsonArray([.. FieldValues(4).Where(value => values.Chance(3) || ((string)value["id"]!).Contains('-', StringComparison.Ordinal))]) },
            _ => new JsonObject
            {
                ["slaInputConfiguration"] = new JsonObject
                {
                    ["name"] = values.Text(),
                    ["type"] = "CaseField",
                    ["fieldId"] = "status",
                    ["targetFieldValues"] = new JsonArray(new JsonObject { ["stringValue"] = values.Pick(["open", "closed"]) }),
                    ["targetSlaMinutes"] = values.Number(1, 300),
                },
            },
        },
    };

    private JsonObject Search()
    {
        var body = Paged(new() { ["fields"] = values.Several(FieldId, 4) });
        if (values.Chance(70))
        {
            body["filter"] = values.Filter(fields, withTags: true);
        }

        if (values.Chance(40))
        {
            body["searchTerm"] = values.Term();
        }

        body["sorts"] = values.Several(() => new JsonObject { ["fieldId"] = values.Chance(40) ? "title" : values.Pick(fields).Id, ["sortOrder"] = Direction() }, 2);
        return body;
    }

    private JsonObject ItemFilter()
    {
        var type = values.Pick(["comment", "contact", "file", "sla", "connectCase", "custom"]);
        var narrow = values.Chance(60);
        return new()
        {
            [type] = type switch
            {
                "contact" when narrow => new JsonObject { ["contactArn"] = ContactArn(), ["channel"] = new JsonArray("VOICE", "chat") },
                "file" when narrow => new JsonObject { ["fileArn"] = "arn:aws:connect:us-east-1:123456789012:instance/i/file/1" },
                "sla" when narrow => new JsonObject { ["status"] = values.Pick(["Active", "Overdue", "Met", "NotMet"]) },
                "sla" => new JsonObject { ["name"] = values.Text() },
                "connectCase" when narrow => new JsonObject { ["caseId"] = Known("case", "x") },
                "custom" when narrow => new JsonObject { ["fields"] = values.Filter(fields, withTags: false) },
                _ => new JsonObject(),
            },
        };
    }

    private JsonObject ItemSort() =>
        new() { ["sortProperty"] = values.Pick(["AssociationTime", "CaseId"]), ["sortOrder"] = Direction() };

    private JsonObject Layout() => new() { ["name"] = values.Text(), ["content"] = TestDomain.Content([.. values.Several(() => values.Pick(fields).Id).Select(id => (string)id!)]) };

    private JsonObject Template() => new()
    {
        ["name"] = values.Text(),
        ["requiredFields"] = values.Several(() => new JsonObject { ["fieldId"] = values.Pick(fields).Id }, 1),
        ["rules"] = values.Several(() => new JsonObject { ["caseRuleId"] = Known("rule", "x"), ["fieldId"] = values.Pick(fields).Id }, 1),
        ["status"] = values.Chance(90) ? "Active" : "Inactive",
    };

    private JsonObject Rule() => new()
    {
        ["name"] = values.Text(),
        ["rule"] = JsonNode.Parse(CaseRuleBodies.Required(values.Chance(5), CaseRuleBodies.EqualTo(Field("Text"), values.Text()))),
    };

    private JsonObject Events() => new()
    {
        ["eventBridge"] = new JsonObject
        {
            ["enabled"] = values.Chance(80),
            ["includedData"] = new JsonObject
            {
                ["caseData"] = new JsonObject { ["fields"] = values.Several(FieldId) },
                ["relatedItemData"] = new JsonObject { ["includeContent"] = values.Chance(70) },
            },
        },
    };

    private SessionRequest Tags()
    {
        var path = $"/tags/{Uri.EscapeDataString($"arn:aws:cases:us-east-1:{account}:{values.Pick([domain[1..].Replace("domains", "domain", StringComparison.Ordinal), $"domain/{domain[9..]}/case/{Known("case", "x")}", $"domain/{domain[9..]}/field/{Field("Text")}"])}")}";
        return values.Number(0, 2) switch
        {
            0 => new(HttpMethod.Post, path, new() { ["tags"] = TagMap() }),
            1 => new(HttpMethod.Delete, $"{path}?tagKeys={Uri.EscapeDataString(values.Key())}"),
            _ => new(HttpMethod.Get, path),
        };
    }

    private SessionRequest PutOptions() => new(HttpMethod.Put, $"{domain}/fields/{Field("SingleSelect")}/options", new()
    {
        ["options"] = new JsonArray([.. Enumerable.Range(0, values.Number(1, 4)).Select(_ => values.Option()).Distinct()
            .Select(option => new JsonObject { ["name"] = values.Text(), ["value"] = option, ["active"] = values.Chance(85) })]),
    });

    /// <summary>Returns the request with one random defect.</summary>
    private SessionRequest Spoilt(SessionRequest request)
    {
        var body = request.Body?.DeepClone().AsObject();
        switch (values.Number(0, 3))
        {
            case 0:
                var segments = request.Path.Split('/');
                segments[values.Number(1, segments.Length - 1)] = values.Pick(["%00", "o'clock", "%F0%9F%98%80", "%25", "a%5Cb", new string('x', 501), "%01"]);
                return request with { Path = string.Join('/', segments), Makes = null };
            case 1 when body is { Count: > 0 }:
                body[values.Pick([.. body.Select(member => member.Key)])] = values.Pick<JsonNode?>([null, 7, "\0", new JsonArray("\0"), new JsonObject()])?.DeepClone();
                break;
            case 2 when body is { Count: > 0 }:
                body.Remove(values.Pick([.. body.Select(member => member.Key)]));
                break;
            default:
                return request.After(values.Pick(["", "nonsense", "AAAAAAAAAAAAAAAAAAAAAAAx", "\0"]));
        }

        return request with { Body = body };
    }

    private IEnumerable<JsonObject> FieldValues(int most)
    {
        var chosen = values.Several(() => values.Pick(fields).Id, most).Select(id => (string)id!).Distinct().ToList();
        return fields.Where(field => chosen.Contains(field.Id)).Where(field => values.Chance(2) || !field.Id.EndsWith("datetime", StringComparison.Ordinal))
            .Where(field => values.Chance(2) || field.Id is not ("case_id" or "created_by" or "title")).Select(field => FieldValue(field.Id, field.Type));
    }

    private JsonObject FieldValue(string id, string type) => new() { ["id"] = id, ["value"] = values.Of(type) };

    private JsonObject FieldId() => new() { ["id"] = values.Pick(fields).Id };

    private JsonObject TagMap() =>
        new(Enumerable.Range(0, values.Number(0, 3)).Select(_ => values.Key()).Distinct().Select(key => KeyValuePair.Create(key, (JsonNode?)values.TagValue())));

    private JsonObject Paged(JsonObject body)
    {
        body["maxResults"] = values.Chance(30) ? 25 : values.Number(1, 8);
        return body;
    }

    private SessionRequest Post(string path, JsonObject? body = null, string? makes = null) => new(HttpMethod.Post, domain + path, body, makes);

    private string ContactArn() => string.Create(CultureInfo.InvariantCulture, $"arn:aws:connect:us-east-1:123456789012:instance/i/contact/{values.Number(1, 6)}");

    private string Direction() => values.Pick(["Asc", "Desc"]);

    private string Field(string type) => values.Pick([.. fields.Where(field => field.Type == type)]).Id;

    private string Case() => $"{domain}/cases/{Known("case", "x")}";

    private List<string> Known(string kind) => made.TryGetValue(kind, out var ids) ? ids : made[kind] = [];

    // Prefers the latest resources of this kind.
    private string Known(string kind, string otherwise) => Known(kind) switch
    {
        [] => otherwise,
        var ids when values.Chance(50) => values.Pick([.. ids.TakeLast(4)]),
        var ids => values.Pick(ids),
    };
}
