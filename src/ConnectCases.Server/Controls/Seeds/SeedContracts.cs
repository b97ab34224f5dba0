using System.Text.Json.Serialization;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Validation;
using ConnectCases.State;
using FluentValidation;

namespace ConnectCases.Controls.Seeds;

/// <summary>Chooses the world of a seed.</summary>
/// <param name="Account">The account, or null for the default account.</param>
/// <param name="Region">The Region, or null for the default Region.</param>
/// <param name="DryRun">Whether the seed is only compared with the domains.</param>
internal sealed record SeedRequest(string? Account, string? Region, bool DryRun) : IWorldRequest, IQueryRequest<SeedRequest>
{
    public static SeedRequest Read(QueryParameters query)
    {
        query.EnsureOnly("account", "region", "dryRun");
        return new(query.Text("account"), query.Text("region"), query.Text("dryRun") switch
        {
            null or "false" => false,
            "true" => true,
            var other => throw new SerializationException(
                Refusal.Parameter,
                $"The query parameter 'dryRun' must be true or false, it is '{other}'.",
                hint: $"Send dryRun=true to list the changes of the seed without applying them.")
            {
                Member = "dryRun",
                Actual = other,
            },
        });
    }
}

/// <summary>The changes of a seed.</summary>
/// <param name="Changes">The changes. Empty if the domains already are as the seed defines.</param>
/// <param name="DryRun">Whether the changes were only listed.</param>
internal sealed record SeedResponse(IReadOnlyList<SeedChange> Changes, bool DryRun);

/// <summary>A change that a seed makes.</summary>
/// <param name="Action">The kind of the change.</param>
/// <param name="Path">The path of the resource, such as <c>support/field/Order number</c>.</param>
/// <param name="Id">The id of the resource.</param>
/// <param name="Members">What changes: keys of the seed, fields of a case, or values of options. Absent for a new or deleted resource.</param>
internal sealed record SeedChange(SeedAction Action, string Path, string Id, IReadOnlyList<string>? Members = null);

[JsonConverter(typeof(WireEnumConverter<SeedAction>))]
internal enum SeedAction
{
    [JsonStringEnumMemberName("create")]
    Create,

    [JsonStringEnumMemberName("update")]
    Update,

    [JsonStringEnumMemberName("addOptions")]
    AddOptions,

    [JsonStringEnumMemberName("delete")]
    Delete,
}

/// <summary>Chooses a domain.</summary>
/// <param name="Account">The account, or null for the default account.</param>
/// <param name="Region">The Region, or null for the default Region.</param>
/// <param name="Domain">The name of the domain.</param>
internal sealed record IdsRequest(string? Account, string? Region, string? Domain) : IWorldRequest, IQueryRequest<IdsRequest>
{
    public static IdsRequest Read(QueryParameters query)
    {
        query.EnsureOnly("account", "region", "domain");
        return new(query.Text("account"), query.Text("region"), query.Text("domain"));
    }
}

/// <summary>The ids of a domain by name.</summary>
/// <param name="Domain">The domain.</param>
/// <param name="Fields">The ids of the fields, including system fields.</param>
/// <param name="CaseRules">The ids of the case rules.</param>
/// <param name="Layouts">The ids of the layouts.</param>
/// <param name="Templates">The ids of the templates.</param>
/// <param name="Cases">The ids of the cases that a seed created, by handle.</param>
internal sealed record IdsResponse(
    DomainIds Domain,
    IReadOnlyDictionary<string, string> Fields,
    IReadOnlyDictionary<string, string> CaseRules,
    IReadOnlyDictionary<string, string> Layouts,
    IReadOnlyDictionary<string, string> Templates,
    IReadOnlyDictionary<string, string> Cases);

/// <summary>The ids of a domain itself.</summary>
/// <param name="Name">The name.</param>
/// <param name="Id">The id.</param>
/// <param name="Arn">The ARN.</param>
internal sealed record DomainIds(string Name, string Id, string Arn);

/// <summary>Applies a seed.</summary>
/// <param name="body">The text of the seed.</param>
/// <param name="request">The world, and whether the seed is only compared.</param>
/// <param name="cancellationToken">Cancels the application while it waits.</param>
internal delegate Task<SeedResponse> ApplySeed(byte[] body, SeedRequest request, CancellationToken cancellationToken);

internal sealed class SeedValidator : ContractValidator<SeedRequest>
{
    public SeedValidator() => this.ForWorld();
}

internal sealed class IdsValidator : ContractValidator<IdsRequest>
{
    public IdsValidator()
    {
        RuleFor(request => request.Domain).NotNull();
        this.ForWorld();
    }
}
