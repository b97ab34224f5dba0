using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ConnectCases.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    internal partial class Worlds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Domains_DomainId",
                table: "Domains");

            migrationBuilder.AddColumn<string>(
                name: "Account",
                table: "Events",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Region",
                table: "Events",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            // The envelope of an event has the account and the Region.
            migrationBuilder.Sql(
                """
                UPDATE "Events" SET "Account" = json_extract("Envelope", '$.account'), "Region" = json_extract("Envelope", '$.region');
                """);

            migrationBuilder.CreateTable(
                name: "Clocks",
                columns: table => new
                {
                    Account = table.Column<string>(type: "TEXT", nullable: false),
                    Region = table.Column<string>(type: "TEXT", nullable: false),
                    FrozenTime = table.Column<long>(type: "INTEGER", nullable: true),
                    Offset = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Clocks", x => new { x.Account, x.Region });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Events_Account_Region_Sequence",
                table: "Events",
                columns: new[] { "Account", "Region", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_Domains_DomainId_Account_Region",
                table: "Domains",
                columns: new[] { "DomainId", "Account", "Region" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Clocks");

            migrationBuilder.DropIndex(
                name: "IX_Events_Account_Region_Sequence",
                table: "Events");

            migrationBuilder.DropIndex(
                name: "IX_Domains_DomainId_Account_Region",
                table: "Domains");

            migrationBuilder.DropColumn(
                name: "Account",
                table: "Events");

            migrationBuilder.DropColumn(
                name: "Region",
                table: "Events");

            migrationBuilder.CreateIndex(
                name: "IX_Domains_DomainId",
                table: "Domains",
                column: "DomainId",
                unique: true);
        }
    }
}
