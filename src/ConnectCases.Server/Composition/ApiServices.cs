using System.Text.Json.Serialization.Metadata;
using ConnectCases.Api.AuditEvents;
using ConnectCases.Api.CaseRules;
using ConnectCases.Api.Cases;
using ConnectCases.Api.Domains;
using ConnectCases.Api.EventConfiguration;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Layouts;
using ConnectCases.Api.Merges;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Api.Tags;
using ConnectCases.Api.Templates;

namespace ConnectCases.Composition;

/// <summary>Registers the services and maps the endpoints of all API folders, such as Domains and Cases.</summary>
internal static class ApiServices
{
    /// <summary>Combines the JSON contexts of all API folders.</summary>
    public static IJsonTypeInfoResolver JsonTypes => JsonTypeInfoResolver.Combine(
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
        TagJson.Default);

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddDomains();
        services.AddEventConfiguration();
        services.AddFields();
        services.AddLayouts();
        services.AddTemplates();
        services.AddCaseRules();
        services.AddCases();
        services.AddRelatedItems();
        services.AddAuditEvents();
        services.AddMerges();
        services.AddTags();
        return services;
    }

    public static void MapApi(this IEndpointRouteBuilder api)
    {
        api.MapDomains();
        api.MapEventConfiguration();
        api.MapFields();
        api.MapLayouts();
        api.MapTemplates();
        api.MapCaseRules();
        api.MapCases();
        api.MapRelatedItems();
        api.MapAuditEvents();
        api.MapMerges();
        api.MapTags();
    }
}
