using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace ConnectCases.PostgreSql.Migrations
{
    /// <inheritdoc />
    internal partial class InitialCreate : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterDatabase()
                .Annotation("Npgsql:PostgresExtension:pg_trgm", ",,");

            migrationBuilder.CreateTable(
                name: "Domains",
                columns: table => new
                {
                    Key = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    DomainId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Account = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Region = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedTime = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    DeletedTime = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Tags = table.Column<string>(type: "text", nullable: false),
                    EventBridge = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Domains", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "Events",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    DomainId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CaseId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    EventType = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Envelope = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Events", x => x.Sequence);
                });

            migrationBuilder.CreateTable(
                name: "CaseRules",
                columns: table => new
                {
                    Key = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    CaseRuleId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Description = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    RuleType = table.Column<string>(type: "text", nullable: false),
                    Rule = table.Column<string>(type: "text", nullable: false),
                    DomainKey = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Tags = table.Column<string>(type: "text", nullable: false),
                    Deleted = table.Column<bool>(type: "boolean", nullable: false),
                    CreatedTime = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    LastModifiedTime = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseRules", x => x.Key);
                    table.ForeignKey(
                        name: "FK_CaseRules_Domains_DomainKey",
                        column: x => x.DomainKey,
                        principalTable: "Domains",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Cases",
                columns: table => new
                {
                    Key = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    DomainKey = table.Column<long>(type: "bigint", nullable: false),
                    CaseId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    TemplateId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Tags = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Cases", x => x.Key);
                    table.ForeignKey(
                        name: "FK_Cases_Domains_DomainKey",
                        column: x => x.DomainKey,
                        principalTable: "Domains",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ClientTokens",
                columns: table => new
                {
                    DomainKey = table.Column<long>(type: "bigint", nullable: false),
                    Token = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Parameters = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CaseId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedTime = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClientTokens", x => new { x.DomainKey, x.Token });
                    table.ForeignKey(
                        name: "FK_ClientTokens_Domains_DomainKey",
                        column: x => x.DomainKey,
                        principalTable: "Domains",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Fields",
                columns: table => new
                {
                    Key = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    FieldId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Type = table.Column<string>(type: "text", nullable: false),
                    Namespace = table.Column<string>(type: "text", nullable: false),
                    Description = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    IsMultiline = table.Column<bool>(type: "boolean", nullable: true),
                    DomainKey = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Tags = table.Column<string>(type: "text", nullable: false),
                    Deleted = table.Column<bool>(type: "boolean", nullable: false),
                    CreatedTime = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    LastModifiedTime = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Fields", x => x.Key);
                    table.ForeignKey(
                        name: "FK_Fields_Domains_DomainKey",
                        column: x => x.DomainKey,
                        principalTable: "Domains",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Layouts",
                columns: table => new
                {
                    Key = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    LayoutId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Content = table.Column<string>(type: "text", nullable: false),
                    DomainKey = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Tags = table.Column<string>(type: "text", nullable: false),
                    Deleted = table.Column<bool>(type: "boolean", nullable: false),
                    CreatedTime = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    LastModifiedTime = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Layouts", x => x.Key);
                    table.ForeignKey(
                        name: "FK_Layouts_Domains_DomainKey",
                        column: x => x.DomainKey,
                        principalTable: "Domains",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Templates",
                columns: table => new
                {
                    Key = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    TemplateId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Description = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    DefaultLayout = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Status = table.Column<string>(type: "text", nullable: false),
                    RequiredFields = table.Column<string>(type: "text", nullable: false),
                    TagPropagationConfigurations = table.Column<string>(type: "text", nullable: true),
                    Rules = table.Column<string>(type: "text", nullable: false),
                    DomainKey = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Tags = table.Column<string>(type: "text", nullable: false),
                    Deleted = table.Column<bool>(type: "boolean", nullable: false),
                    CreatedTime = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    LastModifiedTime = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Templates", x => x.Key);
                    table.ForeignKey(
                        name: "FK_Templates_Domains_DomainKey",
                        column: x => x.DomainKey,
                        principalTable: "Domains",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AuditEvents",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    CaseKey = table.Column<long>(type: "bigint", nullable: false),
                    EventId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Type = table.Column<string>(type: "text", nullable: false),
                    RelatedItemType = table.Column<string>(type: "text", nullable: true),
                    PerformedTime = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Fields = table.Column<string>(type: "text", nullable: false),
                    User = table.Column<string>(type: "text", nullable: true),
                    IamPrincipalArn = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditEvents", x => x.Sequence);
                    table.ForeignKey(
                        name: "FK_AuditEvents_Cases_CaseKey",
                        column: x => x.CaseKey,
                        principalTable: "Cases",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CaseTags",
                columns: table => new
                {
                    CaseKey = table.Column<long>(type: "bigint", nullable: false),
                    Key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    DomainKey = table.Column<long>(type: "bigint", nullable: false),
                    Value = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseTags", x => new { x.CaseKey, x.Key });
                    table.ForeignKey(
                        name: "FK_CaseTags_Cases_CaseKey",
                        column: x => x.CaseKey,
                        principalTable: "Cases",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CaseValues",
                columns: table => new
                {
                    FieldId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CaseKey = table.Column<long>(type: "bigint", nullable: false),
                    DomainKey = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Text = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Number = table.Column<double>(type: "double precision", nullable: true),
                    Folded = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SortText = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseValues", x => new { x.CaseKey, x.FieldId });
                    table.ForeignKey(
                        name: "FK_CaseValues_Cases_CaseKey",
                        column: x => x.CaseKey,
                        principalTable: "Cases",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RelatedItems",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    CaseKey = table.Column<long>(type: "bigint", nullable: false),
                    DomainKey = table.Column<long>(type: "bigint", nullable: false),
                    RelatedItemId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Type = table.Column<string>(type: "text", nullable: false),
                    AssociationTime = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Content = table.Column<string>(type: "text", nullable: false),
                    Target = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Channel = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    SlaStatus = table.Column<string>(type: "text", nullable: true),
                    SlaTargetTime = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Tags = table.Column<string>(type: "text", nullable: false),
                    PerformedBy = table.Column<string>(type: "text", nullable: true),
                    LastUpdatedUser = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RelatedItems", x => x.Sequence);
                    table.ForeignKey(
                        name: "FK_RelatedItems_Cases_CaseKey",
                        column: x => x.CaseKey,
                        principalTable: "Cases",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SelectOptions",
                columns: table => new
                {
                    Key = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    FieldKey = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Value = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SelectOptions", x => x.Key);
                    table.ForeignKey(
                        name: "FK_SelectOptions_Fields_FieldKey",
                        column: x => x.FieldKey,
                        principalTable: "Fields",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RelatedItemValues",
                columns: table => new
                {
                    Key = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    FieldId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Text = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Number = table.Column<double>(type: "double precision", nullable: true),
                    Folded = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SortText = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RelatedItemValues", x => x.Key);
                    table.ForeignKey(
                        name: "FK_RelatedItemValues_RelatedItems_Sequence",
                        column: x => x.Sequence,
                        principalTable: "RelatedItems",
                        principalColumn: "Sequence",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEvents_CaseKey_Sequence",
                table: "AuditEvents",
                columns: new[] { "CaseKey", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_CaseRules_DomainKey_CaseRuleId",
                table: "CaseRules",
                columns: new[] { "DomainKey", "CaseRuleId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CaseTags_DomainKey_Key_Value_CaseKey",
                table: "CaseTags",
                columns: new[] { "DomainKey", "Key", "Value", "CaseKey" });

            migrationBuilder.CreateIndex(
                name: "IX_CaseValues_DomainKey_FieldId_Number_CaseKey",
                table: "CaseValues",
                columns: new[] { "DomainKey", "FieldId", "Number", "CaseKey" },
                filter: "\"Number\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_CaseValues_DomainKey_FieldId_SortText_CaseKey",
                table: "CaseValues",
                columns: new[] { "DomainKey", "FieldId", "SortText", "CaseKey" },
                filter: "\"SortText\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_CaseValues_Folded",
                table: "CaseValues",
                column: "Folded")
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:IndexOperators", new[] { "gin_trgm_ops" });

            migrationBuilder.CreateIndex(
                name: "IX_Cases_DomainKey_CaseId",
                table: "Cases",
                columns: new[] { "DomainKey", "CaseId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ClientTokens_CreatedTime",
                table: "ClientTokens",
                column: "CreatedTime");

            migrationBuilder.CreateIndex(
                name: "IX_Domains_Account_Region_Key",
                table: "Domains",
                columns: new[] { "Account", "Region", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_Domains_DeletedTime",
                table: "Domains",
                column: "DeletedTime");

            migrationBuilder.CreateIndex(
                name: "IX_Domains_DomainId",
                table: "Domains",
                column: "DomainId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Events_CaseId_Sequence",
                table: "Events",
                columns: new[] { "CaseId", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_Events_DomainId_Sequence",
                table: "Events",
                columns: new[] { "DomainId", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_Fields_DomainKey_FieldId",
                table: "Fields",
                columns: new[] { "DomainKey", "FieldId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Layouts_DomainKey_LayoutId",
                table: "Layouts",
                columns: new[] { "DomainKey", "LayoutId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RelatedItemValues_Sequence_FieldId",
                table: "RelatedItemValues",
                columns: new[] { "Sequence", "FieldId" });

            migrationBuilder.CreateIndex(
                name: "IX_RelatedItems_CaseKey_Sequence_Type",
                table: "RelatedItems",
                columns: new[] { "CaseKey", "Sequence", "Type" });

            migrationBuilder.CreateIndex(
                name: "IX_RelatedItems_DomainKey_AssociationTime_Sequence",
                table: "RelatedItems",
                columns: new[] { "DomainKey", "AssociationTime", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_RelatedItems_DomainKey_Target_Sequence",
                table: "RelatedItems",
                columns: new[] { "DomainKey", "Target", "Sequence" },
                filter: "\"Target\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_RelatedItems_SlaTargetTime",
                table: "RelatedItems",
                column: "SlaTargetTime",
                filter: "\"SlaStatus\" = 'Active'");

            migrationBuilder.CreateIndex(
                name: "IX_SelectOptions_FieldKey_Value",
                table: "SelectOptions",
                columns: new[] { "FieldKey", "Value" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Templates_DomainKey_TemplateId",
                table: "Templates",
                columns: new[] { "DomainKey", "TemplateId" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AuditEvents");

            migrationBuilder.DropTable(
                name: "CaseRules");

            migrationBuilder.DropTable(
                name: "CaseTags");

            migrationBuilder.DropTable(
                name: "CaseValues");

            migrationBuilder.DropTable(
                name: "ClientTokens");

            migrationBuilder.DropTable(
                name: "Events");

            migrationBuilder.DropTable(
                name: "Layouts");

            migrationBuilder.DropTable(
                name: "RelatedItemValues");

            migrationBuilder.DropTable(
                name: "SelectOptions");

            migrationBuilder.DropTable(
                name: "Templates");

            migrationBuilder.DropTable(
                name: "RelatedItems");

            migrationBuilder.DropTable(
                name: "Fields");

            migrationBuilder.DropTable(
                name: "Cases");

            migrationBuilder.DropTable(
                name: "Domains");
        }
    }
}
