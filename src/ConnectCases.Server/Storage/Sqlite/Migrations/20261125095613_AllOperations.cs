using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ConnectCases.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    internal partial class AllOperations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "DefaultLayout",
                table: "Templates",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Deleted",
                table: "Templates",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Rules",
                table: "Templates",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "Tags",
                table: "Templates",
                type: "TEXT",
                nullable: false,
                defaultValue: "{}");

            migrationBuilder.AddColumn<long>(
                name: "DomainKey",
                table: "RelatedItems",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "LastUpdatedUser",
                table: "RelatedItems",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SlaStatus",
                table: "RelatedItems",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "SlaTargetTime",
                table: "RelatedItems",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Deleted",
                table: "Fields",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Tags",
                table: "Fields",
                type: "TEXT",
                nullable: false,
                defaultValue: "{}");

            migrationBuilder.AddColumn<string>(
                name: "EventBridge",
                table: "Domains",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Tags",
                table: "Domains",
                type: "TEXT",
                nullable: false,
                defaultValue: "{}");

            migrationBuilder.AddColumn<long>(
                name: "DomainKey",
                table: "CaseValues",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "Folded",
                table: "CaseValues",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "SortText",
                table: "CaseValues",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "CaseRules",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    CaseRuleId = table.Column<string>(type: "TEXT", nullable: false),
                    Description = table.Column<string>(type: "TEXT", nullable: true),
                    RuleType = table.Column<string>(type: "TEXT", nullable: false),
                    Rule = table.Column<string>(type: "TEXT", nullable: false),
                    DomainKey = table.Column<long>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Tags = table.Column<string>(type: "TEXT", nullable: false),
                    Deleted = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreatedTime = table.Column<long>(type: "INTEGER", nullable: false),
                    LastModifiedTime = table.Column<long>(type: "INTEGER", nullable: false)
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
                name: "CaseTags",
                columns: table => new
                {
                    CaseKey = table.Column<long>(type: "INTEGER", nullable: false),
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    DomainKey = table.Column<long>(type: "INTEGER", nullable: false),
                    Value = table.Column<string>(type: "TEXT", nullable: false)
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
                name: "Events",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    DomainId = table.Column<string>(type: "TEXT", nullable: false),
                    CaseId = table.Column<string>(type: "TEXT", nullable: false),
                    EventType = table.Column<string>(type: "TEXT", nullable: false),
                    Envelope = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Events", x => x.Sequence);
                });

            migrationBuilder.CreateTable(
                name: "Layouts",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    LayoutId = table.Column<string>(type: "TEXT", nullable: false),
                    Content = table.Column<string>(type: "TEXT", nullable: false),
                    DomainKey = table.Column<long>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Tags = table.Column<string>(type: "TEXT", nullable: false),
                    Deleted = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreatedTime = table.Column<long>(type: "INTEGER", nullable: false),
                    LastModifiedTime = table.Column<long>(type: "INTEGER", nullable: false)
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
                name: "RelatedItemValues",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    FieldId = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: true),
                    Number = table.Column<double>(type: "REAL", nullable: true),
                    Folded = table.Column<string>(type: "TEXT", nullable: false),
                    SortText = table.Column<string>(type: "TEXT", nullable: true)
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

            migrationBuilder.Sql(
                """
                UPDATE "RelatedItems" SET "DomainKey" =
                    (SELECT "DomainKey" FROM "Cases" WHERE "Cases"."Key" = "RelatedItems"."CaseKey");
                UPDATE "CaseValues" SET
                    "DomainKey" = (SELECT "DomainKey" FROM "Cases" WHERE "Cases"."Key" = "CaseValues"."CaseKey"),
                    "Folded" = cases_folded("Kind", "Text", "Number"),
                    "SortText" = cases_sort_text("Text");
                INSERT INTO "CaseTags" ("CaseKey", "DomainKey", "Key", "Value")
                    SELECT "Cases"."Key", "Cases"."DomainKey", tag.key, tag.value FROM "Cases", json_each("Cases"."Tags") AS tag;
                """);

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
                name: "IX_CaseRules_DomainKey_CaseRuleId",
                table: "CaseRules",
                columns: new[] { "DomainKey", "CaseRuleId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CaseTags_DomainKey_Key_Value_CaseKey",
                table: "CaseTags",
                columns: new[] { "DomainKey", "Key", "Value", "CaseKey" });

            migrationBuilder.CreateIndex(
                name: "IX_Events_CaseId_Sequence",
                table: "Events",
                columns: new[] { "CaseId", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_Events_DomainId_Sequence",
                table: "Events",
                columns: new[] { "DomainId", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_Layouts_DomainKey_LayoutId",
                table: "Layouts",
                columns: new[] { "DomainKey", "LayoutId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RelatedItemValues_Sequence_FieldId",
                table: "RelatedItemValues",
                columns: new[] { "Sequence", "FieldId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CaseRules");

            migrationBuilder.DropTable(
                name: "CaseTags");

            migrationBuilder.DropTable(
                name: "Events");

            migrationBuilder.DropTable(
                name: "Layouts");

            migrationBuilder.DropTable(
                name: "RelatedItemValues");

            migrationBuilder.DropIndex(
                name: "IX_RelatedItems_DomainKey_AssociationTime_Sequence",
                table: "RelatedItems");

            migrationBuilder.DropIndex(
                name: "IX_RelatedItems_DomainKey_Target_Sequence",
                table: "RelatedItems");

            migrationBuilder.DropIndex(
                name: "IX_RelatedItems_SlaTargetTime",
                table: "RelatedItems");

            migrationBuilder.DropIndex(
                name: "IX_CaseValues_DomainKey_FieldId_Number_CaseKey",
                table: "CaseValues");

            migrationBuilder.DropIndex(
                name: "IX_CaseValues_DomainKey_FieldId_SortText_CaseKey",
                table: "CaseValues");

            migrationBuilder.DropColumn(
                name: "DefaultLayout",
                table: "Templates");

            migrationBuilder.DropColumn(
                name: "Deleted",
                table: "Templates");

            migrationBuilder.DropColumn(
                name: "Rules",
                table: "Templates");

            migrationBuilder.DropColumn(
                name: "Tags",
                table: "Templates");

            migrationBuilder.DropColumn(
                name: "DomainKey",
                table: "RelatedItems");

            migrationBuilder.DropColumn(
                name: "LastUpdatedUser",
                table: "RelatedItems");

            migrationBuilder.DropColumn(
                name: "SlaStatus",
                table: "RelatedItems");

            migrationBuilder.DropColumn(
                name: "SlaTargetTime",
                table: "RelatedItems");

            migrationBuilder.DropColumn(
                name: "Deleted",
                table: "Fields");

            migrationBuilder.DropColumn(
                name: "Tags",
                table: "Fields");

            migrationBuilder.DropColumn(
                name: "EventBridge",
                table: "Domains");

            migrationBuilder.DropColumn(
                name: "Tags",
                table: "Domains");

            migrationBuilder.DropColumn(
                name: "DomainKey",
                table: "CaseValues");

            migrationBuilder.DropColumn(
                name: "Folded",
                table: "CaseValues");

            migrationBuilder.DropColumn(
                name: "SortText",
                table: "CaseValues");
        }
    }
}
