using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ConnectCases.PostgreSql.Migrations
{
    /// <inheritdoc />
    internal partial class WordSearch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Words",
                table: "CaseValues",
                type: "text",
                nullable: false,
                defaultValue: "",
                collation: "C");

            // The second index is empty after PostgresStorage has filled the column of all rows.
            migrationBuilder.Sql(
                """
                CREATE INDEX "IX_CaseValues_Words" ON "CaseValues"
                    USING gin (array_to_tsvector(string_to_array(btrim("Words"), ' ')));
                CREATE INDEX "IX_CaseValues_WithoutWords" ON "CaseValues" ("CaseKey") WHERE "Words" = '';
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                DROP INDEX "IX_CaseValues_Words";
                DROP INDEX "IX_CaseValues_WithoutWords";
                """);

            migrationBuilder.DropColumn(
                name: "Words",
                table: "CaseValues");
        }
    }
}
