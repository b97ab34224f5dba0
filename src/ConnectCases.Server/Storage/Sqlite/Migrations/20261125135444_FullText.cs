using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ConnectCases.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    internal partial class FullText : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_ClientTokens_CreatedTime",
                table: "ClientTokens",
                column: "CreatedTime");

            // The sequences of three characters of each value; it is filled when the file is opened. It keeps no positions:
            // what it finds is compared again. It merges what it has written as seldom as it can, because otherwise a write on
            // a million cases pays for merging ten times what it costs.
            migrationBuilder.Sql(
                """
                CREATE VIRTUAL TABLE "CaseTexts" USING fts5(
                    "Folded", content='', contentless_delete=1, detail=none, tokenize='trigram case_sensitive 1');
                INSERT INTO "CaseTexts" ("CaseTexts", rank) VALUES ('automerge', 16);
                CREATE TRIGGER "TR_CaseValues_Insert" AFTER INSERT ON "CaseValues" BEGIN
                    INSERT INTO "CaseTexts" (rowid, "Folded") VALUES (new.rowid, new."Folded");
                END;
                CREATE TRIGGER "TR_CaseValues_Update" AFTER UPDATE OF "Folded" ON "CaseValues" BEGIN
                    DELETE FROM "CaseTexts" WHERE rowid = old.rowid;
                    INSERT INTO "CaseTexts" (rowid, "Folded") VALUES (new.rowid, new."Folded");
                END;
                CREATE TRIGGER "TR_CaseValues_Delete" AFTER DELETE ON "CaseValues" BEGIN
                    DELETE FROM "CaseTexts" WHERE rowid = old.rowid;
                END;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                DROP TRIGGER "TR_CaseValues_Insert";
                DROP TRIGGER "TR_CaseValues_Update";
                DROP TRIGGER "TR_CaseValues_Delete";
                DROP TABLE "CaseTexts";
                """);

            migrationBuilder.DropIndex(
                name: "IX_ClientTokens_CreatedTime",
                table: "ClientTokens");
        }
    }
}
