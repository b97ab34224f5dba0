using ConnectCases.Api.Cases;
using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Api.Templates;
using ConnectCases.Protocol;
using ConnectCases.Protocol.Errors;
using ConnectCases.Storage;

namespace ConnectCases.Api.Merges;

/// <summary>What the start of a merge demands; its end demands nothing any more (contract-delta.md 2.3).</summary>
internal sealed class MergeRules(
    CasesDbContext unit, Domain domain, Case primary, Case secondary, EmulatorOptions options)
{
    /// <exception cref="ValidationException">The cases, or what was chosen of the secondary, cannot be merged.</exception>
    /// <exception cref="ConflictException">One of the cases is part of a merge that runs.</exception>
    /// <exception cref="ServiceQuotaExceededException">The primary would have too many related items.</exception>
    public void EnsureMet(StartMergeCasesRequest request, MergePlan plan)
    {
        EnsureMergeable(primary);
        EnsureMergeable(secondary);
        EnsureOneCustomer();
        EnsureFromSecondary(request);
        EnsureMayTake(plan.FieldIds);
        EnsureFitting(secondary.ValuesOf(plan.FieldIds));
        EnsureFree(primary);
        EnsureFree(secondary);
        EnsureRoom(plan.ItemTypes);
    }

    private void EnsureMergeable(Case @case)
    {
        if (unit.Merges.Any(merge => merge.SecondaryKey == @case.Key && merge.CompletedTime != null))
        {
            throw new ValidationException($"Case '{@case.CaseId}' was merged into another before; it cannot be merged again.");
        }

        if (@case.IsClosed)
        {
            throw new ValidationException($"Case '{@case.CaseId}' is closed; open cases are merged.");
        }
    }

    private static void EnsureFree(Case @case)
    {
        if (@case.MergeRole is not null)
        {
            throw new ConflictException($"Case '{@case.CaseId}' is part of a merge that runs; start again when it is over.");
        }
    }

    private void EnsureOneCustomer()
    {
        if (primary.TextOf(SystemFields.CustomerId) is { } one
            && secondary.TextOf(SystemFields.CustomerId) is { } other
            && one != other)
        {
            throw new ValidationException("The cases have different customers; cases of one customer, or of none, are merged.");
        }
    }

    private void EnsureFromSecondary(StartMergeCasesRequest request)
    {
        var sources = (request.FieldsConfiguration ?? []).Select(fields => fields.SourceCaseId).ToList();
        if (sources.Find(source => source != secondary.CaseId) is { } other)
        {
            throw new ValidationException(
                $"{Inferred.FieldsConfiguration} names the source case '{other}', which is not the secondary case of the merge.");
        }

        if (sources.Count > 1)
        {
            throw new ValidationException($"{Inferred.FieldsConfiguration} names the source case '{sources[0]}' twice.");
        }
    }

    private void EnsureMayTake(IReadOnlyList<string> fieldIds)
    {
        FieldLookup.EnsureDistinct(Inferred.FieldsConfiguration, fieldIds);
        FieldLookup.Find(unit, domain, Inferred.FieldsConfiguration, fieldIds);
        if (fieldIds.Where(id => !SystemFields.IsMergeable(id)).ToList() is { Count: > 0 } unmergeable)
        {
            throw new ValidationException(
                $"{Inferred.FieldsConfiguration} names fields that cannot be merged, as the service or the merge sets them: "
                    + $"{string.Join(", ", unmergeable)}.");
        }

        if (fieldIds.Where(id => !secondary.Has(id)).ToList() is { Count: > 0 } missing)
        {
            throw new ValidationException(
                $"{Inferred.FieldsConfiguration} names fields of which the secondary case has no value: {string.Join(", ", missing)}.");
        }
    }

    /// <summary>The values are assigned to the primary like any others.</summary>
    private void EnsureFitting(IReadOnlyList<FieldValue> taken)
    {
        var values = CaseAssignments.Read(unit, domain, primary, taken, Inferred.FieldsConfiguration);
        var merged = primary.Values.ToDictionary(value => value.FieldId, value => value.ToUnion());
        foreach (var value in values)
        {
            merged[value.Id!] = value.Value!;
        }

        if (merged.Count > options.MergedFieldValues)
        {
            throw new ValidationException(
                $"The primary case would have {merged.Count} field values; a merge can make it {options.MergedFieldValues}.");
        }

        if (values.Count > 0)
        {
            new CaseRequirements(unit, domain, unit.GetTemplate(domain, primary.TemplateId), options).EnsureMet(merged, cleared: []);
        }
    }

    private void EnsureRoom(IReadOnlyList<RelatedItemType> types)
    {
        var items = MergedItems.CountAfter(unit, primary, secondary, types);
        Quota.EnsureWithin(
            items, options.Quotas.RelatedItemsPerCase, $"Case '{primary.CaseId}'", "related items");
    }
}
