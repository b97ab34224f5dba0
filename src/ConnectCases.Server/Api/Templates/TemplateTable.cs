using ConnectCases.Api.Domains;
using ConnectCases.Protocol.Errors;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Api.Templates;

internal static class TemplateTable
{
    private static readonly Func<CasesDbContext, long, string, Template?> ById = CompiledQuery.Of(
        (CasesDbContext db, long domainKey, string templateId) => db.Set<Template>().AsNoTracking()
            .FirstOrDefault(template => template.DomainKey == domainKey && template.TemplateId == templateId));

    extension(CasesDbContext db)
    {
        public DbSet<Template> Templates => db.Set<Template>();

        /// <summary>Returns a template, also a deleted one.</summary>
        /// <exception cref="ResourceNotFoundException">The template does not exist.</exception>
        public Template GetTemplate(Domain domain, string templateId) =>
            ById(db, domain.Key, templateId) ?? throw new ResourceNotFoundException("Template", templateId);
    }
}
