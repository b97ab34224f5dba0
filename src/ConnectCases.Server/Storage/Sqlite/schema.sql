CREATE TABLE IF NOT EXISTS "__EFMigrationsHistory" (
    "MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY,
    "ProductVersion" TEXT NOT NULL
);
CREATE TABLE "Domains" (
    "Key" INTEGER NOT NULL CONSTRAINT "PK_Domains" PRIMARY KEY AUTOINCREMENT,
    "DomainId" TEXT NOT NULL,
    "Account" TEXT NOT NULL,
    "Region" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "CreatedTime" INTEGER NOT NULL,
    "DeletedTime" INTEGER NULL
, "EventBridge" TEXT NULL, "Tags" TEXT NOT NULL DEFAULT '{}');
CREATE TABLE "Cases" (
    "Key" INTEGER NOT NULL CONSTRAINT "PK_Cases" PRIMARY KEY AUTOINCREMENT,
    "DomainKey" INTEGER NOT NULL,
    "CaseId" TEXT NOT NULL,
    "TemplateId" TEXT NOT NULL,
    "Tags" TEXT NOT NULL, "Merging" TEXT NULL,
    CONSTRAINT "FK_Cases_Domains_DomainKey" FOREIGN KEY ("DomainKey") REFERENCES "Domains" ("Key") ON DELETE CASCADE
);
CREATE TABLE "ClientTokens" (
    "DomainKey" INTEGER NOT NULL,
    "Token" TEXT NOT NULL,
    "Parameters" TEXT NOT NULL,
    "Answer" TEXT NOT NULL,
    "CreatedTime" INTEGER NOT NULL,
    CONSTRAINT "PK_ClientTokens" PRIMARY KEY ("DomainKey", "Token"),
    CONSTRAINT "FK_ClientTokens_Domains_DomainKey" FOREIGN KEY ("DomainKey") REFERENCES "Domains" ("Key") ON DELETE CASCADE
);
CREATE TABLE "Fields" (
    "Key" INTEGER NOT NULL CONSTRAINT "PK_Fields" PRIMARY KEY AUTOINCREMENT,
    "DomainKey" INTEGER NOT NULL,
    "FieldId" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Type" TEXT NOT NULL,
    "Namespace" TEXT NOT NULL,
    "Description" TEXT NULL,
    "IsMultiline" INTEGER NULL,
    "CreatedTime" INTEGER NOT NULL,
    "LastModifiedTime" INTEGER NOT NULL, "Deleted" INTEGER NOT NULL DEFAULT 0, "Tags" TEXT NOT NULL DEFAULT '{}',
    CONSTRAINT "FK_Fields_Domains_DomainKey" FOREIGN KEY ("DomainKey") REFERENCES "Domains" ("Key") ON DELETE CASCADE
);
CREATE TABLE "Templates" (
    "Key" INTEGER NOT NULL CONSTRAINT "PK_Templates" PRIMARY KEY AUTOINCREMENT,
    "DomainKey" INTEGER NOT NULL,
    "TemplateId" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Description" TEXT NULL,
    "Status" TEXT NOT NULL,
    "RequiredFields" TEXT NOT NULL,
    "TagPropagationConfigurations" TEXT NULL,
    "CreatedTime" INTEGER NOT NULL,
    "LastModifiedTime" INTEGER NOT NULL, "DefaultLayout" TEXT NULL, "Deleted" INTEGER NOT NULL DEFAULT 0, "Rules" TEXT NOT NULL DEFAULT '[]', "Tags" TEXT NOT NULL DEFAULT '{}',
    CONSTRAINT "FK_Templates_Domains_DomainKey" FOREIGN KEY ("DomainKey") REFERENCES "Domains" ("Key") ON DELETE CASCADE
);
CREATE TABLE "AuditEvents" (
    "Sequence" INTEGER NOT NULL CONSTRAINT "PK_AuditEvents" PRIMARY KEY AUTOINCREMENT,
    "CaseKey" INTEGER NOT NULL,
    "EventId" TEXT NOT NULL,
    "Type" TEXT NOT NULL,
    "RelatedItemType" TEXT NULL,
    "PerformedTime" INTEGER NOT NULL,
    "Fields" TEXT NOT NULL,
    "User" TEXT NULL,
    "IamPrincipalArn" TEXT NOT NULL, "MergeMetadata" TEXT NULL,
    CONSTRAINT "FK_AuditEvents_Cases_CaseKey" FOREIGN KEY ("CaseKey") REFERENCES "Cases" ("Key") ON DELETE CASCADE
);
CREATE TABLE "CaseValues" (
    "CaseKey" INTEGER NOT NULL,
    "FieldId" TEXT NOT NULL,
    "Kind" INTEGER NOT NULL,
    "Text" TEXT NULL,
    "Number" REAL NULL, "DomainKey" INTEGER NOT NULL DEFAULT 0, "Folded" TEXT NOT NULL DEFAULT '', "SortText" TEXT NULL, "Words" TEXT NOT NULL DEFAULT '',
    CONSTRAINT "PK_CaseValues" PRIMARY KEY ("CaseKey", "FieldId"),
    CONSTRAINT "FK_CaseValues_Cases_CaseKey" FOREIGN KEY ("CaseKey") REFERENCES "Cases" ("Key") ON DELETE CASCADE
);
CREATE TABLE "RelatedItems" (
    "Sequence" INTEGER NOT NULL CONSTRAINT "PK_RelatedItems" PRIMARY KEY AUTOINCREMENT,
    "CaseKey" INTEGER NOT NULL,
    "RelatedItemId" TEXT NOT NULL,
    "Type" TEXT NOT NULL,
    "AssociationTime" INTEGER NOT NULL,
    "Content" TEXT NOT NULL,
    "Target" TEXT NULL,
    "Channel" TEXT NULL,
    "Tags" TEXT NOT NULL,
    "PerformedBy" TEXT NULL, "DomainKey" INTEGER NOT NULL DEFAULT 0, "LastUpdatedUser" TEXT NULL, "SlaStatus" TEXT NULL, "SlaTargetTime" INTEGER NULL,
    CONSTRAINT "FK_RelatedItems_Cases_CaseKey" FOREIGN KEY ("CaseKey") REFERENCES "Cases" ("Key") ON DELETE CASCADE
);
CREATE TABLE "SelectOptions" (
    "Key" INTEGER NOT NULL CONSTRAINT "PK_SelectOptions" PRIMARY KEY AUTOINCREMENT,
    "FieldKey" INTEGER NOT NULL,
    "Name" TEXT NOT NULL,
    "Value" TEXT NOT NULL,
    "Active" INTEGER NOT NULL,
    CONSTRAINT "FK_SelectOptions_Fields_FieldKey" FOREIGN KEY ("FieldKey") REFERENCES "Fields" ("Key") ON DELETE CASCADE
);
CREATE TABLE "CaseRules" (
    "Key" INTEGER NOT NULL CONSTRAINT "PK_CaseRules" PRIMARY KEY AUTOINCREMENT,
    "CaseRuleId" TEXT NOT NULL,
    "Description" TEXT NULL,
    "RuleType" TEXT NOT NULL,
    "Rule" TEXT NOT NULL,
    "DomainKey" INTEGER NOT NULL,
    "Name" TEXT NOT NULL,
    "Tags" TEXT NOT NULL,
    "Deleted" INTEGER NOT NULL,
    "CreatedTime" INTEGER NOT NULL,
    "LastModifiedTime" INTEGER NOT NULL,
    CONSTRAINT "FK_CaseRules_Domains_DomainKey" FOREIGN KEY ("DomainKey") REFERENCES "Domains" ("Key") ON DELETE CASCADE
);
CREATE TABLE "CaseTags" (
    "CaseKey" INTEGER NOT NULL,
    "Key" TEXT NOT NULL,
    "DomainKey" INTEGER NOT NULL,
    "Value" TEXT NOT NULL,
    CONSTRAINT "PK_CaseTags" PRIMARY KEY ("CaseKey", "Key"),
    CONSTRAINT "FK_CaseTags_Cases_CaseKey" FOREIGN KEY ("CaseKey") REFERENCES "Cases" ("Key") ON DELETE CASCADE
);
CREATE TABLE "Events" (
    "Sequence" INTEGER NOT NULL CONSTRAINT "PK_Events" PRIMARY KEY AUTOINCREMENT,
    "DomainId" TEXT NOT NULL,
    "CaseId" TEXT NOT NULL,
    "EventType" TEXT NOT NULL,
    "Envelope" TEXT NOT NULL
, "Account" TEXT NOT NULL DEFAULT '', "Region" TEXT NOT NULL DEFAULT '');
CREATE TABLE "Layouts" (
    "Key" INTEGER NOT NULL CONSTRAINT "PK_Layouts" PRIMARY KEY AUTOINCREMENT,
    "LayoutId" TEXT NOT NULL,
    "Content" TEXT NOT NULL,
    "DomainKey" INTEGER NOT NULL,
    "Name" TEXT NOT NULL,
    "Tags" TEXT NOT NULL,
    "Deleted" INTEGER NOT NULL,
    "CreatedTime" INTEGER NOT NULL,
    "LastModifiedTime" INTEGER NOT NULL,
    CONSTRAINT "FK_Layouts_Domains_DomainKey" FOREIGN KEY ("DomainKey") REFERENCES "Domains" ("Key") ON DELETE CASCADE
);
CREATE TABLE "RelatedItemValues" (
    "Key" INTEGER NOT NULL CONSTRAINT "PK_RelatedItemValues" PRIMARY KEY AUTOINCREMENT,
    "Sequence" INTEGER NOT NULL,
    "FieldId" TEXT NOT NULL,
    "Kind" INTEGER NOT NULL,
    "Text" TEXT NULL,
    "Number" REAL NULL,
    "Folded" TEXT NOT NULL,
    "SortText" TEXT NULL,
    CONSTRAINT "FK_RelatedItemValues_RelatedItems_Sequence" FOREIGN KEY ("Sequence") REFERENCES "RelatedItems" ("Sequence") ON DELETE CASCADE
);
CREATE VIRTUAL TABLE "CaseTexts" USING fts5(
    "Folded", content='', contentless_delete=1, detail=none, tokenize='trigram case_sensitive 1');
CREATE TABLE "Merges" (
    "Key" INTEGER NOT NULL CONSTRAINT "PK_Merges" PRIMARY KEY AUTOINCREMENT,
    "DomainKey" INTEGER NOT NULL,
    "MergeEventId" TEXT NOT NULL,
    "PrimaryKey" INTEGER NOT NULL,
    "PrimaryCaseId" TEXT NOT NULL,
    "SecondaryKey" INTEGER NOT NULL,
    "SecondaryCaseId" TEXT NOT NULL,
    "FieldIds" TEXT NOT NULL,
    "ItemTypes" TEXT NOT NULL,
    "DueTime" INTEGER NOT NULL,
    "CompletedTime" INTEGER NULL,
    CONSTRAINT "FK_Merges_Cases_SecondaryKey" FOREIGN KEY ("SecondaryKey") REFERENCES "Cases" ("Key") ON DELETE CASCADE
);
CREATE VIRTUAL TABLE "CaseWords" USING fts5(
    "Words", content='', contentless_delete=1, detail=none,
    tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'");
CREATE TABLE "DeletedCases" (
    "DomainKey" INTEGER NOT NULL,
    "CaseId" TEXT NOT NULL,
    "DeletedTime" INTEGER NOT NULL,
    "RequestId" TEXT NOT NULL,
    CONSTRAINT "PK_DeletedCases" PRIMARY KEY ("DomainKey", "CaseId"),
    CONSTRAINT "FK_DeletedCases_Domains_DomainKey" FOREIGN KEY ("DomainKey") REFERENCES "Domains" ("Key") ON DELETE CASCADE
);
CREATE TABLE "StaleTexts" ("ValueRow" INTEGER NOT NULL CONSTRAINT "PK_StaleTexts" PRIMARY KEY);
CREATE TABLE "Clocks" (
    "Account" TEXT NOT NULL,
    "Region" TEXT NOT NULL,
    "FrozenTime" INTEGER NULL,
    "Offset" INTEGER NOT NULL,
    CONSTRAINT "PK_Clocks" PRIMARY KEY ("Account", "Region")
);
CREATE TABLE "SeedResources" (
    "DomainKey" INTEGER NOT NULL,
    "Path" TEXT NOT NULL,
    "ResourceId" TEXT NOT NULL,
    CONSTRAINT "PK_SeedResources" PRIMARY KEY ("DomainKey", "Path"),
    CONSTRAINT "FK_SeedResources_Domains_DomainKey" FOREIGN KEY ("DomainKey") REFERENCES "Domains" ("Key") ON DELETE CASCADE
);
CREATE TABLE "Snapshots" (
    "Key" INTEGER NOT NULL CONSTRAINT "PK_Snapshots" PRIMARY KEY AUTOINCREMENT,
    "Name" TEXT NOT NULL,
    "Account" TEXT NOT NULL,
    "Region" TEXT NOT NULL,
    "CreatedTime" INTEGER NOT NULL,
    "Domains" INTEGER NOT NULL,
    "Cases" INTEGER NOT NULL,
    "Size" INTEGER NOT NULL
);
CREATE TABLE "SnapshotParts" (
    "SnapshotKey" INTEGER NOT NULL,
    "Number" INTEGER NOT NULL,
    "Data" BLOB NOT NULL,
    CONSTRAINT "PK_SnapshotParts" PRIMARY KEY ("SnapshotKey", "Number"),
    CONSTRAINT "FK_SnapshotParts_Snapshots_SnapshotKey" FOREIGN KEY ("SnapshotKey") REFERENCES "Snapshots" ("Key") ON DELETE CASCADE
);
CREATE TABLE "DeletedDomains" (
    "Account" TEXT NOT NULL,
    "Region" TEXT NOT NULL,
    "DomainId" TEXT NOT NULL,
    "DeletedTime" INTEGER NOT NULL,
    "RequestId" TEXT NOT NULL,
    CONSTRAINT "PK_DeletedDomains" PRIMARY KEY ("Account", "Region", "DomainId")
);
CREATE INDEX "IX_AuditEvents_CaseKey_Sequence" ON "AuditEvents" ("CaseKey", "Sequence");
CREATE UNIQUE INDEX "IX_Cases_DomainKey_CaseId" ON "Cases" ("DomainKey", "CaseId");
CREATE INDEX "IX_Domains_Account_Region_Key" ON "Domains" ("Account", "Region", "Key");
CREATE INDEX "IX_Domains_DeletedTime" ON "Domains" ("DeletedTime");
CREATE UNIQUE INDEX "IX_Fields_DomainKey_FieldId" ON "Fields" ("DomainKey", "FieldId");
CREATE INDEX "IX_RelatedItems_CaseKey_Sequence_Type" ON "RelatedItems" ("CaseKey", "Sequence", "Type");
CREATE UNIQUE INDEX "IX_SelectOptions_FieldKey_Value" ON "SelectOptions" ("FieldKey", "Value");
CREATE UNIQUE INDEX "IX_Templates_DomainKey_TemplateId" ON "Templates" ("DomainKey", "TemplateId");
CREATE INDEX "IX_RelatedItems_DomainKey_AssociationTime_Sequence" ON "RelatedItems" ("DomainKey", "AssociationTime", "Sequence");
CREATE INDEX "IX_RelatedItems_DomainKey_Target_Sequence" ON "RelatedItems" ("DomainKey", "Target", "Sequence") WHERE "Target" IS NOT NULL;
CREATE INDEX "IX_RelatedItems_SlaTargetTime" ON "RelatedItems" ("SlaTargetTime") WHERE "SlaStatus" = 'Active';
CREATE INDEX "IX_CaseValues_DomainKey_FieldId_Number_CaseKey" ON "CaseValues" ("DomainKey", "FieldId", "Number", "CaseKey") WHERE "Number" IS NOT NULL;
CREATE INDEX "IX_CaseValues_DomainKey_FieldId_SortText_CaseKey" ON "CaseValues" ("DomainKey", "FieldId", "SortText", "CaseKey") WHERE "SortText" IS NOT NULL;
CREATE UNIQUE INDEX "IX_CaseRules_DomainKey_CaseRuleId" ON "CaseRules" ("DomainKey", "CaseRuleId");
CREATE INDEX "IX_CaseTags_DomainKey_Key_Value_CaseKey" ON "CaseTags" ("DomainKey", "Key", "Value", "CaseKey");
CREATE INDEX "IX_Events_CaseId_Sequence" ON "Events" ("CaseId", "Sequence");
CREATE INDEX "IX_Events_DomainId_Sequence" ON "Events" ("DomainId", "Sequence");
CREATE UNIQUE INDEX "IX_Layouts_DomainKey_LayoutId" ON "Layouts" ("DomainKey", "LayoutId");
CREATE INDEX "IX_RelatedItemValues_Sequence_FieldId" ON "RelatedItemValues" ("Sequence", "FieldId");
CREATE INDEX "IX_ClientTokens_CreatedTime" ON "ClientTokens" ("CreatedTime");
CREATE INDEX "IX_Merges_DueTime" ON "Merges" ("DueTime") WHERE "CompletedTime" IS NULL;
CREATE INDEX "IX_Merges_PrimaryKey" ON "Merges" ("PrimaryKey") WHERE "CompletedTime" IS NULL;
CREATE UNIQUE INDEX "IX_Merges_SecondaryKey" ON "Merges" ("SecondaryKey");
CREATE INDEX "IX_DeletedCases_DeletedTime" ON "DeletedCases" ("DeletedTime");
CREATE INDEX "IX_Events_Account_Region_Sequence" ON "Events" ("Account", "Region", "Sequence");
CREATE UNIQUE INDEX "IX_Domains_DomainId_Account_Region" ON "Domains" ("DomainId", "Account", "Region");
CREATE UNIQUE INDEX "IX_Snapshots_Account_Region_Name" ON "Snapshots" ("Account", "Region", "Name");
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
INSERT INTO "CaseTexts" ("CaseTexts", rank) VALUES ('automerge', 16);
INSERT INTO "CaseWords" ("CaseWords", rank) VALUES ('automerge', 16);
INSERT INTO "__EFMigrationsHistory" VALUES ('20261125003810_InitialCreate', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261125095613_AllOperations', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261125135444_FullText', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261125164039_BatchesAndMerges', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261128143727_WordSearch', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261128150852_DeletedCases', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261128190000_StaleTexts', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261128234013_Worlds', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261129020031_StateControls', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261129114716_DeletedDomains', '10.0.15');
