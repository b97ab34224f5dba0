namespace ConnectCases;

/// <summary>
/// The resource quotas, with the documented numbers as defaults (behaviour.md 12.1). A request above a quota leads to a
/// ServiceQuotaExceededException. Operations that do not declare this error return a ConflictException.
/// </summary>
public sealed class QuotaOptions
{
    /// <summary>The maximum number of domains of an account in a Region.</summary>
    public int Domains { get; set; } = 5;

    /// <summary>The maximum number of fields of a domain. Includes system fields, but not deleted fields.</summary>
    public int FieldsPerDomain { get; set; } = 500;

    /// <summary>The maximum number of options of a single-select field.</summary>
    public int OptionsPerField { get; set; } = 500;

    /// <summary>The maximum number of layouts of a domain. Does not include deleted layouts.</summary>
    public int LayoutsPerDomain { get; set; } = 100;

    /// <summary>The maximum number of fields of a layout, in both panels together.</summary>
    public int FieldsPerLayout { get; set; } = 100;

    /// <summary>The maximum number of templates of a domain. Does not include deleted templates.</summary>
    public int TemplatesPerDomain { get; set; } = 100;

    /// <summary>The maximum number of case rules of a domain. Does not include deleted rules.</summary>
    public int CaseRulesPerDomain { get; set; } = 100;

    /// <summary>The maximum number of field options rules of a template.</summary>
    public int FieldOptionsRulesPerTemplate { get; set; } = 10;

    /// <summary>The maximum number of parent values of a field options rule.</summary>
    public int ParentValuesPerFieldOptionsRule { get; set; } = 50;

    /// <summary>The maximum number of child values of a field options rule, for all parent values together.</summary>
    public int ChildValuesPerFieldOptionsRule { get; set; } = 500;

    /// <summary>The maximum number of related items of a case.</summary>
    public int RelatedItemsPerCase { get; set; } = 200;

    /// <summary>The maximum number of related items of type File of a case.</summary>
    public int FilesPerCase { get; set; } = 50;

    /// <summary>The maximum number of related items of type Sla of a case.</summary>
    public int SlasPerCase { get; set; } = 30;

    /// <summary>The maximum number of fields of a custom related item.</summary>
    public int FieldsPerRelatedItem { get; set; } = 5;

    /// <summary>The maximum number of deleted fields of a domain.</summary>
    public int DeletedFieldsPerDomain { get; set; } = 500;

    /// <summary>The maximum number of deleted layouts of a domain.</summary>
    public int DeletedLayoutsPerDomain { get; set; } = 100;

    /// <summary>The maximum number of deleted templates of a domain.</summary>
    public int DeletedTemplatesPerDomain { get; set; } = 100;
}
