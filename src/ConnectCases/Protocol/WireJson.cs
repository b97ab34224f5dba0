using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ConnectCases.AuditEvents;
using ConnectCases.CaseRules;
using ConnectCases.Cases;
using ConnectCases.Domains;
using ConnectCases.Emulator;
using ConnectCases.EventConfiguration;
using ConnectCases.Events;
using ConnectCases.Fields;
using ConnectCases.Layouts;
using ConnectCases.Merges;
using ConnectCases.RelatedItems;
using ConnectCases.Tags;
using ConnectCases.Templates;

namespace ConnectCases.Protocol;

/// <summary>JSON as restJson1 has it: exact member names, exact types, absent instead of null.</summary>
internal static class WireJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;

        // Conditions and filters nested too deeply for their rules are still JSON, and are refused by name.
        options.MaxDepth = 512;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new TimestampConverter());
        options.TypeInfoResolver = JsonTypeInfoResolver.Combine(
            ProtocolJson.Default,
            DomainJson.Default,
            EventConfigurationJson.Default,
            FieldJson.Default,
            LayoutJson.Default,
            TemplateJson.Default,
            CaseRuleJson.Default,
            CaseJson.Default,
            RelatedItemJson.Default,
            AuditEventJson.Default,
            MergeJson.Default,
            EventJson.Default,
            TagJson.Default,
            EmulatorJson.Default);
    }

    public static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions();
        Configure(options);
        options.MakeReadOnly();
        return options;
    }
}

[JsonSerializable(typeof(ErrorResponse))]
[JsonSerializable(typeof(EmptyResponse))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class ProtocolJson : JsonSerializerContext;
