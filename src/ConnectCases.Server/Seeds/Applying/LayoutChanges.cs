using System.Text.Json;
using ConnectCases.Api.Layouts;
using ConnectCases.Controls.Seeds;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Shapes;
using ConnectCases.Seeds.Reading;

namespace ConnectCases.Seeds.Applying;

/// <summary>Creates and updates the layouts of a seed.</summary>
internal sealed class LayoutChanges(SeededDomain domain)
{
    public const string Kind = "layout";

    private readonly SeedRun run = domain.Run;
    private readonly LayoutService layouts = domain.Run.Get<LayoutService>();

    public void Apply(SeedDomain seed)
    {
        foreach (var layout in seed.Layouts)
        {
            Apply(layout);
        }
    }

    private void Apply(SeedLayout seed)
    {
        var target = domain.Find<Layout>(Kind, seed, layout => layout.LayoutId);
        var arn = $"{domain.Domain.Arn}/layout/{target.Id}";
        var content = new BasicLayout(ToPanel(seed.Top), ToPanel(seed.More));
        if (target.Existing is { } existing)
        {
            Update(seed, target, existing, content);
            TagChanges.Apply(run, seed.At, arn, existing.ReadTags(), seed.Tags.ToTags());
            return;
        }

        domain.Add(SeedAction.Create, target.Path, target.Id);
        run.Ids.Begin(path: null, IdKind.Layout, target.Id);
        run.Call(
            seed.At,
            new CreateLayoutRequest(seed.Name.Value, new(content)),
            (unit, request) => layouts.Create(unit, domain.Id, request));
        TagChanges.Apply(run, seed.At, arn, seed.Tags.ToTags());
    }

    private void Update(SeedLayout seed, Target<Layout> target, Layout existing, BasicLayout content)
    {
        var present = existing.Content.Read(LayoutJson.Wire.LayoutContent).Basic;
        List<string> panels = [];
        panels.AddIf(Text(present?.TopPanel) != Text(content.TopPanel), "top");
        panels.AddIf(Text(present?.MoreInfo) != Text(content.MoreInfo), "more");
        List<string> members = [];
        members.AddIf(existing.Name != seed.Name.Value, "name");
        members.AddRange(panels);
        if (members.Count > 0)
        {
            run.Call(
                seed.At,
                new UpdateLayoutRequest(
                    members.Contains("name") ? seed.Name.Value : null, panels.Count > 0 ? new(content) : null),
                (unit, request) => layouts.Update(unit, domain.Id, target.Id, request));
        }

        members.AddIf(TagChanges.Differ(existing.ReadTags(), seed.Tags.ToTags()), "tags");
        if (members.Count > 0)
        {
            domain.Add(SeedAction.Update, target.Path, target.Id, members);
        }
    }

    // A panel without fields is equal to an absent panel.
    private static string Text(LayoutSections? panel) => panel?.Sections is { Count: > 0 }
        ? JsonSerializer.Serialize(new(new(panel, null)), LayoutJson.Wire.LayoutContent)
        : "";

    private LayoutSections? ToPanel(IReadOnlyList<SeedGroup>? groups) => groups is null
        ? null
        : new([.. groups.Select(group => new Section(new FieldGroup(
            group.Name, [.. group.Fields.Select(field => new FieldItem(domain.FieldId(field)))])))]);
}
