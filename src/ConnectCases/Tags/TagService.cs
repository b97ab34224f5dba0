using ConnectCases.Persistence;
using ConnectCases.Protocol;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Tags;

internal sealed class TagService(CasesDbContext db, WritePath writes, Caller caller)
{
    public Task<EmptyResponse> TagAsync(string? arn, TagResourceRequest request, CancellationToken cancellationToken) =>
        writes.RunAsync(db => Tag(db, arn, request), cancellationToken);

    public EmptyResponse Tag(CasesDbContext db, string? arn, TagResourceRequest request)
    {
        var resource = Find(db, arn);
        resource.Retag(TagSet.Merge(resource.Tags.Read(), request.Tags!));
        return EmptyResponse.Instance;
    }

    public Task<EmptyResponse> UntagAsync(string? arn, UntagResourceRequest request, CancellationToken cancellationToken) =>
        writes.RunAsync(db => Untag(db, arn, request.TagKeys ?? []), cancellationToken);

    public ListTagsForResourceResponse List(string? arn) => new(Find(db, arn).Tags);

    private EmptyResponse Untag(CasesDbContext db, string? arn, IReadOnlyList<string> keys)
    {
        var resource = Find(db, arn);
        var tags = new Dictionary<string, string>(resource.Tags.Read(), StringComparer.Ordinal);
        foreach (var key in keys)
        {
            tags.Remove(key);
        }

        resource.Retag(tags);
        return EmptyResponse.Instance;
    }

    /// <summary>The resource, soft-deleted ones included: what can be read can be tagged.</summary>
    private ITagged Find(CasesDbContext db, string? text)
    {
        var arn = CasesArn.Parse(text);
        if (arn.Account != caller.Account || arn.Region != caller.Region)
        {
            throw arn.NotFound();
        }

        var domain = db.GetDomain(caller, arn.DomainId);
        return arn.Type switch
        {
            ResourceType.Domain => db.Attach(domain).Entity,
            ResourceType.Field => db.Attach(db.GetField(domain, arn.Id)).Entity,
            ResourceType.Layout => db.Attach(db.GetLayout(domain, arn.Id)).Entity,
            ResourceType.Template => db.Attach(db.GetTemplate(domain, arn.Id)).Entity,
            ResourceType.CaseRule => db.Attach(db.GetCaseRule(domain, arn.Id)).Entity,
            ResourceType.Case => db.Cases.Include(@case => @case.TagRows)
                .FirstOrDefault(@case => @case.DomainKey == domain.Key && @case.CaseId == arn.Id) ?? throw arn.NotFound(),
            ResourceType.RelatedItem =>
                db.Attach(db.GetRelatedItem(db.GetCase(caller, arn.DomainId, arn.CaseId!).Case, arn.Id)).Entity,
        };
    }
}
