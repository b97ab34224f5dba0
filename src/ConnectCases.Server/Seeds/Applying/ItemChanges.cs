using ConnectCases.Api.Cases;
using ConnectCases.Api.Fields;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Controls.Seeds;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Shapes;
using ConnectCases.Seeds.Reading;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Seeds.Applying;

/// <summary>
/// Creates the related items of the cases of a seed. Updates changed comments and custom items. Replaces changed items of other types,
/// because the API cannot update them.
/// </summary>
/// <param name="domain">The domain.</param>
/// <param name="steps">Receives the steps.</param>
/// <param name="findCase">Finds a case by handle or id.</param>
internal sealed class ItemChanges(SeededDomain domain, CaseSteps steps, Func<SeedText, SeededCase> findCase)
{
    public const string Kind = "relatedItem";

    private static readonly Dictionary<string, FieldValueUnion> NoValues = [];

    private readonly SeedRun run = domain.Run;
    private readonly RelatedItemService items = domain.Run.Get<RelatedItemService>();

    public void Apply(CaseTarget owner)
    {
        var present = PresentIn(owner);
        var matches = Match(owner, present);
        RemoveUnlisted(owner, present, [.. matches.Select(match => match.Id)]);
        foreach (var (item, path, id) in matches)
        {
            var existing = present.Find(other => other.RelatedItemId == id);
            if (existing is null || item.Id is null || domain.Records.IsOwned(path, id))
            {
                domain.Records.Keep(path, id);
            }

            Apply(new(owner, item, path, id), existing);
        }
    }

    /// <summary>Keeps all items that an earlier version of the seed created in a case, and changes nothing.</summary>
    public void KeepAll(CaseTarget owner)
    {
        foreach (var (path, id) in domain.Records.ItemsOf(owner.Id))
        {
            domain.Records.Keep(path, id);
        }
    }

    private List<RelatedItem> PresentIn(CaseTarget owner) => owner.Existing is { } @case
        ? [.. domain.Unit.RelatedItems.AsNoTracking().Where(item => item.CaseKey == @case.Key)]
        : [];

    // An entry is the item with its id, or an item of the seed with the same content, or the item that had its position, or a new item.
    private List<(SeedItem Item, string Path, string Id)> Match(CaseTarget owner, List<RelatedItem> present)
    {
        var entries = owner.Seed.RelatedItems.Select((item, index) => (Item: item, Path: $"{owner.Path}/{Kind}/{index + 1}")).ToList();
        var recorded = domain.Records.ItemsOf(owner.Id);
        var ids = entries.ConvertAll(entry => entry.Item.Id?.Value);
        var used = ids.OfType<string>().ToHashSet(StringComparer.Ordinal);
        void Assign(Func<int, string?> find)
        {
            for (var index = 0; index < entries.Count; index++)
            {
                if (ids[index] is null && find(index) is { } id && used.Add(id))
                {
                    ids[index] = id;
                }
            }
        }

        Assign(index => present.Find(item => !used.Contains(item.RelatedItemId)
            && recorded.Any(record => record.Value == item.RelatedItemId)
            && IsAsDefined(new(owner, entries[index].Item, entries[index].Path, item.RelatedItemId), item))?.RelatedItemId);
        Assign(index => recorded.FirstOrDefault(
            record => record.Key.EndsWith($"/{Kind}/{index + 1}", StringComparison.Ordinal)).Value);
        Assign(index => domain.DeriveId(entries[index].Path, id => used.Contains(id) || IsUsed(owner, id)));
        return [.. entries.Select((entry, index) => (entry.Item, entry.Path, ids[index]!))];
    }

    // A merge can have moved an item of an earlier case with the same path. The items of a case that never existed are new.
    private bool IsUsed(CaseTarget owner, string id)
    {
        var key = domain.Domain.Key;
        return !owner.IsFirst && domain.Unit.RelatedItems.Any(item => item.DomainKey == key && item.RelatedItemId == id);
    }

    // The items are removed before others are created, because a case has each contact and SLA only once.
    private void RemoveUnlisted(CaseTarget owner, List<RelatedItem> present, HashSet<string> listed)
    {
        foreach (var (path, id) in domain.Records.ItemsOf(owner.Id).Where(record => !listed.Contains(record.Value)))
        {
            if (present.Find(item => item.RelatedItemId == id) is { } unlisted)
            {
                domain.Add(SeedAction.Delete, path, id);
                Delete(owner.Seed.At, owner.Existing!, unlisted);
                domain.Records.Remove(path);
            }
        }
    }

    private void Apply(ItemTarget target, RelatedItem? existing)
    {
        if (existing is null)
        {
            Create(target);
            return;
        }

        var tags = target.Seed.Tags.ToTags();
        if (IsAsDefined(target, existing))
        {
            if (TagChanges.Differ(existing.ReadTags(), tags))
            {
                domain.Add(SeedAction.Update, target.Path, target.Id, ["tags"]);
                TagChanges.Apply(run, target.Seed.At, ArnOf(target), existing.ReadTags(), tags);
            }
        }
        else if (existing.Type == target.Type && existing.Type is RelatedItemType.Comment or RelatedItemType.Custom)
        {
            Update(target, existing);
        }
        else
        {
            domain.Add(SeedAction.Delete, target.Path, target.Id);
            Delete(target.Seed.At, owner: target.Owner.Existing!, existing);
            Create(target);
        }
    }

    /// <summary>Deletes an item at the time at which the seed is applied.</summary>
    /// <param name="at">The place for errors.</param>
    /// <param name="owner">The case of the item.</param>
    /// <param name="item">The item.</param>
    public void Delete(SeedNode at, Case owner, RelatedItem item)
    {
        run.Ids.Begin();
        run.Call(at, unit =>
        {
            var found = unit.GetCase(run.Owner, domain.Id, owner.CaseId);
            items.Delete(unit, found, unit.GetRelatedItem(found.Case, item.RelatedItemId));
            return found;
        });
    }

    private void Create(ItemTarget target)
    {
        domain.Add(SeedAction.Create, target.Path, target.Id);
        var (owner, seed) = (target.Owner, target.Seed);
        var time = seed.Time?.Of(run.Settings.Now) ?? (owner.Existing is null ? owner.CreatedAt : run.Settings.Now);
        var needs = seed.Content is { Type: RelatedItemType.ConnectCase, Text: { } other } && findCase(other).ExistsSince is var since
            && since > owner.ExistsSince ? since : owner.ExistsSince;
        steps.Add(CaseSteps.Phase.AddItem, time, needs, () => CreateNow(target));
    }

    private void CreateNow(ItemTarget target)
    {
        var seed = target.Seed;
        run.Ids.Begin(target.Owner.IsFirst ? domain.FullPath(target.Path) : null, IdKind.RelatedItem, target.Id);
        using var contact = KnowContact(seed.Content);
        var response = run.Call(
            seed.At,
            new CreateRelatedItemRequest(target.Type, ToContent(seed.Content), seed.By.ToUser()),
            (unit, request) => items.Create(unit, domain.Id, target.Owner.Id, request));
        if (response.RelatedItemId != target.Id)
        {
            throw seed.At.Error(
                $"The case already has this contact. The id of the related item is '{response.RelatedItemId}', but the seed would use '{target.Id}'.");
        }

        TagChanges.Apply(run, seed.At, response.RelatedItemArn, seed.Tags.ToTags());
    }

    private void Update(ItemTarget target, RelatedItem existing)
    {
        var (seed, now) = (target.Seed, run.Settings.Now);
        List<string> members = [target.Type == RelatedItemType.Comment ? "comment" : "custom"];
        members.AddIf(TagChanges.Differ(existing.ReadTags(), seed.Tags.ToTags()), "tags");
        domain.Add(SeedAction.Update, target.Path, target.Id, members);
        steps.Add(CaseSteps.Phase.AddItem, now, now, () =>
        {
            run.Ids.Begin();
            var content = ToContent(seed.Content);
            run.Call(
                seed.At,
                new UpdateRelatedItemRequest(
                    content.Comment is { } comment
                        ? new(Comment: new(comment.Body, comment.ContentType))
                        : new(Custom: new(content.Custom!.Fields)),
                    seed.By.ToUser()),
                (unit, request) => items.Update(unit, domain.Id, target.Owner.Id, target.Id, request));
            TagChanges.Apply(run, seed.At, ArnOf(target), existing.ReadTags(), seed.Tags.ToTags());
        });
    }

    private bool IsAsDefined(ItemTarget target, RelatedItem existing) => existing.Type == target.Type
        && (target.Seed.Content, existing.ReadContent()) switch
        {
            ({ Text: var text }, { Comment: { } comment }) => comment.Body == text!.Value,
            ({ Text: var arn, Channel: var channel }, { Contact: { } contact }) =>
                contact.ContactArn == arn!.Value && (channel is null || contact.Channel == channel.Value),
            ({ Text: var arn }, { File: { } file }) => file.FileArn == arn!.Value,
            ({ Text: var name }, { ConnectCase: { } link }) => link.CaseId == findCase(name!).Id,
            ({ Fields: { } fields }, { Custom: { } custom }) => custom.Fields.ToHashSet().SetEquals(
                domain.ToValues(fields, custom.Fields.ToDictionary(field => field.Id!, field => field.Value!))),
            ({ Due: { } due } content, { Sla.SlaConfiguration: { } sla }) => sla.Name == content.Text!.Value
                && sla.FieldId == domain.FieldId(content.Field!)
                && sla.TargetTime - existing.AssociationTime == due
                && sla.TargetFieldValues!.SequenceEqual(ToTargets(content)),
            _ => false,
        };

    private RelatedItemInputContent ToContent(SeedItemContent seed) => seed.Type switch
    {
        RelatedItemType.Comment => new(Comment: new(seed.Text!.Value, CommentBodyTextType.TextPlain)),
        RelatedItemType.Contact => new(Contact: new(seed.Text!.Value)),
        RelatedItemType.File => new(File: new(seed.Text!.Value)),
        RelatedItemType.ConnectCase => new(ConnectCase: new(findCase(seed.Text!).Id)),
        RelatedItemType.Custom => new(Custom: new(domain.ToValues(seed.Fields!, NoValues))),
        RelatedItemType.Sla => new(Sla: new(new SlaInputConfiguration(
            seed.Text!.Value, SlaType.CaseField, domain.FieldId(seed.Field!), ToTargets(seed), (long)seed.Due!.Value.TotalMinutes))),
    };

    private List<FieldValueUnion> ToTargets(SeedItemContent seed)
    {
        var field = domain.Field(seed.Field!);
        return [.. seed.Targets!.Select(field.ToValue)];
    }

    // The service reads the channel of a contact from the options.
    private ContactOverride? KnowContact(SeedItemContent seed)
    {
        if (seed is not { Text: { Value: var arn }, Channel: { Value: var channel } })
        {
            return null;
        }

        var contacts = run.Settings.Options.Contacts;
        var known = contacts.FirstOrDefault(contact => contact.ContactArn == arn);
        return new ContactOverride(contacts, new KnownContact
        {
            ContactArn = arn,
            Channel = channel,
            ConnectedToSystemTime = known?.ConnectedToSystemTime,
        });
    }

    private string ArnOf(ItemTarget target) => $"{Case.ArnOf(domain.Domain, target.Owner.Id)}/related-item/{target.Id}";

    private sealed record ItemTarget(CaseTarget Owner, SeedItem Seed, string Path, string Id)
    {
        public RelatedItemType Type => Seed.Content.Type;
    }

    /// <summary>Makes a contact known while one item is created.</summary>
    private sealed class ContactOverride : IDisposable
    {
        private readonly IList<KnownContact> contacts;
        private readonly KnownContact contact;

        public ContactOverride(IList<KnownContact> contacts, KnownContact contact)
        {
            (this.contacts, this.contact) = (contacts, contact);
            contacts.Insert(0, contact);
        }

        public void Dispose() => contacts.Remove(contact);
    }
}
