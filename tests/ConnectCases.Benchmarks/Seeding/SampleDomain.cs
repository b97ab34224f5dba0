using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ConnectCases.Api.Cases;
using ConnectCases.Api.Fields;
using ConnectCases.Benchmarks.Scenarios;
using ConnectCases.Protocol.Json;

namespace ConnectCases.Benchmarks.Seeding;

/// <summary>The ids of the domain that a run uses.</summary>
internal sealed record SampleDomain(string DomainId, string TemplateId, IReadOnlyDictionary<string, string> FieldIds)
{
    [JsonIgnore]
    public string Path => $"/domains/{DomainId}";

    /// <summary>Creates a domain with its fields and a template through the API.</summary>
    public static async Task<SampleDomain> CreateAsync(EmulatorClient emulator, SampleData data)
    {
        var domain = await emulator.PostAsync("/domains", new JsonObject { ["name"] = $"Sample {Guid.NewGuid()}" });
        var path = $"/domains/{domain["domainId"]}";
        var fieldIds = new Dictionary<string, string>();
        foreach (var field in data.Fields)
        {
            fieldIds[field.Name] = await CreateFieldAsync(emulator, path, field);
        }

        var template = await emulator.PostAsync($"{path}/templates", new JsonObject { ["name"] = "General" });
        return new((string)domain["domainId"]!, (string)template["templateId"]!, fieldIds);
    }

    /// <summary>Creates the cases through the API and returns their ids. Used if the database is not a file.</summary>
    public async Task<string[]> FillAsync(EmulatorClient emulator, SampleData data)
    {
        var caseIds = new string[data.Count];
        await Parallel.ForAsync(0, data.Count, async (index, _) =>
        {
            var request = new CreateCaseRequest(TemplateId, data.Values(index, FieldIds), null, null, null);
            var response = await emulator.SendAsync(
                HttpMethod.Post, $"{Path}/cases", JsonSerializer.Serialize(request, CaseJson.Wire.CreateCaseRequest));
            caseIds[index] = (string)response["caseId"]!;
            for (var item = 0; item < data.ItemCount(index); item++)
            {
                await emulator.PostAsync(
                    $"{Path}/cases/{caseIds[index]}/related-items/", CaseQueries.Comment(SampleData.Comment(index, item)));
            }
        });
        return caseIds;
    }

    private static async Task<string> CreateFieldAsync(EmulatorClient emulator, string path, SampleField field)
    {
        var created = await emulator.PostAsync(
            $"{path}/fields", new JsonObject { ["name"] = field.Name, ["type"] = WireEnum<FieldType>.NameOf(field.Type) });
        var fieldId = (string)created["fieldId"]!;
        if (field.Options.Length > 0)
        {
            var options = field.Options.Select(option =>
                new JsonObject { ["name"] = option, ["value"] = option, ["active"] = true });
            await emulator.PutAsync($"{path}/fields/{fieldId}/options", new JsonObject { ["options"] = new JsonArray([.. options]) });
        }

        return fieldId;
    }
}
