namespace ConnectCases;

/// <summary>
/// The resource quotas, with the documented numbers as defaults (behaviour.md 12.1). A request above a quota leads to a
/// ServiceQuotaExceededException. Operations that do not declare this error return a ConflictException.
/// </summary>
public sealed class QuotaOptions
{
    /// <summary>Domains of an account in a Region.</summary>
    public int Domains { get; set; } = 5;

    /// <summary>Fields of a domain, system fields included and deleted fields excluded.</summary>
    public int FieldsPerDomain { get; set; } = 500;

    /// <summary>Options of a single-select field.</summary>
    public int OptionsPerField { get; set; } = 500;

    /// <summary>Layouts of a domain, deleted layouts excluded.</summary>
    public int LayoutsPerDomain { get; set; } = 100;

    /// <summary>Fields of a layout, counted over both panels.</summary>
    public int FieldsPerLayout { get; set; } = 100;

    /// <summary>Templates of a domain, deleted templates excluded.</summary>
    public int TemplatesPerDomain { get; set; } = 100;

    /// <summary>Case rules of a domain, deleted rules excluded.</summary>
    public int CaseRulesPerDomain { get; set; } = 100;

    /// <summary>Field options rules of a template.</summary>
    public int FieldOptionsRulesPerTemplate { get; set; } = 10;

    /// <summary>Parent values that a field options rule maps.</summary>
    public int ParentValuesPerFieldOptionsRule { get; set; } = 50;

    /// <summary>Child values of a field options rule, counted over all parent values.</summary>
    public int ChildValuesPerFieldOptionsRule { get; set; } = 500;

    /// <summary>Related items of a case.</summary>
    public int RelatedItemsPerCase { get; set; } = 200;

    /// <summary>Related items of type File of a case.</summary>
    public int FilesPerCase { get; set; } = 50;

    /// <summary>Related items of type Sla of a case.</summary>
    public int SlasPerCase { get; set; } = 30;

    /// <summary>Fields of a custom related item.</summary>
    public int FieldsPerRelatedItem { get; set; } = 5;

    /// <summary>Deleted fields of a domain. Deleted resources stay readable.</summary>
    public int DeletedFieldsPerDomain { get; set; } = 500;

    /// <summary>Deleted layouts of a domain.</summary>
    public int DeletedLayoutsPerDomain { get; set; } = 100;

    /// <summary>Deleted templates of a domain.</summary>
    public int DeletedTemplatesPerDomain { get; set; } = 100;
}
