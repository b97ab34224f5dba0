using System.Globalization;
using System.Text.Json.Nodes;
using ConnectCases.Tests.Conformance;
using ConnectCases.Tests.Storage;

namespace ConnectCases.Tests.Fuzz;

/// <summary>Creates random texts, numbers and names of enumerations that satisfy the constraints of a member.</summary>
internal sealed class ContractValues(RandomValues values)
{
    private const int LongestUnlimited = 5_000;

    private static readonly double[] Numbers = [0, -0.0, 1, -1, 2.5, 1e15, 1e300, -1e300, 5e-324];

    public JsonNode Of(Member member, FuzzWorld world) => member switch
    {
        _ when member.Is("integer") => Integer(member),
        _ when member.Is("double") => values.Pick(Numbers),
        _ when member.Is("boolean") => values.Chance(50),
        _ => Text(member, world),
    };

    /// <summary>Returns a value in the form of a text, as a query string needs it.</summary>
    public string Text(Member member, FuzzWorld world) => member switch
    {
        _ when member.Is("enum") => Enum(member),
        _ when member.Is("integer") => Integer(member).ToString(CultureInfo.InvariantCulture),
        _ when world.Values(Meaning(member)) is { Count: > 0 } known && values.Chance(95) => values.Pick(known),
        _ => AnyText(member),
    };

    private int Integer(Member member)
    {
        var (least, most) = member.Bounds("range") ?? (0, int.MaxValue - 1);
        return values.Number(0, 3) switch
        {
            0 => least,
            1 => most,
            _ => values.Number(least, most),
        };
    }

    private string AnyText(Member member)
    {
        var (shortest, longest) = member.Bounds("length") ?? (0, LongestUnlimited);
        var text = Contract.Name(member.Path) switch
        {
            "name" when values.Chance(90) => string.Create(CultureInfo.InvariantCulture, $"Name {values.Number(0, 999_999)}"),
            "key" or "tagKeys[0]" => values.Key(),
            "userArn" or "userArnValue" => values.User(),
            "customEntity" when values.Chance(80) => values.Pick(["bot", "import 2"]),
            "contactArn" => string.Create(CultureInfo.InvariantCulture, $"arn:aws:connect:us-east-1:123456789012:instance/i/contact/{values.Number(1, 3)}"),
            "fileArn" => string.Create(CultureInfo.InvariantCulture, $"arn:aws:connect:us-east-1:123456789012:instance/i/file/{values.Number(1, 3)}"),
            "title" or "status" => values.Pick(["open", "closed", "red", "Lost parcel"]),
            _ when values.Chance(4) => new string('a', Math.Min(longest, LongestUnlimited)),
            _ => values.Text(),
        };
        return text.Length > longest ? text[..longest] : text.PadRight(shortest, 'a');
    }

    // Several members have the same kind of value under different names.
    private static string Meaning(Member member) => Contract.Name(member.Path) switch
    {
        "id" when member.Path.StartsWith("caseRules", StringComparison.Ordinal) => "caseRuleId",
        "id" or "parentFieldId" or "childFieldId" => "fieldId",
        "secondaryCaseIds[0]" or "sourceCaseId" => "caseId",
        "defaultLayout" => "layoutId",
        var name => name,
    };

    private string Enum(Member member) => Contract.Name(member.Path) switch
    {
        "contentType" => "Text/Plain",
        "resourceType" => "Cases",
        "sortOrder" => values.Pick(["Asc", "Desc"]),
        "sortProperty" => values.Pick(["AssociationTime", "CaseId"]),
        "status" when member.Path.Contains("sla", StringComparison.Ordinal) => values.Pick(["Active", "Overdue", "Met", "NotMet"]),
        "status" or "status[0]" => values.Pick(["Active", "Inactive"]),
        "type" when member.Operation == "CreateField" => values.Pick(RandomValues.Types),
        "type" when member.Operation == "ListEvents" => values.Pick(["CASE.CREATED", "CASE.UPDATED", "RELATED_ITEM.CREATED", "RELATED_ITEM.DELETED"]),
        _ => "CaseField",
    };
}
