using ConnectCases.Storage;

namespace ConnectCases.Api.Cases.History;

/// <summary>Writes a record of each change, in the unit of work that makes the change.</summary>
internal interface ICaseChangeSink
{
    void Record(CasesDbContext unit, CaseCreated change, Actor actor);

    void Record(CasesDbContext unit, CaseUpdated change, Actor actor);

    void Record(CasesDbContext unit, CaseMerged change, Actor actor);

    void Record(CasesDbContext unit, CaseDeleted change, Actor actor);

    void Record(CasesDbContext unit, RelatedItemCreated change, Actor actor);

    void Record(CasesDbContext unit, RelatedItemUpdated change, Actor actor);

    void Record(CasesDbContext unit, RelatedItemDeleted change, Actor actor);
}
