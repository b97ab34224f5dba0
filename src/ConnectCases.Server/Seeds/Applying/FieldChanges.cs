using ConnectCases.Api.Fields;
using ConnectCases.Controls.Seeds;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Shapes;
using ConnectCases.Seeds.Reading;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Seeds.Applying;

/// <summary>Creates and updates the fields of a seed, and adds their options.</summary>
internal sealed class FieldChanges(SeededDomain domain)
{
    public const string Kind = "field";

    private const int OptionsPerRequest = 50;

    private readonly SeedRun run = domain.Run;
    private readonly FieldService fields = domain.Run.Get<FieldService>();

    public void Apply(SeedDomain seed)
    {
        foreach (var field in seed.Fields)
        {
            Apply(field);
        }

        foreach (var field in seed.SystemFields)
        {
            ApplyOptions($"{Kind}/{field.Id.Value}", field.Id.Value, field.Id.At, field.Options);
        }

        domain.ForgetFields();
    }

    private void Apply(SeedField seed)
    {
        var target = domain.Find<Field>(Kind, seed, field => field.FieldId);
        var arn = $"{domain.Domain.Arn}/field/{target.Id}";
        if (target.Existing is { } existing)
        {
            Update(seed, target, existing);
            TagChanges.Apply(run, seed.At, arn, existing.ReadTags(), seed.Tags.ToTags());
            ApplyOptions(target.Path, target.Id, seed.At, seed.Options);
            return;
        }

        domain.Add(SeedAction.Create, target.Path, target.Id);
        run.Ids.Begin(path: null, IdKind.Field, target.Id);
        var attributes = seed.IsMultiline is { } multiline ? new FieldAttributes(new TextAttributes(multiline)) : null;
        run.Call(
            seed.At,
            new CreateFieldRequest(seed.Name.Value, seed.Type, seed.Description?.Value, attributes),
            (unit, request) => fields.Create(unit, domain.Id, request));
        PutOptions(seed.At, target.Id, seed.Options);
        TagChanges.Apply(run, seed.At, arn, seed.Tags.ToTags());
    }

    private void Update(SeedField seed, Target<Field> target, Field existing)
    {
        if (existing.Type != seed.Type)
        {
            throw seed.At.Error(
                $"The field has the type {existing.Type}. The type of a field cannot change to {seed.Type}. Choose another name for the new field.");
        }

        var description = seed.Description?.Value ?? "";
        var isMultiline = seed.IsMultiline ?? (existing.IsMultiline == true ? false : existing.IsMultiline);
        List<string> members = [];
        members.AddIf(existing.Name != seed.Name.Value, "name");
        members.AddIf((existing.Description ?? "") != description, "description");
        members.AddIf(existing.IsMultiline != isMultiline, "multiline");
        if (members.Count > 0)
        {
            run.Call(
                seed.At,
                new UpdateFieldRequest(
                    members.Contains("name") ? seed.Name.Value : null,
                    members.Contains("description") ? description : null,
                    members.Contains("multiline") ? new FieldAttributes(new TextAttributes(isMultiline)) : null),
                (unit, request) => fields.Update(unit, domain.Id, target.Id, request));
        }

        members.AddIf(TagChanges.Differ(existing.ReadTags(), seed.Tags.ToTags()), "tags");
        if (members.Count > 0)
        {
            domain.Add(SeedAction.Update, target.Path, target.Id, members);
        }
    }

    // Adds new options and changes names and states of known options. Options cannot be deleted.
    private void ApplyOptions(string path, string fieldId, SeedNode at, IReadOnlyList<SeedOption> options)
    {
        if (options.Count == 0)
        {
            return;
        }

        var key = domain.Unit.GetField(domain.Domain, fieldId).Key;
        var known = domain.Unit.SelectOptions.AsNoTracking().Where(option => option.FieldKey == key)
            .ToDictionary(option => option.Value, option => option.ToContract());
        var changed = options.Where(option => known.GetValueOrDefault(option.Value) is { } present && present != option.ToContract()).ToList();
        var added = options.Where(option => !known.ContainsKey(option.Value)).ToList();
        if (changed.Count > 0)
        {
            domain.Add(SeedAction.Update, path, fieldId, ["options"]);
        }

        if (added.Count > 0)
        {
            domain.Add(SeedAction.AddOptions, path, fieldId, [.. added.Select(option => option.Value)]);
        }

        PutOptions(at, fieldId, [.. changed, .. added]);
    }

    private void PutOptions(SeedNode at, string fieldId, IReadOnlyList<SeedOption> options)
    {
        foreach (var part in options.Chunk(OptionsPerRequest))
        {
            var response = run.Call(
                at,
                new BatchPutFieldOptionsRequest([.. part.Select(option => option.ToContract())]),
                (unit, request) => fields.BatchPutOptions(unit, domain.Id, fieldId, request));
            if (response.Errors is [var error, ..])
            {
                throw part.First(option => option.Value == error.Value).At.Error(ErrorText.Whole(error.Message));
            }
        }
    }
}

internal static class MemberList
{
    public static void AddIf(this List<string> members, bool isChanged, string member)
    {
        if (isChanged)
        {
            members.Add(member);
        }
    }
}
