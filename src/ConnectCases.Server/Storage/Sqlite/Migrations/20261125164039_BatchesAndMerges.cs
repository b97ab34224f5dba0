using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ConnectCases.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    internal partial class BatchesAndMerges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(
                name: "CaseId",
                table: "ClientTokens",
                newName: "Answer");

            migrationBuilder.AddColumn<string>(
                name: "Merging",
                table: "Cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "MergeMetadata",
                table: "AuditEvents",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Merges",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    DomainKey = table.Column<long>(type: "INTEGER", nullable: false),
                    MergeEventId = table.Column<string>(type: "TEXT", nullable: false),
                    PrimaryKey = table.Column<long>(type: "INTEGER", nullable: false),
                    PrimaryCaseId = table.Column<string>(type: "TEXT", nullable: false),
                    SecondaryKey = table.Column<long>(type: "INTEGER", nullable: false),
                    SecondaryCaseId = table.Column<string>(type: "TEXT", nullable: false),
                    FieldIds = table.Column<string>(type: "TEXT", nullable: false),
                    ItemTypes = table.Column<string>(type: "TEXT", nullable: false),
                    DueTime = table.Column<long>(type: "INTEGER", nullable: false),
                    CompletedTime = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Merges", x => x.Key);
                    table.ForeignKey(
                        name: "FK_Merges_Cases_SecondaryKey",
                        column: x => x.SecondaryKey,
                        principalTable: "Cases",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Merges_DueTime",
                table: "Merges",
                column: "DueTime",
                filter: "\"CompletedTime\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Merges_PrimaryKey",
                table: "Merges",
                column: "PrimaryKey",
                filter: "\"CompletedTime\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Merges_SecondaryKey",
                table: "Merges",
                column: "SecondaryKey",
                unique: true);

            // Domains of before have the new system field too; their cases have no value of it.
            migrationBuilder.Sql(
                """
                INSERT INTO "Fields" ("FieldId", "Type", "Namespace", "Description", "DomainKey", "Name", "Tags", "Deleted", "CreatedTime", "LastModifiedTime")
                SELECT 'reference_id', 'Text', 'System', 'Friendly 9-character id, unique in the domain', "Key", 'Reference ID', '{}', 0, "CreatedTime", "CreatedTime"
                FROM "Domains";
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                DELETE FROM "CaseValues" WHERE "FieldId" = 'reference_id';
                DELETE FROM "Fields" WHERE "FieldId" = 'reference_id';
                """);

            migrationBuilder.DropTable(
                name: "Merges");

            migrationBuilder.DropColumn(
                name: "Merging",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "MergeMetadata",
                table: "AuditEvents");

            migrationBuilder.RenameColumn(
                name: "Answer",
                table: "ClientTokens",
                newName: "CaseId");
        }
    }
}
