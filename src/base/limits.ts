/**
 * Every bound on memory, loops and queues, in one place, grouped by the stage that honours it. Whoever handles bytes from a wire names
 * one of these; the health page shows them. Each line says what is lost when the bound is reached.
 */
export const limits = {
  capture: {
    /** Largest single packet a reader accepts; a longer record means the file is damaged there. */
    packetBytes: 16 * 1024 * 1024,
    /** Bytes read from a file at once. */
    chunkBytes: 1024 * 1024,
    /** Capture interfaces one pcapng section may declare; later ones are read with the first one's settings. */
    interfaces: 65_536,
  },
  dissect: {
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
    /** Requests of one party that wait for their reply; the oldest is taken as never answered. */
    requestsWaiting: 128,
    /** Meanings of messages one conversation remembers to recognize repeats; later new ones are read in full each time. */
    meaningsPerConversation: 4096,
    /** How deep one protocol may carry another inside one message. */
    carryDepth: 8,
  },
} as const
