/** The bounds of the running platform; `limits.hub` for everybody. */
export const hubLimits = {
  /** Bytes of packets that are gathered before they are hashed. */
  digestBytes: 256 * 1024,
  /** Items of one kind in a batch of an import. The same capture must always give the same batches, whoever imports it. */
  importItems: 2000,
  /** Bytes of one capture that somebody gives, and of all that are kept after they were read; then the oldest go. */
  uploadBytes: 20_000_000_000,
  captureBytes: 20_000_000_000,
  /** Bytes of an upload between two looks at the room on the disk, and how long it may stand still. */
  roomCheckedBytes: 64 * 1024 * 1024,
  uploadStallMs: 60_000,
  /** Captures that are received at once, that wait to be read, and jobs that are remembered for each site. */
  uploadsAtOnce: 4,
  jobsWaiting: 100,
  jobsRemembered: 200,
  /** Milliseconds between two words on how far a reading is. */
  progressMs: 200,
  /** Characters of the name of a capture. */
  nameCharacters: 120,
  /** Known assets that are asked for at once, to be joined with what is new. */
  assetsAskedAtOnce: 200,
  /** Looks that a request without a reply waits for it before it counts as unanswered. */
  looksForReply: 3,
  /** Seconds that a conversation, or an asset without an IP address, is watched before it is told: its protocol and its address show then. */
  settleSeconds: 5,
  settleUnusedSeconds: 60,
  /** Seconds after which it is told that an asset of which nothing else changed is still there. */
  seenAgainSeconds: 60,
  /** Observations of one kind that are told at once; further ones are counted and told as a gap. */
  observationsTold: 5000,
  /** Events remembered for those who were away. */
  eventsRemembered: 2000,
  /** Ids named in one event; further ones are counted. */
  idsPerEvent: 200,
  /** Sensors of one site. */
  sensors: 16,
  /** Bytes and seconds that the ring of a sensor keeps. */
  ringBytes: 2_000_000_000,
  ringSeconds: 7 * 24 * 3600,
  /** Wait before a batch is sent again that the store did not take, and before a sensor that could not begin tries again. */
  retryMs: 500,
  restartMs: 15_000,
  /** Time a sensor has to tell what it still knows when it is stopped. */
  stopMs: 10_000,
  /** A sensor notes so often that it listens: how long nobody listened is known to that after a crash. */
  heardMs: 30_000,
  /** A sensor hands over so often what it could not see. */
  coverageSeconds: 60,
  /** So long nobody may listen before it is told as a gap. */
  absenceMs: 5000,
  /** How often is looked whether the store takes what comes, and how often what is too old or too much is deleted. */
  lookMs: 1000,
  retainEveryMs: 3_600_000,
  /** Gaps of an interface that its state shows. */
  gapsShown: 20,
  /** Kinds of anomalies told by one analysis. */
  anomalies: 4096,
  /** Milliseconds between two batches at least, and the share of the time that looking at everything may take. */
  batchMs: 1000,
  surveyShare: 0.04,
  /** An analysis begins anew after so long, and when a table is so full, though not at once: what a sensor remembers stays bounded for years. */
  renewSeconds: 24 * 3600,
  renewFull: 0.9,
  renewLeastSeconds: 600,
  /** Seconds after a beginning during which what was known of roles, levels and zones counts more than what a new analysis thinks. */
  judgedAnewSeconds: 900,
} as const
