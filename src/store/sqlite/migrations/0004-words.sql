-- What people said of assets. `asset` and `asset_document` hold what is shown; where that differs from what is inferred, the inferred
-- lies here, also of assets that were merged into others and are not shown.
ALTER TABLE asset ADD COLUMN criticality TEXT NOT NULL DEFAULT '';
ALTER TABLE asset ADD COLUMN tags TEXT NOT NULL DEFAULT '';
ALTER TABLE asset ADD COLUMN owner TEXT NOT NULL DEFAULT '';

CREATE TABLE asset_inferred (
  site INTEGER NOT NULL,
  id TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (site, id)
) STRICT, WITHOUT ROWID;

-- Ids of assets that were merged into others; what happened lies under them as it was heard.
CREATE TABLE asset_alias (
  site INTEGER NOT NULL,
  alias TEXT NOT NULL,
  asset TEXT NOT NULL,
  PRIMARY KEY (site, alias)
) STRICT, WITHOUT ROWID;
CREATE INDEX asset_alias_by_asset ON asset_alias (site, asset);
