-- Who hands over what. Sites and sensors have numbers, so that keys stay short; every key begins with the site.
CREATE TABLE site (
  site INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL
) STRICT;

CREATE TABLE sensor (
  sensor INTEGER PRIMARY KEY,
  site INTEGER NOT NULL REFERENCES site,
  id TEXT NOT NULL,
  -- Every batch up to this number is stored; those beyond it are in early_batch until the missing ones arrive.
  through INTEGER NOT NULL DEFAULT 0,
  UNIQUE (site, id)
) STRICT;

CREATE TABLE early_batch (
  site INTEGER NOT NULL,
  sensor INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  PRIMARY KEY (site, sensor, sequence)
) STRICT, WITHOUT ROWID;

-- How many rows of each kind are kept, counted in the same transactions.
CREATE TABLE volume (
  site INTEGER NOT NULL,
  kind TEXT NOT NULL,
  rows INTEGER NOT NULL,
  PRIMARY KEY (site, kind)
) STRICT, WITHOUT ROWID;

-- Observations lie in the order of time: ranges of time are read and deleted in one piece. Times are microseconds since 1970 and the
-- nanoseconds above them (rest). Text that is absent is empty, so that it sorts and compares like any other.
CREATE TABLE observation (
  site INTEGER NOT NULL,
  at INTEGER NOT NULL,
  sensor INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  position INTEGER NOT NULL,
  rest INTEGER NOT NULL,
  kind TEXT NOT NULL,
  asset TEXT NOT NULL,
  peer TEXT NOT NULL,
  protocol TEXT NOT NULL,
  verb TEXT NOT NULL,
  -- What no list filters by, as JSON.
  detail TEXT NOT NULL,
  PRIMARY KEY (site, at, sensor, sequence, position)
) STRICT, WITHOUT ROWID;

-- Observations by asset. An index that takes each one in at its place would touch a page per observation; so they gather here in the
-- order of arrival, and are sorted into a block of their own when there are enough.
CREATE TABLE observation_recent (
  arrival INTEGER PRIMARY KEY,
  site INTEGER NOT NULL,
  asset TEXT NOT NULL,
  peer TEXT NOT NULL,
  at INTEGER NOT NULL,
  sensor INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  position INTEGER NOT NULL
) STRICT;

CREATE TABLE observation_block (
  site INTEGER NOT NULL,
  block INTEGER NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (site, block)
) STRICT, WITHOUT ROWID;

CREATE TABLE observation_of (
  site INTEGER NOT NULL,
  block INTEGER NOT NULL,
  asset TEXT NOT NULL,
  at INTEGER NOT NULL,
  sensor INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (site, block, asset, at, sensor, sequence, position)
) STRICT, WITHOUT ROWID;

-- Assets: what lists are filtered and sorted by in narrow rows, the whole in a document beside it. Sets have their values between line
-- feeds, with one before and one behind.
CREATE TABLE asset (
  site INTEGER NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  vendor TEXT NOT NULL,
  model TEXT NOT NULL,
  order_number TEXT NOT NULL,
  serial TEXT NOT NULL,
  firmware TEXT NOT NULL,
  hardware TEXT NOT NULL,
  os TEXT NOT NULL,
  zone TEXT NOT NULL,
  level REAL NOT NULL,
  heard INTEGER NOT NULL,
  first_seen INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  names TEXT NOT NULL,
  addresses TEXT NOT NULL,
  protocols TEXT NOT NULL,
  conflicts TEXT NOT NULL,
  PRIMARY KEY (site, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE asset_document (
  site INTEGER NOT NULL,
  id TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (site, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE asset_change (
  site INTEGER NOT NULL,
  asset TEXT NOT NULL,
  at INTEGER NOT NULL,
  attribute TEXT NOT NULL,
  rest INTEGER NOT NULL,
  -- Null: not known.
  value TEXT,
  before TEXT,
  evidence TEXT NOT NULL,
  PRIMARY KEY (site, asset, at, attribute)
) STRICT, WITHOUT ROWID;
CREATE INDEX asset_change_by_time ON asset_change (site, at, asset, attribute);

-- Conversations by the hour and operations by the day. `same` is a digest of what makes two of them the same.
CREATE TABLE conversation (
  site INTEGER NOT NULL,
  hour INTEGER NOT NULL,
  same BLOB NOT NULL,
  first INTEGER NOT NULL,
  first_rest INTEGER NOT NULL,
  last INTEGER NOT NULL,
  last_rest INTEGER NOT NULL,
  initiator TEXT NOT NULL,
  responder TEXT NOT NULL,
  transport TEXT NOT NULL,
  port INTEGER NOT NULL,
  protocol TEXT NOT NULL,
  packets INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  answered INTEGER NOT NULL,
  lost_bytes INTEGER NOT NULL,
  capture TEXT NOT NULL,
  packet INTEGER NOT NULL,
  PRIMARY KEY (site, hour, same)
) STRICT, WITHOUT ROWID;
CREATE INDEX conversation_by_time ON conversation (site, last, hour, same);
CREATE INDEX conversation_by_initiator ON conversation (site, initiator, last);
CREATE INDEX conversation_by_responder ON conversation (site, responder, last);

CREATE TABLE operation (
  site INTEGER NOT NULL,
  day INTEGER NOT NULL,
  same BLOB NOT NULL,
  first INTEGER NOT NULL,
  first_rest INTEGER NOT NULL,
  last INTEGER NOT NULL,
  last_rest INTEGER NOT NULL,
  verb TEXT NOT NULL,
  protocol TEXT NOT NULL,
  function TEXT NOT NULL,
  initiator TEXT NOT NULL,
  responder TEXT NOT NULL,
  target TEXT NOT NULL,
  object TEXT NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT NOT NULL,
  count INTEGER NOT NULL,
  capture TEXT NOT NULL,
  packets TEXT NOT NULL,
  PRIMARY KEY (site, day, same)
) STRICT, WITHOUT ROWID;
CREATE INDEX operation_by_time ON operation (site, last, day, same);
CREATE INDEX operation_by_initiator ON operation (site, initiator, last);
CREATE INDEX operation_by_responder ON operation (site, responder, last);

-- Written and emptied again to learn whether there is room.
CREATE TABLE probe (zeros BLOB NOT NULL) STRICT;
