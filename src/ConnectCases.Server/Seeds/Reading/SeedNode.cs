using ConnectCases.Protocol.Errors;

namespace ConnectCases.Seeds.Reading;

/// <summary>A value of a seed file, with its place for error messages.</summary>
/// <param name="file">The name of the file, or null if the text came in a request.</param>
/// <param name="parent">The list or map that contains the value, or null.</param>
/// <param name="step">The last part of the path, such as <c>name</c> or <c>[2]</c>.</param>
/// <param name="line">The line, beginning with 1.</param>
/// <param name="column">The column, beginning with 1.</param>
internal abstract class SeedNode(string? file, SeedNode? parent, string step, long line, long column)
{
    public string? File => file;

    public long Line => line;

    public long Column => column;

    /// <summary>The path of the value, such as <c>domains[0].fields[1].type</c>.</summary>
    public string Path => parent is not { Path: { Length: > 0 } path } ? step : step.StartsWith('[') ? path + step : $"{path}.{step}";

    /// <summary>Whether the file has no value here.</summary>
    public virtual bool IsNull => false;

    /// <summary>The value in an error message.</summary>
    public abstract string Found { get; }

    /// <summary>Creates the error for this value.</summary>
    /// <param name="reason">What is wrong, as a sentence.</param>
    public DocumentException Error(ErrorText reason) => Error(file, line, column, Path, reason);

    /// <summary>Creates the error for this value, if another kind of value was expected.</summary>
    public DocumentException Unexpected(string expected) => Error($"Expected {ErrorText.Whole(expected)}. Found {ErrorText.Whole(Found)}.");

    /// <summary>Creates the error for a place of a seed.</summary>
    public static DocumentException Error(string? file, long line, long column, string path, ErrorText reason)
    {
        var place = file is null ? $"Line {line}, column {column}: " : $"{file}:{line}:{column}: ";
        return new($"{ErrorText.Whole(place)}{ErrorText.Whole(path.Length == 0 ? "" : $"{path}: ")}{reason}");
    }
}

/// <summary>A single value: a text, a number, a boolean or nothing.</summary>
/// <param name="text">The text without quotation marks.</param>
/// <param name="isQuoted">Whether the value is certainly a text, because the file quotes the value.</param>
/// <param name="file">The name of the file, or null.</param>
/// <param name="parent">The list or map that contains the value, or null.</param>
/// <param name="step">The last part of the path.</param>
/// <param name="line">The line.</param>
/// <param name="column">The column.</param>
internal sealed class SeedScalar(string text, bool isQuoted, string? file, SeedNode? parent, string step, long line, long column)
    : SeedNode(file, parent, step, line, column)
{
    public string Text => text;

    public bool IsQuoted => isQuoted;

    public override bool IsNull => !isQuoted && text is "" or "~" or "null" or "Null" or "NULL";

    public override string Found => IsNull ? "nothing" : isQuoted ? $"the text '{Excerpt.Of(text)}'" : $"'{Excerpt.Of(text)}'";
}

/// <summary>A list of values.</summary>
internal sealed class SeedList(string? file, SeedNode? parent, string step, long line, long column)
    : SeedNode(file, parent, step, line, column)
{
    public List<SeedNode> Items { get; } = [];

    public override string Found => "a list";
}

/// <summary>Values with keys. Each key occurs once.</summary>
internal sealed class SeedMap(string? file, SeedNode? parent, string step, long line, long column)
    : SeedNode(file, parent, step, line, column)
{
    public Dictionary<string, SeedNode> Members { get; } = new(StringComparer.Ordinal);

    public override string Found => "a map";
}
