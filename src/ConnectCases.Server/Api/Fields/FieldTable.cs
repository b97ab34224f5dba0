using ConnectCases.Api.Domains;
using ConnectCases.Protocol.Errors;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Api.Fields;

internal static class FieldTable
{
    private static readonly Func<CasesDbContext, long, string, Field?> ById = CompiledQuery.Of(
        (CasesDbContext db, long domainKey, string fieldId) => db.Set<Field>().AsNoTracking()
            .FirstOrDefault(field => field.DomainKey == domainKey && field.FieldId == fieldId));

    extension(CasesDbContext db)
    {
        public DbSet<Field> Fields => db.Set<Field>();

        public DbSet<SelectOption> SelectOptions => db.Set<SelectOption>();

        /// <summary>Returns a field, also a deleted one.</summary>
        /// <exception cref="ResourceNotFoundException">The field does not exist.</exception>
        public Field GetField(Domain domain, string fieldId) =>
            ById(db, domain.Key, fieldId) ?? throw new ResourceNotFoundException("Field", fieldId);
    }
}
