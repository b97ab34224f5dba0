using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace ConnectCases.PostgreSql.Migrations
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
                    DomainKey = table.Column<long>(type: "bigint", nullable: false),
                    Path = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ResourceId = table.Column<string>(type: "text", nullable: false, collation: "C")
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
                    Key = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Account = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Region = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedTime = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Domains = table.Column<int>(type: "integer", nullable: false),
                    Cases = table.Column<int>(type: "integer", nullable: false),
                    Size = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Snapshots", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "SnapshotParts",
                columns: table => new
                {
                    SnapshotKey = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Data = table.Column<byte[]>(type: "bytea", nullable: false)
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
