using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ConnectCases.Storage.Sqlite.Migrations
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
                    DomainKey = table.Column<long>(type: "INTEGER", nullable: false),
                    CaseId = table.Column<string>(type: "TEXT", nullable: false),
                    DeletedTime = table.Column<long>(type: "INTEGER", nullable: false),
                    RequestId = table.Column<string>(type: "TEXT", nullable: false)
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
