using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ConnectCases.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    internal partial class StaleTexts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // A write only marks the values whose entries in the two indexes are out of date. The server writes the entries later.
            // Values that neither index contains are not marked.
            migrationBuilder.Sql(
                """
                DROP TRIGGER "TR_CaseValues_InsertWords";
                DROP TRIGGER "TR_CaseValues_UpdateWords";
                DROP TRIGGER "TR_CaseValues_DeleteWords";
                DROP TRIGGER "TR_CaseValues_InsertText";
                DROP TRIGGER "TR_CaseValues_UpdateText";
                DROP TRIGGER "TR_CaseValues_DeleteText";
                CREATE TABLE "StaleTexts" ("ValueRow" INTEGER NOT NULL CONSTRAINT "PK_StaleTexts" PRIMARY KEY);
                CREATE TRIGGER "TR_CaseValues_Insert" AFTER INSERT ON "CaseValues"
                WHEN new."SortText" IS NULL OR new."Words" <> ' =' || new."Folded" || ' '
                    OR (new."FieldId" <> 'case_id' AND (
                        SELECT f."Type" FROM "Fields" AS f
                        WHERE f."DomainKey" = new."DomainKey" AND f."FieldId" = new."FieldId") IN ('Text', 'Url'))
                BEGIN
                    INSERT OR IGNORE INTO "StaleTexts" VALUES (new.rowid);
                END;
                CREATE TRIGGER "TR_CaseValues_Update" AFTER UPDATE OF "Folded", "Words" ON "CaseValues"
                WHEN new."SortText" IS NULL OR new."Words" <> ' =' || new."Folded" || ' '
                    OR (new."FieldId" <> 'case_id' AND (
                        SELECT f."Type" FROM "Fields" AS f
                        WHERE f."DomainKey" = new."DomainKey" AND f."FieldId" = new."FieldId") IN ('Text', 'Url'))
                    OR old."SortText" IS NULL OR old."Words" <> ' =' || old."Folded" || ' '
                BEGIN
                    INSERT OR IGNORE INTO "StaleTexts" VALUES (new.rowid);
                END;
                CREATE TRIGGER "TR_CaseValues_Delete" AFTER DELETE ON "CaseValues"
                WHEN old."SortText" IS NULL OR old."Words" <> ' =' || old."Folded" || ' '
                    OR (old."FieldId" <> 'case_id' AND (
                        SELECT f."Type" FROM "Fields" AS f
                        WHERE f."DomainKey" = old."DomainKey" AND f."FieldId" = old."FieldId") IN ('Text', 'Url'))
                BEGIN
                    INSERT OR IGNORE INTO "StaleTexts" VALUES (old.rowid);
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
                DROP TABLE "StaleTexts";
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
    }
}
