using ConnectCases.Api.Domains;
using ConnectCases.Events;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Json;

namespace ConnectCases.State;

/// <summary>
/// The worlds that an import fills. A document of one account can go to another account, and a document of one world to another world.
/// The ARNs of Cases resources and the default principal follow.
/// </summary>
internal sealed class ImportTarget
{
    private readonly IWorldRequest scope;
    private readonly string? account;
    private readonly string? region;

    private ImportTarget(IWorldRequest scope, string? account = null, string? region = null)
    {
        this.scope = scope;
        this.account = account;
        this.region = region;
    }

    /// <summary>Keeps every resource in its world.</summary>
    public static ImportTarget Same { get; } = new(new WorldScope());

    /// <param name="scope">The worlds that the import replaces.</param>
    /// <param name="worlds">The worlds of the document.</param>
    /// <exception cref="DocumentException">The document has more accounts or Regions than the scope.</exception>
    public static ImportTarget Of(IWorldRequest scope, IReadOnlySet<(string Account, string Region)> worlds)
    {
        var accounts = worlds.Select(world => world.Account).Distinct().ToList();
        var regions = worlds.Select(world => world.Region).Distinct().ToList();
        if (scope.Account is not null && accounts.Count > 1)
        {
            throw new DocumentException(
                $"The document has the accounts {accounts}. Only a document of one account can be imported into account {scope.Account}.");
        }

        if (scope.Region is not null && regions.Count > 1)
        {
            throw new DocumentException(
                $"The document has the Regions {regions}. Only a document of one Region can be imported into Region {scope.Region}.");
        }

        return new(scope, accounts.FirstOrDefault(), regions.FirstOrDefault());
    }

    public Domain Move(DomainLine line)
    {
        var domain = new Domain
        {
            DomainId = line.DomainId,
            Account = scope.Account ?? line.Account,
            Region = scope.Region ?? line.Region,
            Name = line.Name,
            CreatedTime = line.CreatedTime,
        };
        domain.SetTags(new(line.Tags.Read(ProtocolJson.Wire.IReadOnlyDictionaryStringString)));
        return domain;
    }

    public CaseEvent Move(EventLine line)
    {
        var (toAccount, toRegion) = (scope.Account ?? line.Account, scope.Region ?? line.Region);
        var envelope = line.Envelope;
        if (toAccount != line.Account || toRegion != line.Region)
        {
            var original = envelope.Read(EventJson.Wire.EventEnvelope);
            envelope = StoredJson.From(
                original with
                {
                    Account = toAccount,
                    Region = toRegion,
                    Resources = [.. original.Resources.Select(arn => MoveArn(arn, line.Account, line.Region))],
                    Detail = original.Detail with
                    {
                        PerformedBy = original.Detail.PerformedBy with
                        {
                            IamPrincipalArn = MovePrincipal(
                                original.Detail.PerformedBy.IamPrincipalArn, line.Account, line.Region),
                        },
                    },
                },
                EventJson.Wire.EventEnvelope);
        }

        return new()
        {
            Account = toAccount,
            Region = toRegion,
            DomainId = line.DomainId,
            CaseId = line.CaseId,
            EventType = line.EventType,
            Envelope = envelope,
        };
    }

    /// <summary>
    /// Returns the account and the Region of a clock. A clock that applies to the moved world becomes the clock of the scope. Returns
    /// null for the clock of another world.
    /// </summary>
    public (string Account, string Region)? Move(ClockLine line) =>
        (scope.Account is not null && (line.Account ?? account) != account) || (scope.Region is not null && (line.Region ?? region) != region)
            ? null
            : (scope.Account ?? line.Account ?? "", scope.Region ?? line.Region ?? "");

    /// <summary>Returns the default principal of the new account for the default principal of the old one.</summary>
    public string MovePrincipal(string principalArn, string fromAccount, string fromRegion) =>
        principalArn == Caller.DefaultPrincipalArn(fromAccount, fromRegion)
            ? Caller.DefaultPrincipalArn(scope.Account ?? fromAccount, scope.Region ?? fromRegion)
            : principalArn;

    private string MoveArn(string arn, string fromAccount, string fromRegion)
    {
        var prefix = Arn.OfDomain(fromAccount, fromRegion, "");
        return arn.StartsWith(prefix, StringComparison.Ordinal)
            ? Arn.OfDomain(scope.Account ?? fromAccount, scope.Region ?? fromRegion, arn[prefix.Length..])
            : arn;
    }
}
