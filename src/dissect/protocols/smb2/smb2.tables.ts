/** Commands (MS-SMB2 section 2.2.1.2). */
export const COMMANDS = [
  'Negotiate',
  'Session Setup',
  'Logoff',
  'Tree Connect',
  'Tree Disconnect',
  'Create',
  'Close',
  'Flush',
  'Read',
  'Write',
  'Lock',
  'Ioctl',
  'Cancel',
  'Echo',
  'Query Directory',
  'Change Notify',
  'Query Info',
  'Set Info',
  'Oplock Break',
] as const

export const CMD = {
  negotiate: 0,
  sessionSetup: 1,
  treeConnect: 3,
  create: 5,
  close: 6,
  read: 8,
  write: 9,
  ioctl: 11,
  echo: 13,
  queryDirectory: 14,
  changeNotify: 15,
  setInfo: 17,
} as const

/** Header flags (MS-SMB2 section 2.2.1.1). */
export const REPLY_FLAG = 1
export const ASYNC_FLAG = 2

/** Dialects (MS-SMB2 section 2.2.3). */
export const DIALECTS: { readonly [dialect: number]: string } = {
  514: '2.0.2',
  528: '2.1',
  767: '2.???',
  768: '3.0',
  770: '3.0.2',
  785: '3.1.1',
}

/** Control codes (MS-SMB2 section 2.2.31, MS-FSCC section 2.3). */
export const FSCTL: { readonly [code: number]: string } = {
  393620: 'FSCTL_DFS_GET_REFERRALS',
  1114136: 'FSCTL_PIPE_WAIT',
  1130508: 'FSCTL_PIPE_PEEK',
  1163287: 'FSCTL_PIPE_TRANSCEIVE',
  1311236: 'FSCTL_VALIDATE_NEGOTIATE_INFO',
  1311188: 'FSCTL_LMR_REQUEST_RESILIENCY',
  1311228: 'FSCTL_QUERY_NETWORK_INTERFACE_INFO',
}
export const PIPE_TRANSCEIVE = 1163287

/** File information classes that change a file (MS-FSCC section 2.4). */
export const FILE_INFO = { rename: 10, disposition: 13, dispositionEx: 64 } as const
