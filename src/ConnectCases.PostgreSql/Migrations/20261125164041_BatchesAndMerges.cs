using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace ConnectCases.PostgreSql.Migrations
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
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "MergeMetadata",
                table: "AuditEvents",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Merges",
                columns: table => new
                {
                    Key = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    DomainKey = table.Column<long>(type: "bigint", nullable: false),
                    MergeEventId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    PrimaryKey = table.Column<long>(type: "bigint", nullable: false),
                    PrimaryCaseId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SecondaryKey = table.Column<long>(type: "bigint", nullable: false),
                    SecondaryCaseId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    FieldIds = table.Column<string>(type: "text", nullable: false),
                    ItemTypes = table.Column<string>(type: "text", nullable: false),
                    DueTime = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    CompletedTime = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
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
                SELECT 'reference_id', 'Text', 'System', 'Friendly 9-character id, unique in the domain', "Key", 'Reference ID', '{}', FALSE, "CreatedTime", "CreatedTime"
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
