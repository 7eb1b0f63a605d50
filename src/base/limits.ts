import { dissectLimits } from './dissect-limits.ts'
import { hubLimits } from './hub-limits.ts'
import { peopleLimits } from './people-limits.ts'

/**
 * Every bound on memory, loops and queues, in one place, grouped by the stage that honours it. Whoever handles bytes from a wire names
 * one of these; the health page shows them. Each line says what is lost when the bound is reached.
 */
export const limits = {
  ...peopleLimits,
  capture: {
    /** Largest single packet a reader accepts; a longer record means the file is damaged there. */
    packetBytes: 16 * 1024 * 1024,
    /** Longest packet still believed in a classic capture whose declared snap length is smaller; beyond it the file is damaged there. */
    plausiblePacketBytes: 256 * 1024,
    /** Bytes read from a file at once. */
    chunkBytes: 1024 * 1024,
    /** Bytes of a file read before others who wait for the thread get a turn. */
    turnBytes: 16 * 1024 * 1024,
    /** Bytes read to learn when a capture begins, before it is read in earnest. */
    peekBytes: 64 * 1024,
    /** Capture interfaces one pcapng section may declare; later ones are read with the first one's settings. */
    interfaces: 65_536,
    /** Compressions around one capture that are taken off (a zstd file of a gzip file …); with more it counts as no capture. */
    compressionLayers: 2,
    /** Remarks kept on one capture; later ones are dropped, for they repeat the earlier. */
    notes: 100,
    /** Captures one run takes; a folder or pattern that holds more is cut off there, with a remark. */
    files: 100_000,
    /** Folders inside folders that are looked into; deeper ones are passed over. */
    folderDepth: 32,
    /** Captures open at once because they overlap in time; one more waits until another ends, with a remark. */
    openSources: 64,
  },
  live: {
    /** Interfaces one sensor listens on. */
    interfaces: 16,
    /** Longest capture filter. */
    filterCharacters: 4096,
    /** Bytes of a packet that are captured unless somebody asks for fewer: all of it. */
    snapLength: 262_144,
    /** Memory the kernel may hold packets in, for each interface, while the sensor is busy; what does not fit is lost and counted. */
    kernelBufferMegabytes: 64,
    /** Characters of one line a capture program says; the rest of a longer line is dropped. */
    lineCharacters: 4096,
    /** Gaps listed for each interface; later ones are counted only. */
    gaps: 1000,
    /** Two gaps of the same cause, no further apart than this, are one. */
    gapsJoinedMs: 5000,
    /** Wait before a capture program that ended is started again: at first, and at most; each failure doubles it. */
    restartMs: 500,
    restartMostMs: 30_000,
    /** A capture program that ran so long counts as having worked. */
    settledMs: 10_000,
    /** Time a capture program has to hand over what it holds before it is ended by force. */
    stopMs: 5000,
    /** Time it has to begin when the sensor starts. */
    startMs: 10_000,
    /** So many packets that the kernel received while none was captured for so long mean that a capture does not work as it should. */
    unheardPackets: 100,
    unheardMs: 30_000,
    /** Operations that wait to be told, and lines told in a second; what is beyond is counted and stands in the report. */
    newsWaiting: 1000,
    newsLines: 10,
  },
  dissect: dissectLimits,
  inventory: {
    /** Parties that facts are kept of; facts of later ones are dropped and counted. */
    parties: 200_000,
    /** Addresses kept of one MAC; a router may carry more, which nobody needs to see. */
    addressesPerMac: 4096,
    /** Claims kept of one party; later ones are dropped. */
    claimsPerParty: 512,
    /** Modules, units and routed devices of one party. */
    partsPerParty: 4096,
    /** Parties listed that nobody answered and that said nothing readable; further ones, as in a flood of forged senders, are counted. */
    strangers: 4096,
    /** Conversations listed apart; later ones are counted. */
    conversations: 100_000,
    /** Conversations listed that were neither answered nor read (scans, floods); later ones are counted. */
    unansweredConversations: 10_000,
  },

  observe: {
    /** Distinct operations listed; later ones are counted only. */
    operations: 100_000,
    /** Reasons of refusal told apart for one operation. */
    reasons: 16,
    /** Packets named as evidence of one operation and outcome. */
    packetsPerOperation: 8,
    /** Facts taken from one message. */
    factsPerMessage: 1024,
  },
  store: {
    /** Items of one kind in one batch; a larger batch is refused. */
    batchItems: 10_000,
    /** Assets that are written at once, those among them that words tie to what was heard. */
    amendedItems: 100_000,
    /** Observations that wait to be written; a batch beyond them is refused as busy and has to be sent again. */
    waitingItems: 100_000,
    /** Observations of one commit; later ones wait for the next. */
    commitItems: 25_000,
    /** Observations found by asset through a scan until they are sorted into a block. */
    blockItems: 65_536,
    /** Items on one page of a list. */
    pageItems: 1000,
    /** Rows looked at for one page of a long list; then the page ends and says where to go on. */
    scannedRows: 50_000,
    /** Values of one facet; less frequent ones are not listed, and the answer says so. */
    facetValues: 1000,
    /** Observations of one asset that a facet looks at, the newest. */
    facetOfAsset: 5_000,
    /** Buckets of one timeline. */
    buckets: 1000,
    /** Slots that one item is spread over, and all of a batch; what goes on for longer counts where it ended. */
    slotsPerItem: 1500,
    slotsPerBatch: 200_000,
    /** Days that sums are kept for each minute; older ones are kept for each hour and day. */
    minuteDays: 35,
    /** Links of one answer, rows of days added up for it, and links of one asset; the answer says that there are more. */
    links: 20_000,
    linkRows: 100_000,
    linksOfAsset: 5_000,
    /** Assets in short in one answer; the answer says that there are more. */
    nodes: 20_000,
    /** Characters of the protocols, and of the verbs, that one link lists; further ones are left out. */
    setCharacters: 2000,
    /** Parts of a filter, how deep they nest, and blocks of observations looked into for one page. */
    filterParts: 256,
    filterDepth: 8,
    /** Rows that one step of retention deletes; ingest goes on between steps. */
    retainedAtOnce: 10_000,
    /** Packets named as evidence of one stored operation. */
    packetsPerOperation: 16,
    /** Characters of one document or journal entry as JSON, and of a page of them; a longer one is refused, a longer page ends early. */
    documentCharacters: 256 * 1024,
    documentPageCharacters: 8 * 1024 * 1024,
    /** Documents of one kind and site; a further one is refused. */
    documentsOfKind: 100_000,
    /** Documents and entries written in one step. */
    changeItems: 1000,
    /** Changes that wait to be written; a further one is refused as busy. */
    waitingChanges: 1000,
    /** Queries that wait for a reader; further ones are refused as busy. */
    waitingQueries: 1000,
    /** Bytes of the disk that ingest leaves free, so that reading, deleting and the rest of the machine go on. */
    diskReserveBytes: 256 * 1024 * 1024,
    /** Bytes that must find room before ingest goes on after a write failed: about one commit. */
    probeBytes: 8 * 1024 * 1024,
    /** Size of the write-ahead log from which it is brought to an end, even if readers have to wait. */
    logBytes: 512 * 1024 * 1024,
  },
  hub: hubLimits,
  access: {
    /** Accounts, and sessions and tokens of each; of sessions the oldest ends, a further account or token is refused. */
    accounts: 1000,
    sessionsOfAccount: 20,
    tokensOfAccount: 50,
    /** Shortest and longest password in characters (NIST SP 800-63B, 3.1.1.2; longer than its 64 so that nobody's phrase is cut). */
    passwordLeast: 12,
    passwordMost: 256,
    /** argon2id with the second recommended option of RFC 9106, section 4; above the least of the OWASP Password Storage Cheat Sheet. */
    argonMemoryKibibytes: 65_536,
    argonPasses: 3,
    argonLanes: 4,
    argonSaltBytes: 16,
    argonTagBytes: 32,
    /** Passwords worked on at once, each with its memory, and those that wait; a further one is refused as busy. */
    passwordsAtOnce: 2,
    passwordsWaiting: 32,
    /** A session ends when nobody used it so long, and after so long in any case: a shift (NIST SP 800-63B-4, 2.2.3 allows 24 hours). */
    idleMinutes: 60,
    absoluteHours: 12,
    /** How exactly it is remembered when a session or token was used last. */
    touchSeconds: 60,
    /** Longest life of a token, and life of a one-time link. */
    tokenDays: 400,
    linkMinutes: 60,
    /** Wrong passwords for one name before each further try has to wait, how long at most, and after what time one is forgotten. */
    triesOfName: 5,
    nameWaitMs: 60_000,
    nameForgetMs: 3_600_000,
    /** The same for one source (an IPv4 address, an IPv6 network of 64 bits), which many people may share. */
    triesOfSource: 20,
    sourceWaitMs: 300_000,
    sourceForgetMs: 120_000,
    /** Names and sources remembered that were wrong; the one that was wrong longest ago is forgotten. */
    wrongRemembered: 10_000,
    /** Failed tries in an hour that the audit log lists; those beyond are counted in the next entry. */
    failuresListed: 600,
    /** Characters of the details of an audit entry; longer ones are refused. */
    auditCharacters: 16_384,
    /** Changes that wait for the one before; a further one is refused as busy. */
    changesWaiting: 500,
    /** Times a change is tried again because another process wrote to the audit log. */
    auditTries: 5,
  },
  simulate: {
    /** Things that may happen at once in the simulated works; a story that starts more is mistaken and stops. */
    scripts: 1024,
    /** Milliseconds of packets that are late when simulated traffic is sent live; what is older is left out. */
    catchUpMs: 120_000,
  },
  api: {
    /** Saved views of one site; a further one is refused. */
    views: 500,
    /** Characters of a session's or a token's secret that are looked at; a longer one is of nobody. */
    secretCharacters: 512,
    /** Bytes of a JSON body; a larger one is refused. */
    bodyBytes: 256 * 1024,
    /** Values of a facet when nobody says how many. */
    facetValues: 50,
    /** Characters of a filter as people write it. */
    filterCharacters: 4096,
    /** Items on a page of a list unless somebody asks for more or fewer. */
    pageItems: 100,
    /** Items asked of the store at once for an export; one such page is held for each reader. */
    exportPageItems: 500,
    /** Requests a second that one address may make for ever, and after a pause at once; and likewise one account or token. */
    requestsPerAddress: 100,
    requestsPerAddressAtOnce: 500,
    requestsPerAccount: 50,
    requestsPerAccountAtOnce: 300,
    /** Addresses and accounts whose rate is remembered; beyond them the one that was idle longest is forgotten. */
    ratesRemembered: 10_000,
    /** Streams of events at once, and of one account; a further one is refused. */
    eventStreams: 256,
    eventStreamsPerAccount: 8,
    /** Bytes of events that wait for the reader of a stream; one that is slower is cut off, and comes back for what it missed. */
    eventBytesWaiting: 256 * 1024,
    /** A stream of events says so often that it is still there, and asks whether its reader still may read it. */
    heartbeatMs: 15_000,
    /** Connections at once; a further one is closed. */
    connections: 1024,
    /** Bytes of the headers of a request, and milliseconds they may take. */
    headerBytes: 16 * 1024,
    headersMs: 10_000,
    /** A body must bring so many bytes in every stretch of so many milliseconds until it is complete, or the connection is closed. */
    bodyLeastBytes: 16 * 1024,
    bodyStretchMs: 10_000,
    /** A connection on which nothing moves for so long is closed. */
    idleMs: 120_000,
    /** Time that answers have to end when the server stops. */
    stopMs: 5000,
    /** Characters of a path, a name or a message in the log; the rest is dropped. */
    loggedCharacters: 500,
    /** Files of the console, and the bytes of all of them, that are served from memory; a larger console is refused. */
    consoleFiles: 2000,
    consoleBytes: 64 * 1024 * 1024,
    /** Pages looked through for one thing, since a page may hold nothing and still have a next. */
    pagesLookedAt: 1000,
  },
  overview: {
    /** What is told of a day at most, and the assets that one line names. */
    matters: 20,
    assetsNamed: 20,
    /** Grave operations and changes of a day that are looked at, the newest; the answer says that there are more. */
    operations: 500,
    changes: 2000,
    /** Rows shown, gaps looked at, buckets of the activity. */
    rows: 50,
    gaps: 20,
    buckets: 24,
    /** Sensors whose coverage is told, and remarks of all of them; each keeps so many, of so many characters. */
    sensors: 100,
    notes: 10,
    notesKept: 50,
    noteCharacters: 500,
    /** Pages asked for to fill one of these; rare things may be far between. */
    pages: 4,
  },
  report: {
    /** Lines of the HTML page; what is beyond is in the JSON report, and the page says so. */
    operations: 2000,
    everyday: 300,
    assets: 2000,
    conversations: 1000,
    undecoded: 60,
    /** Rows inside one asset. */
    claims: 200,
    modules: 200,
    /** What a map or a timeline can hold and still be read. */
    mapAssets: 90,
    mapZones: 6,
    timelineLanes: 16,
  },
} as const
