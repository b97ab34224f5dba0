using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ConnectCases.Storage.Sqlite.Migrations
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
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            // The index of words keeps no positions: what it finds is compared again. It leaves out texts that are one whole word, such
            // as ids and times, because the index of values finds them. The index of character sequences serves only the operator
            // contains, so it has only texts and URLs. Both are filled when the file is opened.
            migrationBuilder.Sql(
                """
                DROP TRIGGER "TR_CaseValues_Insert";
                DROP TRIGGER "TR_CaseValues_Update";
                DROP TRIGGER "TR_CaseValues_Delete";
                UPDATE "CaseValues" SET "Words" = cases_words(
                    "Kind" IN (1, 2) OR "FieldId" IN ('case_id', 'reference_number', 'reference_id'), "Folded");
                CREATE VIRTUAL TABLE "CaseWords" USING fts5(
                    "Words", content='', contentless_delete=1, detail=none,
                    tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'");
                INSERT INTO "CaseWords" ("CaseWords", rank) VALUES ('automerge', 16);

                CREATE TRIGGER "TR_CaseValues_InsertWords" AFTER INSERT ON "CaseValues"
                WHEN new."SortText" IS NULL OR new."Words" <> ' =' || new."Folded" || ' ' BEGIN
                    INSERT INTO "CaseWords" (rowid, "Words") VALUES (new.rowid, new."Words");
                END;
                CREATE TRIGGER "TR_CaseValues_UpdateWords" AFTER UPDATE OF "Words" ON "CaseValues"
                WHEN old."SortText" IS NULL OR old."Words" <> ' =' || old."Folded" || ' '
                    OR new."SortText" IS NULL OR new."Words" <> ' =' || new."Folded" || ' ' BEGIN
                    DELETE FROM "CaseWords" WHERE rowid = old.rowid;
                    INSERT INTO "CaseWords" (rowid, "Words") SELECT new.rowid, new."Words"
                    WHERE new."SortText" IS NULL OR new."Words" <> ' =' || new."Folded" || ' ';
                END;
                CREATE TRIGGER "TR_CaseValues_DeleteWords" AFTER DELETE ON "CaseValues"
                WHEN old."SortText" IS NULL OR old."Words" <> ' =' || old."Folded" || ' ' BEGIN
                    DELETE FROM "CaseWords" WHERE rowid = old.rowid;
                END;
                CREATE TRIGGER "TR_CaseValues_InsertText" AFTER INSERT ON "CaseValues"
                WHEN new."FieldId" <> 'case_id' AND (
                    SELECT f."Type" FROM "Fields" AS f
                    WHERE f."DomainKey" = new."DomainKey" AND f."FieldId" = new."FieldId") IN ('Text', 'Url')
                BEGIN
                    INSERT INTO "CaseTexts" (rowid, "Folded") VALUES (new.rowid, new."Folded");
                END;
                CREATE TRIGGER "TR_CaseValues_UpdateText" AFTER UPDATE OF "Folded" ON "CaseValues"
                WHEN new."FieldId" <> 'case_id' AND (
                    SELECT f."Type" FROM "Fields" AS f
                    WHERE f."DomainKey" = new."DomainKey" AND f."FieldId" = new."FieldId") IN ('Text', 'Url')
                BEGIN
                    DELETE FROM "CaseTexts" WHERE rowid = old.rowid;
                    INSERT INTO "CaseTexts" (rowid, "Folded") VALUES (new.rowid, new."Folded");
                END;
                CREATE TRIGGER "TR_CaseValues_DeleteText" AFTER DELETE ON "CaseValues"
                WHEN old."FieldId" <> 'case_id' AND (
                    SELECT f."Type" FROM "Fields" AS f
                    WHERE f."DomainKey" = old."DomainKey" AND f."FieldId" = old."FieldId") IN ('Text', 'Url')
                BEGIN
                    DELETE FROM "CaseTexts" WHERE rowid = old.rowid;
                END;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                DROP TRIGGER "TR_CaseValues_InsertWords";
                DROP TRIGGER "TR_CaseValues_UpdateWords";
                DROP TRIGGER "TR_CaseValues_DeleteWords";
                DROP TRIGGER "TR_CaseValues_InsertText";
                DROP TRIGGER "TR_CaseValues_UpdateText";
                DROP TRIGGER "TR_CaseValues_DeleteText";
                DROP TABLE "CaseWords";
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

            migrationBuilder.DropColumn(
                name: "Words",
                table: "CaseValues");
        }
    }
}
