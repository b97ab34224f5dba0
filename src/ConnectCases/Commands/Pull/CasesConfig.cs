using System.Net;
using System.Text.RegularExpressions;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;
using Endpoint = Amazon.Runtime.Endpoints.Endpoint;

namespace ConnectCases.Commands.Pull;

/// <summary>
/// The configuration of an SDK client for Cases: the endpoint, and the Region and service name of signatures. The SDK has a package
/// per service. The package of Cases is not needed for a few calls.
/// </summary>
internal sealed partial class CasesConfig : ClientConfig
{
    private const string SigningName = "cases";

    // A domain has more resources than the service answers calls per second. The waits add up to about a minute.
    private const int Retries = 6;

    private CasesConfig()
        : base(new DefaultConfigurationProvider([new DefaultConfiguration
        {
            Name = DefaultConfigurationMode.Standard,
            RetryMode = RequestRetryMode.Standard,
        }
        ]))
    {
        // The SDK derives the name AWS_ENDPOINT_URL_CONNECTCASES from this id.
        ServiceId = "ConnectCases";
        AuthenticationServiceName = SigningName;
        MaxErrorRetry = Retries;
        ThrottleRetries = false;
    }

    public override string RegionEndpointServiceName => SigningName;

    public override string ServiceVersion => "2022-10-03";

    public override string UserAgent { get; } = InternalSDKUtils.BuildUserAgentString(
        "ConnectCases", typeof(CasesConfig).Assembly.GetName().Version!.ToString(fieldCount: 3));

    /// <summary>The scheme, host and port of the endpoint, without credentials.</summary>
    public string Address => new Uri(ServiceURL) is var uri ? $"{uri.Scheme}://{uri.Authority}" : "";

    /// <summary>Finds the endpoint and the Region like the AWS SDKs: options first, then environment variables, then the profile.</summary>
    /// <exception cref="PullException">There is no Region, or an option is invalid.</exception>
    public static CasesConfig Find(PullOptions options)
    {
        var config = new CasesConfig();
        if (options.Profile is { } name)
        {
            config.Profile = new(name);
        }

        var region = FindRegion(options);
        var endpoint = options.Endpoint ?? config.ServiceURL ?? AwsEndpoint(region);
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            throw new PullException($"The endpoint '{endpoint}' is not an http or https address.");
        }

        config.ServiceURL = endpoint;
        config.AuthenticationRegion = region;
        if (uri.IsLoopback)
        {
            // A proxy of the network does not reach this machine.
            config.SetWebProxy(new WebProxy());
        }

        return config;
    }

    /// <summary>Returns the endpoint of AWS in a Region.</summary>
    public static string AwsEndpoint(string region) =>
        $"https://{SigningName}.{region}.{RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix}";

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => new(ServiceURL);

    private static string FindRegion(PullOptions options)
    {
        var profileName = options.Profile ?? DefaultAWSCredentialsIdentityResolver.GetProfileName();
        var isKnown = new CredentialProfileStoreChain().TryGetProfile(profileName, out var profile);
        if (options.Profile is not null && !isKnown)
        {
            throw new PullException($"The AWS configuration has no profile '{options.Profile}'.");
        }

        var region = options.Region
            ?? FromEnvironment("AWS_REGION")
            ?? FromEnvironment("AWS_DEFAULT_REGION")
            ?? profile?.Region?.SystemName
            ?? throw new PullException("The Region is unknown. Use --region, AWS_REGION, or a profile with a Region.");
        return RegionName().IsMatch(region)
            ? region
            : throw new PullException($"'{region}' is not the name of a Region, such as us-east-1.");
    }

    // As in AWS SDKs, an empty variable is not set.
    private static string? FromEnvironment(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    // The name becomes a part of the host name.
    [GeneratedRegex(@"\A[a-z0-9-]{1,64}\z")]
    private static partial Regex RegionName();
}
