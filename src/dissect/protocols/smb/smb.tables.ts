/** Commands (MS-CIFS section 2.2.2.1, MS-SMB). */
export const COMMANDS: { readonly [command: number]: string } = {
  0: 'Create Directory',
  1: 'Delete Directory',
  2: 'Open',
  3: 'Create',
  4: 'Close',
  5: 'Flush',
  6: 'Delete',
  7: 'Rename',
  8: 'Query Information',
  9: 'Set Information',
  10: 'Read',
  11: 'Write',
  12: 'Lock Byte Range',
  13: 'Unlock Byte Range',
  14: 'Create Temporary',
  15: 'Create New',
  16: 'Check Directory',
  17: 'Process Exit',
  18: 'Seek',
  26: 'Read Raw',
  29: 'Write Raw',
  34: 'Set Information 2',
  35: 'Query Information 2',
  36: 'Locking AndX',
  37: 'Transaction',
  38: 'Transaction Secondary',
  39: 'IOCTL',
  41: 'Copy',
  42: 'Move',
  43: 'Echo',
  44: 'Write And Close',
  45: 'Open AndX',
  46: 'Read AndX',
  47: 'Write AndX',
  50: 'Transaction2',
  51: 'Transaction2 Secondary',
  52: 'Find Close 2',
  112: 'Tree Connect',
  113: 'Tree Disconnect',
  114: 'Negotiate',
  115: 'Session Setup AndX',
  116: 'Logoff AndX',
  117: 'Tree Connect AndX',
  128: 'Query Information Disk',
  129: 'Search',
  160: 'NT Transact',
  161: 'NT Transact Secondary',
  162: 'NT Create AndX',
  164: 'NT Cancel',
  165: 'NT Rename',
  192: 'Open Print File',
  193: 'Write Print File',
  194: 'Close Print File',
}
export const CMD = {
  createDirectory: 0x00,
  deleteDirectory: 0x01,
  close: 0x04,
  delete: 0x06,
  rename: 0x07,
  transaction: 0x25,
  transactionSecondary: 0x26,
  echo: 0x2b,
  openAndx: 0x2d,
  readAndx: 0x2e,
  writeAndx: 0x2f,
  transaction2: 0x32,
  transaction2Secondary: 0x33,
  negotiate: 0x72,
  sessionSetup: 0x73,
  logoff: 0x74,
  treeConnect: 0x75,
  ntTransact: 0xa0,
  ntTransactSecondary: 0xa1,
  ntCreate: 0xa2,
} as const

/** Commands whose parameters begin with the next command of a chain (MS-CIFS section 2.2.3.4). */
export const ANDX: ReadonlySet<number> = new Set([0x24, 0x2d, 0x2e, 0x2f, 0x73, 0x74, 0x75, 0xa2])
export const NO_MORE = 0xff

/** Which primary command a secondary one goes on with (MS-CIFS sections 3.2.4.1.5 and 2.2.4.34, 2.2.4.47, 2.2.4.63). */
export const SECONDARY: { readonly [command: number]: number } = { 38: 37, 51: 50, 161: 160 }

/** Header flags (MS-CIFS section 2.2.3.1). */
export const REPLY_FLAG = 0x80
export const UNICODE_FLAG = 0x8000
export const EXTENDED_SECURITY = 0x80000000

/** Transaction2 subcommands (MS-CIFS section 2.2.2.2); those marked reserved are sent by no honest program. */
export const TRANS2: { readonly [subcommand: number]: { name: string; reserved?: true } } = {
  0: { name: 'TRANS2_OPEN2' },
  1: { name: 'TRANS2_FIND_FIRST2' },
  2: { name: 'TRANS2_FIND_NEXT2' },
  3: { name: 'TRANS2_QUERY_FS_INFORMATION' },
  4: { name: 'TRANS2_SET_FS_INFORMATION' },
  5: { name: 'TRANS2_QUERY_PATH_INFORMATION' },
  6: { name: 'TRANS2_SET_PATH_INFORMATION' },
  7: { name: 'TRANS2_QUERY_FILE_INFORMATION' },
  8: { name: 'TRANS2_SET_FILE_INFORMATION' },
  9: { name: 'TRANS2_FSCTL', reserved: true },
  10: { name: 'TRANS2_IOCTL2', reserved: true },
  11: { name: 'TRANS2_FIND_NOTIFY_FIRST', reserved: true },
  12: { name: 'TRANS2_FIND_NOTIFY_NEXT', reserved: true },
  13: { name: 'TRANS2_CREATE_DIRECTORY' },
  14: { name: 'TRANS2_SESSION_SETUP', reserved: true },
  16: { name: 'TRANS2_GET_DFS_REFERRAL' },
  17: { name: 'TRANS2_REPORT_DFS_INCONSISTENCY', reserved: true },
}

/** NT Transact functions (MS-CIFS section 2.2.2.2). */
export const NT_TRANSACT: { readonly [code: number]: string } = {
  1: 'NT_TRANSACT_CREATE',
  2: 'NT_TRANSACT_IOCTL',
  3: 'NT_TRANSACT_SET_SECURITY_DESC',
  4: 'NT_TRANSACT_NOTIFY_CHANGE',
  5: 'NT_TRANSACT_RENAME',
  6: 'NT_TRANSACT_QUERY_SECURITY_DESC',
  7: 'NT_TRANSACT_GET_USER_QUOTA',
  8: 'NT_TRANSACT_SET_USER_QUOTA',
}

/** Transaction subcommands on named pipes (MS-CIFS section 2.2.2.2). */
export const PIPE_TRANSACT = 0x26
export const PIPES: { readonly [subcommand: number]: string } = {
  1: 'TRANS_SET_NMPIPE_STATE',
  17: 'TRANS_RAW_READ_NMPIPE',
  33: 'TRANS_QUERY_NMPIPE_STATE',
  34: 'TRANS_QUERY_NMPIPE_INFO',
  35: 'TRANS_PEEK_NMPIPE',
  38: 'TRANS_TRANSACT_NMPIPE',
  49: 'TRANS_RAW_WRITE_NMPIPE',
  54: 'TRANS_READ_NMPIPE',
  55: 'TRANS_WRITE_NMPIPE',
  83: 'TRANS_WAIT_NMPIPE',
  84: 'TRANS_CALL_NMPIPE',
}

/** Remote administration calls on \PIPE\LANMAN (MS-RAP section 2.5). */
export const LANMAN: { readonly [opcode: number]: string } = {
  0: 'NetShareEnum',
  1: 'NetShareGetInfo',
  13: 'NetServerGetInfo',
  63: 'NetWkstaGetInfo',
  69: 'NetPrintQEnum',
  76: 'NetPrintJobEnum',
  104: 'NetServerEnum2',
  215: 'NetServerEnum3',
}
