using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ConnectCases.PostgreSql.Migrations
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
                type: "text",
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "Region",
                table: "Events",
                type: "text",
                nullable: false,
                defaultValue: "",
                collation: "C");

            // The envelope of an event has the account and the Region, before any other members with these names.
            migrationBuilder.Sql(
                """
                UPDATE "Events" SET
                    "Account" = substring("Envelope" FROM '"account":"([0-9]{12})"'),
                    "Region" = substring("Envelope" FROM '"region":"([a-z0-9-]+)"');
                """);

            migrationBuilder.CreateTable(
                name: "Clocks",
                columns: table => new
                {
                    Account = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Region = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    FrozenTime = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Offset = table.Column<long>(type: "bigint", nullable: false)
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
