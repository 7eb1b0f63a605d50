/** Bounds on what people take from kept packets and say of assets; a part of `limits`, which says how to read them. */
export const peopleLimits = {
  evidence: {
    /** Largest segment of a ring, the smallest that a small ring is cut into, and the longest time one is written to. */
    segmentBytes: 64 * 1024 * 1024,
    leastSegmentBytes: 64 * 1024,
    segmentSeconds: 600,
    /** Bytes of a segment held before they are handed to the disk; a killed sensor loses at most these, and at most a second's. */
    batchBytes: 256 * 1024,
    /** Packets of one piece of a segment that is read or passed over as a whole. */
    packetsPerStretch: 4096,
    /** Addresses, and pairs of them, that the index of a segment lists; a segment with more is always looked into. */
    namesPerSegment: 8192,
    /** Pins that wait for the packets after them; a further one is refused and counted. */
    pinsOpen: 64,
    /** Bytes of all pinned packets; when they are used up, a further pin is refused and says so. */
    pinnedBytes: 1024 * 1024 * 1024,
    /** Packets one pin keeps; the first ones count. */
    packetsPerPin: 100_000,
    /** Seconds kept before and after what is pinned by itself. */
    pinBefore: 30,
    pinAfter: 30,
    /** Packets and bytes that one export may have; it ends there and its record says so. */
    exportPackets: 5_000_000,
    exportBytes: 1024 * 1024 * 1024,
    /** Custody records of exports that are kept for each site; the oldest go. */
    exportRecords: 10_000,
    /** Work on kept packets that waits; further is refused as busy. Milliseconds that one piece of work may take. */
    workWaiting: 16,
    workMs: 120_000,
    /** Packets before and after one that is shown in which its conversation is looked for, and bytes of those before that are held. */
    lookedBefore: 50_000,
    lookedAfter: 10_000,
    lookedBytes: 32 * 1024 * 1024,
    /** Segments of an interface that a list names: the newest. */
    segmentsListed: 500,
    /** Seconds before and after what a person pins, at most. */
    pinSeconds: 3600,
    /** Ranges of packet numbers a custody record lists; a later packet is still in the file. */
    rangesListed: 10_000,
  },
  said: {
    /** Words of one site, those taken back among them; further ones are refused. */
    words: 100_000,
    /** Characters of a name, an owner, a zone; of a note; of a tag; of an id or an address. Longer ones are refused. */
    textCharacters: 200,
    noteCharacters: 4000,
    tagCharacters: 64,
    idCharacters: 300,
    /** Tags of one asset, and notes that are shown with it: the newest. */
    tags: 32,
    notesShown: 100,
    /** Assets that one word merges, and that may be one asset in all. */
    mergedAtOnce: 16,
    mergedInAll: 64,
  },
} as const
