namespace ConnectCases.Protocol;

/// <summary>How errors name a place in the input: <c>fields[0].value.stringValue</c>.</summary>
internal static class MemberPath
{
    public static string FromJsonPath(string jsonPath) => jsonPath.TrimStart('$').TrimStart('.');

    public static string FromPropertyPath(string propertyPath) =>
        string.Join('.', propertyPath.Split('.').Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName));
}
