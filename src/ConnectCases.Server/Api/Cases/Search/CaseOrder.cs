using System.Linq.Expressions;
using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Shapes;
using ConnectCases.Storage;

namespace ConnectCases.Api.Cases.Search;

/// <summary>A case with the values of its sort fields.</summary>
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
/// Sorts cases by one or two fields. Cases without a value come last. Ties are sorted by creation (behaviour.md 10.3).
/// A first query reads the cases that have a value of the first field. A second query reads the cases without a value.
/// The first query can therefore read the sorted index and stop at the end of the page.
/// </summary>
internal sealed class CaseOrder
{
    private static readonly Column<SortedCase> FirstText = Column<SortedCase>.Of(row => row.FirstText, canBeMissing: false);
    private static readonly Column<SortedCase> FirstNumber = Column<SortedCase>.Of(row => row.FirstNumber, canBeMissing: false);
    private static readonly Column<SortedCase> SecondText = Column<SortedCase>.Of(row => row.SecondText, canBeMissing: true);
    private static readonly Column<SortedCase> SecondNumber = Column<SortedCase>.Of(row => row.SecondNumber, canBeMissing: true);
    private static readonly Column<SortedCase> Key = Column<SortedCase>.Of(row => row.Key);

    private readonly Domain domain;
    private readonly Field? second;
    private readonly Keyset<SortedCase> withFirst;
    private readonly Keyset<SortedCase> withoutFirst;

    private CaseOrder(Domain domain, (Field Field, bool Descending) first, (Field Field, bool Descending)? second)
    {
        this.domain = domain;
        First = first.Field;
        this.second = second?.Field;
        (Column<SortedCase>, bool)[] rest = second is var (field, descending)
            ? [(IsNumber(field) ? SecondNumber : SecondText, descending), (Key, first.Descending)]
            : [(Key, first.Descending)];
        withFirst = new([(IsNumber(first.Field) ? FirstNumber : FirstText, first.Descending), .. rest]);
        withoutFirst = new(rest);
    }

    /// <summary>The field that cases are sorted by first.</summary>
    public Field First { get; }

    /// <exception cref="ValidationException">A sort field does not exist, or is listed twice.</exception>
    public static CaseOrder Of(CasesDbContext db, Domain domain, IReadOnlyList<Sort> sorts)
    {
        if (sorts.Count == 0)
        {
            sorts = [new(SystemFields.LastUpdatedDateTime, Order.Desc)];
        }

        FieldLookup.EnsureDistinct("sorts", sorts.Select(sort => sort.FieldId!));
        var fields = FieldLookup.Find(db, domain, "sorts", sorts.Select(sort => sort.FieldId!));
        var columns = sorts.Select(sort => (fields[sort.FieldId!], sort.SortOrder == Order.Desc)).ToArray();
        return new(domain, columns[0], columns.Length > 1 ? columns[1] : null);
    }

    /// <summary>Sorts a small number of cases and returns one page.</summary>
    /// <param name="db">The database.</param>
    /// <param name="cases">The matching cases.</param>
    /// <param name="keys">The keys of the candidates. All matching cases are candidates.</param>
    /// <param name="position">The position of the last case of the previous page, or null for the first page.</param>
    /// <param name="count">The maximum number of cases to return.</param>
    public IReadOnlyList<SortedCase> Sort(
        CasesDbContext db, IQueryable<Case> cases, long[] keys, string? position, int count)
    {
        var (fieldId, _) = Ids;
        var values = db.CaseValues.Where(value => keys.Contains(value.CaseKey) && value.FieldId == fieldId);
        return From(values, cases, !SystemFields.IsAlwaysSet(fieldId), position, count);
    }

    /// <summary>Returns one page of any number of cases. Scans the index of the first field until the page is full.</summary>
    /// <param name="db">The database.</param>
    /// <param name="cases">The matching cases.</param>
    /// <param name="bounds">The top-level conditions on the first sort field. These conditions limit the index scan.</param>
    /// <param name="position">The position of the last case of the previous page, or null for the first page.</param>
    /// <param name="count">The maximum number of cases to return.</param>
    public IReadOnlyList<SortedCase> Scan(
        CasesDbContext db, IQueryable<Case> cases, IEnumerable<Expression<Func<CaseValue, bool>>> bounds, string? position, int count)
    {
        var (fieldId, _) = Ids;
        var values = db.CaseValues.Where(value => value.DomainKey == domain.Key && value.FieldId == fieldId);
        values = IsNumber(First) ? values.Where(value => value.Number != null) : values.Where(value => value.SortText != null);
        var canBeMissing = !SystemFields.IsAlwaysSet(fieldId);
        foreach (var condition in bounds)
        {
            values = values.Where(condition);
            canBeMissing = false;
        }

        return From(values, cases, canBeMissing, position, count);
    }

    public string PositionOf(SortedCase row) => row is { FirstText: null, FirstNumber: null }
        ? $"-{withoutFirst.PositionOf(row)}"
        : withFirst.PositionOf(row);

    private static (bool IsMissing, string? Position) SplitPosition(string? position) =>
        position is ['-', .. var rest] ? (true, rest) : (false, position);

    private static bool IsNumber(Field field) => field.Type is FieldType.Number or FieldType.Boolean;

    private (string First, string? Second) Ids => (First.FieldId, second?.FieldId);

    private List<SortedCase> From(
        IQueryable<CaseValue> values, IQueryable<Case> cases, bool canBeMissing, string? position, int count)
    {
        var (isMissing, within) = SplitPosition(position);
        List<SortedCase> rows = isMissing ? [] : [.. withFirst.From(WithFirst(values, cases), within).Take(count)];
        if (canBeMissing && rows.Count < count)
        {
            rows.AddRange(withoutFirst.From(WithoutFirst(cases), isMissing ? within : null).Take(count - rows.Count));
        }

        return rows;
    }

    private IQueryable<SortedCase> WithFirst(IQueryable<CaseValue> values, IQueryable<Case> cases)
    {
        var (_, secondId) = Ids;
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
        var (fieldId, secondId) = Ids;
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
