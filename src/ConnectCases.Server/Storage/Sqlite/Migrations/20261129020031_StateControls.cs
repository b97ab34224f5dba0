using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ConnectCases.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    internal partial class StateControls : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "SeedResources",
                columns: table => new
                {
                    DomainKey = table.Column<long>(type: "INTEGER", nullable: false),
                    Path = table.Column<string>(type: "TEXT", nullable: false),
                    ResourceId = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SeedResources", x => new { x.DomainKey, x.Path });
                    table.ForeignKey(
                        name: "FK_SeedResources_Domains_DomainKey",
                        column: x => x.DomainKey,
                        principalTable: "Domains",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Snapshots",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Account = table.Column<string>(type: "TEXT", nullable: false),
                    Region = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedTime = table.Column<long>(type: "INTEGER", nullable: false),
                    Domains = table.Column<int>(type: "INTEGER", nullable: false),
                    Cases = table.Column<int>(type: "INTEGER", nullable: false),
                    Size = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Snapshots", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "SnapshotParts",
                columns: table => new
                {
                    SnapshotKey = table.Column<long>(type: "INTEGER", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Data = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SnapshotParts", x => new { x.SnapshotKey, x.Number });
                    table.ForeignKey(
                        name: "FK_SnapshotParts_Snapshots_SnapshotKey",
                        column: x => x.SnapshotKey,
                        principalTable: "Snapshots",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Snapshots_Account_Region_Name",
                table: "Snapshots",
                columns: new[] { "Account", "Region", "Name" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SeedResources");

            migrationBuilder.DropTable(
                name: "SnapshotParts");

            migrationBuilder.DropTable(
                name: "Snapshots");
        }
    }
}
