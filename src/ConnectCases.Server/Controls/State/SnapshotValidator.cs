using ConnectCases.Protocol.Validation;

namespace ConnectCases.Controls.State;

internal sealed class SnapshotValidator : ContractValidator<SnapshotRequest>
{
    public SnapshotValidator() => this.ForWorld();
}
