using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ConnectCases.PostgreSql.Migrations
{
    /// <inheritdoc />
    internal partial class DeletedCases : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "DeletedCases",
                columns: table => new
                {
                    DomainKey = table.Column<long>(type: "bigint", nullable: false),
                    CaseId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    DeletedTime = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    RequestId = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeletedCases", x => new { x.DomainKey, x.CaseId });
                    table.ForeignKey(
                        name: "FK_DeletedCases_Domains_DomainKey",
                        column: x => x.DomainKey,
                        principalTable: "Domains",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_DeletedCases_DeletedTime",
                table: "DeletedCases",
                column: "DeletedTime");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DeletedCases");
        }
    }
}
