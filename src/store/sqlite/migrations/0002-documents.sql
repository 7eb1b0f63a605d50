-- Small documents that people and the product write, and journals to which is only ever added, as JSON. `site` is 0 for the whole
-- installation.
CREATE TABLE document (
  site INTEGER NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (site, kind, id)
) STRICT, WITHOUT ROWID;

-- How many documents of each kind there are, counted in the same transactions.
CREATE TABLE document_count (
  site INTEGER NOT NULL,
  kind TEXT NOT NULL,
  documents INTEGER NOT NULL,
  PRIMARY KEY (site, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
  site INTEGER NOT NULL,
  name TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (site, name, sequence)
) STRICT, WITHOUT ROWID;
