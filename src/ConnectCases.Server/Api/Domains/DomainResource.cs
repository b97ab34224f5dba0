using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Shapes;

namespace ConnectCases.Api.Domains;

/// <summary>
/// A part of the configuration of a domain: a field, layout, template or case rule. Live resources of one kind have unique names.
/// A deleted resource stays readable by id, but lists leave out deleted resources.
/// </summary>
internal abstract class DomainResource : ITagged
{
    public long Key { get; init; }

    public long DomainKey { get; init; }

    public required string Name { get; set; }

    public StoredJson<IReadOnlyDictionary<string, string>> Tags { get; private set; } = TagSet.None;

    public bool Deleted { get; set; }

    public required DateTimeOffset CreatedTime { get; init; }

    public required DateTimeOffset LastModifiedTime { get; set; }

    public void SetTags(Dictionary<string, string> tags) => Tags = TagSet.Of(tags);
}
