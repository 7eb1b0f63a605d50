-- Sums kept beside the lists, in the same transactions, so that a map or a timeline of a year is one short walk.

-- Who talked to whom, by the day; `day` -1000000 holds the sum of all that is kept. Sets have their values between line feeds.
CREATE TABLE link (
  site INTEGER NOT NULL,
  day INTEGER NOT NULL,
  initiator TEXT NOT NULL,
  responder TEXT NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  packets INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  operations INTEGER NOT NULL,
  protocols TEXT NOT NULL,
  verbs TEXT NOT NULL,
  PRIMARY KEY (site, day, initiator, responder)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_by_responder ON link (site, responder, initiator) WHERE day = -1000000;

-- How much happened in each minute, hour and day (`grain`, in seconds): operations by verb, packets of conversations by protocol.
CREATE TABLE activity (
  site INTEGER NOT NULL,
  list TEXT NOT NULL,
  grain INTEGER NOT NULL,
  slot INTEGER NOT NULL,
  what TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (site, list, grain, slot, what)
) STRICT, WITHOUT ROWID;

-- What was stored before these sums were kept. When within its hour or day something happened is no longer known exactly.
CREATE TEMP TABLE piece AS
  SELECT site, CAST(floor(first / 86400e6) AS INTEGER) AS day, initiator, responder, min(first) AS first, max(last) AS last,
    sum(packets) AS packets, sum(bytes) AS bytes, 0 AS operations, nullif(protocol, '') AS protocol, NULL AS verb
  FROM conversation WHERE initiator <> '' AND responder <> '' GROUP BY site, 2, initiator, responder, protocol
  UNION ALL
  SELECT site, CAST(floor(first / 86400e6) AS INTEGER), initiator, responder, min(first), max(last), 0, 0, sum(count), NULL, verb
  FROM operation WHERE initiator <> '' AND responder <> '' GROUP BY site, 2, initiator, responder, verb;
INSERT INTO link
  SELECT site, day, initiator, responder, min(first), max(last), sum(packets), sum(bytes), sum(operations),
    ifnull(char(10) || group_concat(protocol, char(10)) || char(10), ''),
    ifnull(char(10) || group_concat(verb, char(10)) || char(10), '')
  FROM piece GROUP BY site, day, initiator, responder;
INSERT INTO link
  SELECT site, -1000000, initiator, responder, min(first), max(last), sum(packets), sum(bytes), sum(operations),
    ifnull(char(10) || group_concat(protocol, char(10)) || char(10), ''),
    ifnull(char(10) || group_concat(verb, char(10)) || char(10), '')
  FROM (
    SELECT site, initiator, responder, min(first) AS first, max(last) AS last, sum(packets) AS packets, sum(bytes) AS bytes,
      sum(operations) AS operations, protocol, verb
    FROM piece GROUP BY site, initiator, responder, protocol, verb
  ) GROUP BY site, initiator, responder;
DROP TABLE piece;
INSERT INTO activity
  SELECT site, 'operations', grain, CAST(floor(last / (grain * 1e6)) AS INTEGER), verb, sum(count)
  FROM operation, (SELECT 60 AS grain UNION SELECT 3600 UNION SELECT 86400) GROUP BY site, 3, 4, verb;
INSERT INTO activity
  SELECT site, 'conversations', grain, CAST(floor(last / (grain * 1e6)) AS INTEGER), protocol, sum(packets)
  FROM conversation, (SELECT 60 AS grain UNION SELECT 3600 UNION SELECT 86400) GROUP BY site, 3, 4, protocol;
