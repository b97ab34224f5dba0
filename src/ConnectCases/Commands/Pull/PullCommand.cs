using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using ConnectCases.Commands.Pull.Documents;

namespace ConnectCases.Commands.Pull;

/// <summary>
/// The command <c>pull</c>: writes the seed file of an existing domain. Only the types of this namespace use the AWS SDK and the YAML
/// library, so that other commands do not load these assemblies.
/// </summary>
internal static class PullCommand
{
    /// <summary>Returns 0 if the seed file was written, otherwise 1.</summary>
    public static async Task<int> RunAsync(PullOptions options, CancellationToken cancellationToken)
    {
        try
        {
            using var output = SeedFile.Create(options.Output);
            var config = CasesConfig.Find(options);
            var credentials = await FindCredentialsAsync(config);
            using var client = new CasesClient(credentials, config);
            using var progress = new TerminalLine();
            var domain = await new DomainReader(client, options.DomainId, progress).ReadAsync(options.WithCases, cancellationToken);
            output.Write(SeedDocument.Write(domain, Heading(options, config)));
            await WarnAsync(domain);
            return 0;
        }
        catch (Exception failure) when (failure is PullException or AmazonClientException)
        {
            await Console.Error.WriteLineAsync(failure.Message.ReplaceLineEndings(" ").Trim());
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("The command was cancelled.");
        }

        return 1;
    }

    // A file without some cases must not look complete.
    private static async Task WarnAsync(DomainContent domain)
    {
        var templates = domain.Templates.Select(template => template.Text("templateId")).ToHashSet();
        var omitted = domain.Cases.Count(@case => !templates.Contains(@case.TemplateId));
        if (omitted > 0)
        {
            await Console.Error.WriteLineAsync($"{omitted} of {domain.Cases.Count} cases were left out, because their templates are deleted.");
        }
    }

    private static string Heading(PullOptions options, CasesConfig config)
    {
        var now = TimeProvider.System.GetUtcNow();
        return $"# Domain {options.DomainId} of {config.Address} ({config.AuthenticationRegion}) on {now:yyyy-MM-dd'T'HH:mm:ss'Z'}, "
            + "written by the command pull.";
    }

    private static async Task<AWSCredentials> FindCredentialsAsync(CasesConfig config)
    {
        try
        {
            var credentials = await DefaultAWSCredentialsIdentityResolver.GetCredentialsAsync(config);

            // Profiles with a role or a login call other services here.
            await credentials.GetCredentialsAsync();
            return credentials;
        }
        catch (Exception failure) when (failure is AmazonClientException or AmazonServiceException or HttpRequestException)
        {
            var profile = config.Profile?.Name ?? Environment.GetEnvironmentVariable("AWS_PROFILE");
            throw new PullException(
                string.IsNullOrEmpty(profile)
                    ? "There are no AWS credentials. Use --profile, AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
                    : $"The profile '{profile}' has no usable credentials: {failure.Message}",
                failure);
        }
    }
}
