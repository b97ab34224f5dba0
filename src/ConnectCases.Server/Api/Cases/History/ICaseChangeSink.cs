using ConnectCases.Storage;

namespace ConnectCases.Api.Cases.History;

/// <summary>Writes a record of each change, in the unit of work that makes the change.</summary>
internal interface ICaseChangeSink
{
    void Record(CasesDbContext unit, CaseChange change, Actor actor);
}
