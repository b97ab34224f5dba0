using ConnectCases.Protocol.Errors;

namespace ConnectCases.Protocol.Identity;

/// <summary>Says how to correct a text that does not have the form of an ARN.</summary>
internal static class ArnHint
{
    public static string Of(ArnForm form, string text) => text.Split(':') switch
    {
        ["arn", _, _, _, "*", ..] => "Replace the account '*' by an account id of 12 digits.",
        ["arn", ..] => $"Compare '{Excerpt.Of(text)}' with the form {form.Text}. Replace only the words in capital letters.",
        _ => $"'{Excerpt.Of(text)}' is not an ARN. Send the whole ARN, or start the server with --ConnectCases:ArnForms=Any to use short ids.",
    };
}
