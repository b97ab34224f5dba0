using ConnectCases.Api.Cases;
using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Api.Templates;
using ConnectCases.Protocol;
using ConnectCases.Protocol.Errors;
using ConnectCases.Storage;

namespace ConnectCases.Api.Merges;

/// <summary>Validates the start of a merge (contract-delta.md 2.3). The completion of the merge validates nothing.</summary>
internal sealed class MergeRules(
    CasesDbContext unit, Domain domain, Case primary, Case secondary, EmulatorOptions options)
{
    /// <exception cref="ValidationException">The cases or the selected fields cannot be merged.</exception>
    /// <exception cref="ConflictException">One of the cases is part of a running merge.</exception>
    /// <exception cref="ServiceQuotaExceededException">The primary case would have too many related items.</exception>
    public void EnsureMet(StartMergeCasesRequest request, MergePlan plan)
    {
        EnsureMergeable(primary);
        EnsureMergeable(secondary);
        EnsureSameCustomer();
        EnsureSourceIsSecondary(request);
        EnsureFieldsMergeable(plan.FieldIds);
        EnsureValuesValid(secondary.ValuesOf(plan.FieldIds));
        EnsureNotMerging(primary);
        EnsureNotMerging(secondary);
        EnsureRoomForItems(plan.ItemTypes);
    }

    private void EnsureMergeable(Case @case)
    {
        if (unit.Merges.Any(merge => merge.SecondaryKey == @case.Key && merge.CompletedTime != null))
        {
            throw new ValidationException(
                Refusal.MergeState,
                $"Case '{@case.CaseId}' was already merged into another case. The case cannot be merged again.",
                hint: $"Use the case into which it was merged. GetMergeCasesStatus of case '{@case.CaseId}' shows this case.");
        }

        if (@case.IsClosed)
        {
            throw new ValidationException(
                Refusal.MergeState,
                $"Case '{@case.CaseId}' is closed. Only open cases can be merged.",
                hint: $"Open the case first: UpdateCase with the field '{SystemFields.Status}' and the value '{SystemFields.Open}'.");
        }
    }

    private static void EnsureNotMerging(Case @case)
    {
        if (@case.MergeRole is not null)
        {
            throw new ConflictException(
                Refusal.CaseMerging,
                $"Case '{@case.CaseId}' is part of a running merge.",
                $"Start the new merge when the running merge is COMPLETED.",
                hintInMessage: true);
        }
    }

    private void EnsureSameCustomer()
    {
        if (primary.TextOf(SystemFields.CustomerId) is { } primaryCustomer
            && secondary.TextOf(SystemFields.CustomerId) is { } secondaryCustomer
            && primaryCustomer != secondaryCustomer)
        {
            throw new ValidationException(
                Refusal.MergeCustomers,
                $"The cases have different customers. Both cases must have the same customer, or one case must have none.",
                hint: $"Compare the field '{SystemFields.CustomerId}' of both cases, and change one of them with UpdateCase.");
        }
    }

    private void EnsureSourceIsSecondary(StartMergeCasesRequest request)
    {
        var sources = (request.FieldsConfiguration ?? []).Select(fields => fields.SourceCaseId).ToList();
        if (sources.Find(source => source != secondary.CaseId) is { } other)
        {
            throw new ValidationException(
                Refusal.MergeFields,
                $"{Inferred.FieldsConfiguration} contains the source case '{other}', which is not the secondary case '{secondary.CaseId}'.",
                hint: $"Set sourceCaseId to '{secondary.CaseId}'. Fields that are not listed keep the values of the primary case.");
        }

        if (sources.Count > 1)
        {
            throw new ValidationException(
                Refusal.MergeFields,
                $"{Inferred.FieldsConfiguration} contains the source case '{sources[0]}' twice.",
                hint: $"Put all fields of this case into one entry.");
        }
    }

    private void EnsureFieldsMergeable(IReadOnlyList<string> fieldIds)
    {
        FieldLookup.EnsureDistinct(Inferred.FieldsConfiguration, fieldIds);
        FieldLookup.Find(unit, domain, Inferred.FieldsConfiguration, fieldIds);
        if (fieldIds.Where(id => !SystemFields.IsMergeable(id)).ToList() is { Count: > 0 } unmergeable)
        {
            throw new ValidationException(
                Refusal.MergeFields,
                $"{Inferred.FieldsConfiguration} contains fields that cannot be merged: {unmergeable}. "
                + $"The service or the merge sets these fields.",
                hint: $"Remove these fields from {Inferred.FieldsConfiguration}.");
        }

        if (fieldIds.Where(id => !secondary.Has(id)).ToList() is { Count: > 0 } missing)
        {
            throw new ValidationException(
                Refusal.MergeFields,
                $"{Inferred.FieldsConfiguration} contains fields that have no value on the secondary case: {missing}.",
                hint: $"List only fields whose value the primary case must take over from case '{secondary.CaseId}'.");
        }
    }

    /// <summary>Validates the merged values in the same way as values that a caller assigns to the primary case.</summary>
    private void EnsureValuesValid(IReadOnlyList<FieldValue> taken)
    {
        var values = CaseAssignments.Read(unit, domain, primary, taken, options, Inferred.FieldsConfiguration);
        var merged = primary.Values.ToDictionary(value => value.FieldId, value => value.ToUnion());
        foreach (var value in values)
        {
            merged[value.Id!] = value.Value!;
        }

        if (merged.Count > options.MergedFieldValues)
        {
            throw new ValidationException(
                Refusal.MergeFields,
                $"The primary case would have {Counted.Of(merged.Count, "field value")}. The maximum is {options.MergedFieldValues}.",
                hint: $"Take over fewer fields. A test can raise the maximum with --ConnectCases:MergedFieldValues=NUMBER.");
        }

        if (values.Count > 0)
        {
            var template = unit.GetTemplate(domain, primary.TemplateId);
            new CaseRequirements(unit, domain, template, options).EnsureMet(merged, cleared: []);
        }
    }

    private void EnsureRoomForItems(IReadOnlyList<RelatedItemType> types)
    {
        var items = MergedItems.CountAfter(unit, primary, secondary, types);
        Quota.EnsureWithin(
            items, options.Quotas.RelatedItemsPerCase, $"Case '{primary.CaseId}'", "related item");
    }
}
