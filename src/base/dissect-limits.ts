/** The bounds that the dissectors and their engine honour; `limits.dissect` for everybody. */
export const dissectLimits = {
  /** Distinct MAC and IP addresses told apart; later ones count as one unknown party. */
  addresses: 1_000_000,
  /** Addresses whose text is remembered; that of later ones is made anew each time. */
  addressTexts: 65_536,
  /** Pairs of MAC and IP remembered for addresses that move between MACs; later moves are told each time. */
  movedAddresses: 65_536,
  /** Seconds after which a silent conversation is closed; what comes later opens another. */
  idleSeconds: 3600,
  idleSecondsUndecoded: 600,
  /** Conversations looked at for being silent, whenever one opens. */
  idleLookedAt: 4,
  /** Conversations followed at once; then the least worth keeping is closed. */
  flows: 32_768,
  /** Conversations compared when one must be closed. */
  flowsLookedAt: 16,
  /** Payloads of a conversation that are offered to every protocol before it counts as undecoded. */
  recognitionTries: 8,
  /** Times an undecoded connection is offered again when the other party begins to speak; later it stays undecoded. */
  recognitionTurns: 64,
  /** Bytes one unfinished message may hold; of a longer one only its first bytes are read. */
  messageBytes: 1024 * 1024,
  /** Bytes read of a message that is longer than one may hold; the rest is passed over. */
  keptOfLongBytes: 64 * 1024,
  /** Bytes at the end of a segment that are kept because a message may begin there, while its place in the stream is lost. */
  beginningBytes: 16,
  /** Longest message still believed; beyond it the length is nonsense. */
  believedBytes: 256 * 1024 * 1024,
  /** Packets named as evidence of one message. */
  packetsPerMessage: 32,
  /** Meanings remembered over all conversations; later ones are read in full each time. */
  meanings: 262_144,
  /** Pairs of parties whose conversations share what was understood; the pair remembered first is forgotten. */
  pairsRemembered: 16_384,
  /** How far ahead of the expected byte a TCP segment may be; further means another connection. */
  tcpWindowBytes: 4 * 1024 * 1024,
  /** Segments and bytes that wait for an earlier one, per direction; then the gap is taken as a loss. */
  tcpEarlySegments: 64,
  tcpEarlyBytes: 256 * 1024,
  /** IP packets being put together from fragments, and bytes of one; the oldest is dropped. */
  fragmentedPackets: 256,
  fragmentBytes: 65_535,
  fragmentsPerPacket: 128,
  /** Facts a conversation may keep for its own later messages (open CIP connections, S7 transfers); the oldest is forgotten. */
  notesPerConversation: 256,
  /** Bytes of unfinished units (COTP, DNP3 transport, BACnet segments) one conversation may hold; a larger unit is dropped. */
  assemblyBytes: 1024 * 1024,
  /** Pieces of one unfinished unit. */
  assemblyPieces: 4096,
  /** Unfinished units at once in one conversation. */
  assembliesOpen: 16,
  /** Items of one list that a reader takes from a message; later ones are recorded as unread. */
  listItems: 2048,
  /** Tags looked over to find where an enclosing one closes (BACnet); what lies behind is read as enclosed. */
  tagsEnclosed: 16_384,
  /** How deep structures inside one message are followed; deeper ones stay bytes. */
  nesting: 16,
  /** Requests of one party that wait for their reply; the oldest is taken as never answered. */
  requestsWaiting: 128,
  /** Meanings of messages one conversation remembers to recognize repeats; later new ones are read in full each time. */
  meaningsPerConversation: 16_384,
  /** Longest message that is compared byte by byte with an earlier one, how many of a conversation are kept for that, and the places left out. */
  exactBytes: 512,
  exactPerConversation: 256,
  varyingPlaces: 8,
  /** Fields of one packet that are shown as a tree, and characters of one value; what is beyond is cut, and says so. */
  treeFields: 20_000,
  treeValueCharacters: 2000,
  /** Bytes of packets before the shown one that a message may begin in; of an older beginning the place is not told. */
  treeContextBytes: 4 * 1024 * 1024,
  /** How deep one protocol may carry another inside one message. */
  carryDepth: 8,
} as const
