using ConnectCases.Api.CaseRules;
using ConnectCases.Api.Cases;
using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Layouts;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Api.Templates;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Shapes;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Api.Tags;

internal sealed class TagService(CasesDbContext db, UnitOfWorkExecutor units, Caller caller)
{
    public Task<EmptyResponse> TagAsync(string? arn, TagResourceRequest request, CancellationToken cancellationToken) =>
        units.RunAsync(unit => Tag(unit, arn, request), cancellationToken);

    public EmptyResponse Tag(CasesDbContext unit, string? arn, TagResourceRequest request)
    {
        var resource = Find(unit, arn);
        resource.SetTags(TagSet.Merge(resource.ReadTags(), request.Tags!));
        return EmptyResponse.Instance;
    }

    public Task<EmptyResponse> UntagAsync(string? arn, UntagResourceRequest request, CancellationToken cancellationToken) =>
        units.RunAsync(unit => Untag(unit, arn, request.TagKeys ?? []), cancellationToken);

    public ListTagsForResourceResponse List(string? arn) => new(Find(db, arn).Tags);

    public EmptyResponse Untag(CasesDbContext unit, string? arn, IReadOnlyList<string> keys)
    {
        var resource = Find(unit, arn);
        var tags = new Dictionary<string, string>(resource.ReadTags(), StringComparer.Ordinal);
        foreach (var key in keys)
        {
            tags.Remove(key);
        }

        resource.SetTags(tags);
        return EmptyResponse.Instance;
    }

    /// <summary>
    /// Returns the resource with the ARN. Deleted fields, layouts, templates and case rules can be read, so they can be tagged.
    /// </summary>
    private ITagged Find(CasesDbContext context, string? text)
    {
        var arn = CasesArn.Parse(text);
        if (arn.Account != caller.Account || arn.Region != caller.Region)
        {
            throw arn.NotFound(caller);
        }

        var domain = context.GetDomain(caller, arn.DomainId);
        return arn.Type switch
        {
            ResourceType.Domain => context.Attach(domain).Entity,
            ResourceType.Field => context.Attach(context.GetField(domain, arn.Id)).Entity,
            ResourceType.Layout => context.Attach(context.GetLayout(domain, arn.Id)).Entity,
            ResourceType.Template => context.Attach(context.GetTemplate(domain, arn.Id)).Entity,
            ResourceType.CaseRule => context.Attach(context.GetCaseRule(domain, arn.Id)).Entity,
            ResourceType.Case => context.Cases.Include(@case => @case.TagRows)
                .FirstOrDefault(@case => @case.DomainKey == domain.Key && @case.CaseId == arn.Id) ?? throw arn.NotFound(caller),
            ResourceType.RelatedItem => context.Attach(
                context.GetRelatedItem(context.GetCase(caller, arn.DomainId, arn.CaseId!).Case, arn.Id)).Entity,
        };
    }
}
