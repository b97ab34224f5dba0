using ConnectCases.Domains;
using ConnectCases.Fields;
using ConnectCases.Persistence;
using ConnectCases.Protocol;

namespace ConnectCases.Cases;

/// <summary>A case with what it is sorted by.</summary>
internal sealed class SortedCase
{
    public required long Key { get; init; }

    public required string CaseId { get; init; }

    public required string TemplateId { get; init; }

    public required StoredJson<IReadOnlyDictionary<string, string>> Tags { get; init; }

    public string? FirstText { get; init; }

    public double? FirstNumber { get; init; }

    public string? SecondText { get; init; }

    public double? SecondNumber { get; init; }
}

/// <summary>
/// The order of a search: by one or two fields, cases without a value last, ties by creation. The values of the first field
/// are walked in their index, and the cases that have none come after them in a query of their own, so that no page sorts
/// what it does not show (behaviour.md 10.3).
/// </summary>
internal sealed class CaseOrder
{
    private static readonly Column<SortedCase> FirstText = Column<SortedCase>.Of(row => row.FirstText, canBeMissing: false);
    private static readonly Column<SortedCase> FirstNumber = Column<SortedCase>.Of(row => row.FirstNumber, canBeMissing: false);
    private static readonly Column<SortedCase> SecondText = Column<SortedCase>.Of(row => row.SecondText, canBeMissing: true);
    private static readonly Column<SortedCase> SecondNumber = Column<SortedCase>.Of(row => row.SecondNumber, canBeMissing: true);
    private static readonly Column<SortedCase> Key = Column<SortedCase>.Of(row => row.Key);

    private readonly Domain domain;
    private readonly Field first;
    private readonly Field? second;
    private readonly Keyset<SortedCase> withFirst;
    private readonly Keyset<SortedCase> withoutFirst;

    private CaseOrder(Domain domain, (Field Field, bool Descending) first, (Field Field, bool Descending)? second)
    {
        this.domain = domain;
        this.first = first.Field;
        this.second = second?.Field;
        (Column<SortedCase>, bool)[] rest = second is var (field, descending)
            ? [(IsNumber(field) ? SecondNumber : SecondText, descending), (Key, first.Descending)]
            : [(Key, first.Descending)];
        withFirst = new([(IsNumber(first.Field) ? FirstNumber : FirstText, first.Descending), .. rest]);
        withoutFirst = new(rest);
    }

    /// <exception cref="ValidationException">A field to sort by does not exist, or is named twice.</exception>
    public static CaseOrder Of(CasesDbContext db, Domain domain, IReadOnlyList<Sort> sorts)
    {
        if (sorts.Count == 0)
        {
            sorts = [new(SystemFields.LastUpdatedDateTime, Order.Desc)];
        }

        FieldReferences.EnsureDistinct("sorts", sorts.Select(sort => sort.FieldId!));
        var fields = FieldReferences.Find(db, domain, "sorts", sorts.Select(sort => sort.FieldId!));
        var columns = sorts.Select(sort => (fields[sort.FieldId!], sort.SortOrder == Order.Desc)).ToArray();
        return new(domain, columns[0], columns.Length > 1 ? columns[1] : null);
    }

    /// <summary>Up to <paramref name="count"/> of the cases in this order, after <paramref name="position"/> or from the first.</summary>
    public IEnumerable<SortedCase> From(CasesDbContext db, IQueryable<Case> cases, string? position, int count)
    {
        var (isWithout, within) = Part(position);
        List<SortedCase> rows = isWithout ? [] : [.. withFirst.From(WithFirst(db, cases), within).Take(count)];
        if (rows.Count < count)
        {
            rows.AddRange(withoutFirst.From(WithoutFirst(cases), isWithout ? within : null).Take(count - rows.Count));
        }

        return rows;
    }

    public string PositionOf(SortedCase row) => row is { FirstText: null, FirstNumber: null }
        ? $"-{withoutFirst.PositionOf(row)}"
        : withFirst.PositionOf(row);

    private static (bool IsWithout, string? Position) Part(string? position) =>
        position is ['-', .. var rest] ? (true, rest) : (false, position);

    private static bool IsNumber(Field field) => field.Type is FieldType.Number or FieldType.Boolean;

    private IQueryable<SortedCase> WithFirst(CasesDbContext db, IQueryable<Case> cases)
    {
        var (fieldId, secondId) = (first.FieldId, second?.FieldId);
        var values = db.CaseValues.Where(value => value.DomainKey == domain.Key && value.FieldId == fieldId);
        values = IsNumber(first) ? values.Where(value => value.Number != null) : values.Where(value => value.SortText != null);
        return
            from value in values
            join @case in cases on value.CaseKey equals @case.Key
            select new SortedCase
            {
                Key = value.CaseKey,
                CaseId = @case.CaseId,
                TemplateId = @case.TemplateId,
                Tags = @case.Tags,
                FirstText = value.SortText,
                FirstNumber = value.Number,
                SecondText = @case.Values.Where(other => other.FieldId == secondId).Select(other => other.SortText).FirstOrDefault(),
                SecondNumber = @case.Values.Where(other => other.FieldId == secondId).Select(other => other.Number).FirstOrDefault(),
            };
    }

    private IQueryable<SortedCase> WithoutFirst(IQueryable<Case> cases)
    {
        var (fieldId, secondId) = (first.FieldId, second?.FieldId);
        return
            from @case in cases
            where !@case.Values.Any(value => value.FieldId == fieldId)
            select new SortedCase
            {
                Key = @case.Key,
                CaseId = @case.CaseId,
                TemplateId = @case.TemplateId,
                Tags = @case.Tags,
                SecondText = @case.Values.Where(other => other.FieldId == secondId).Select(other => other.SortText).FirstOrDefault(),
                SecondNumber = @case.Values.Where(other => other.FieldId == secondId).Select(other => other.Number).FirstOrDefault(),
            };
    }
}
