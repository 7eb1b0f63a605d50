/** NTSTATUS values that SMB servers answer with (MS-ERREF section 2.3.1). */
const STATUS: ReadonlyMap<number, string> = new Map([
  [0x00000000, 'STATUS_SUCCESS'],
  [0x00000103, 'STATUS_PENDING'],
  [0x0000010b, 'STATUS_NOTIFY_CLEANUP'],
  [0x0000010c, 'STATUS_NOTIFY_ENUM_DIR'],
  [0x80000005, 'STATUS_BUFFER_OVERFLOW'],
  [0x80000006, 'STATUS_NO_MORE_FILES'],
  [0xc0000001, 'STATUS_UNSUCCESSFUL'],
  [0xc0000002, 'STATUS_NOT_IMPLEMENTED'],
  [0xc0000003, 'STATUS_INVALID_INFO_CLASS'],
  [0xc0000008, 'STATUS_INVALID_HANDLE'],
  [0xc000000d, 'STATUS_INVALID_PARAMETER'],
  [0xc000000e, 'STATUS_NO_SUCH_DEVICE'],
  [0xc000000f, 'STATUS_NO_SUCH_FILE'],
  [0xc0000010, 'STATUS_INVALID_DEVICE_REQUEST'],
  [0xc0000011, 'STATUS_END_OF_FILE'],
  [0xc0000016, 'STATUS_MORE_PROCESSING_REQUIRED'],
  [0xc0000017, 'STATUS_NO_MEMORY'],
  [0xc0000022, 'STATUS_ACCESS_DENIED'],
  [0xc0000023, 'STATUS_BUFFER_TOO_SMALL'],
  [0xc0000033, 'STATUS_OBJECT_NAME_INVALID'],
  [0xc0000034, 'STATUS_OBJECT_NAME_NOT_FOUND'],
  [0xc0000035, 'STATUS_OBJECT_NAME_COLLISION'],
  [0xc000003a, 'STATUS_OBJECT_PATH_NOT_FOUND'],
  [0xc0000043, 'STATUS_SHARING_VIOLATION'],
  [0xc000004b, 'STATUS_THREAD_IS_TERMINATING'],
  [0xc0000056, 'STATUS_DELETE_PENDING'],
  [0xc0000061, 'STATUS_PRIVILEGE_NOT_HELD'],
  [0xc0000064, 'STATUS_NO_SUCH_USER'],
  [0xc000006a, 'STATUS_WRONG_PASSWORD'],
  [0xc000006d, 'STATUS_LOGON_FAILURE'],
  [0xc000006e, 'STATUS_ACCOUNT_RESTRICTION'],
  [0xc000006f, 'STATUS_INVALID_LOGON_HOURS'],
  [0xc0000070, 'STATUS_INVALID_WORKSTATION'],
  [0xc0000071, 'STATUS_PASSWORD_EXPIRED'],
  [0xc0000072, 'STATUS_ACCOUNT_DISABLED'],
  [0xc000007f, 'STATUS_DISK_FULL'],
  [0xc000009a, 'STATUS_INSUFFICIENT_RESOURCES'],
  [0xc00000ac, 'STATUS_PIPE_NOT_AVAILABLE'],
  [0xc00000b0, 'STATUS_PIPE_DISCONNECTED'],
  [0xc00000ba, 'STATUS_FILE_IS_A_DIRECTORY'],
  [0xc00000bb, 'STATUS_NOT_SUPPORTED'],
  [0xc00000c9, 'STATUS_NETWORK_NAME_DELETED'],
  [0xc00000ca, 'STATUS_NETWORK_ACCESS_DENIED'],
  [0xc00000cc, 'STATUS_BAD_NETWORK_NAME'],
  [0xc00000d0, 'STATUS_REQUEST_NOT_ACCEPTED'],
  [0xc0000101, 'STATUS_DIRECTORY_NOT_EMPTY'],
  [0xc0000103, 'STATUS_NOT_A_DIRECTORY'],
  [0xc0000120, 'STATUS_CANCELLED'],
  [0xc0000128, 'STATUS_FILE_CLOSED'],
  [0xc000015b, 'STATUS_LOGON_TYPE_NOT_GRANTED'],
  [0xc0000184, 'STATUS_INVALID_DEVICE_STATE'],
  [0xc0000193, 'STATUS_ACCOUNT_EXPIRED'],
  [0xc0000203, 'STATUS_USER_SESSION_DELETED'],
  [0xc0000205, 'STATUS_INSUFF_SERVER_RESOURCES'],
  [0xc0000224, 'STATUS_PASSWORD_MUST_CHANGE'],
  [0xc0000225, 'STATUS_NOT_FOUND'],
  [0xc0000234, 'STATUS_ACCOUNT_LOCKED_OUT'],
  [0xc0000257, 'STATUS_PATH_NOT_COVERED'],
  [0xc000035c, 'STATUS_NETWORK_SESSION_EXPIRED'],
])

export const PENDING = 0x00000103
export const MORE_PROCESSING = 0xc0000016

const DOS = 0xf0000000

/** DOS errors by class << 16 | code (MS-CIFS section 2.2.2.4). */
const DOS_ERRORS: ReadonlyMap<number, string> = new Map([
  [0x010001, 'ERRDOS/ERRbadfunc'],
  [0x010002, 'ERRDOS/ERRbadfile'],
  [0x010003, 'ERRDOS/ERRbadpath'],
  [0x010005, 'ERRDOS/ERRnoaccess'],
  [0x010006, 'ERRDOS/ERRbadfid'],
  [0x010020, 'ERRDOS/ERRbadshare'],
  [0x010050, 'ERRDOS/ERRfilexists'],
  [0x020001, 'ERRSRV/ERRerror'],
  [0x020002, 'ERRSRV/ERRbadpw'],
  [0x020004, 'ERRSRV/ERRaccess'],
  [0x020005, 'ERRSRV/ERRinvtid'],
  [0x020006, 'ERRSRV/ERRinvnetname'],
  [0x020016, 'ERRSRV/ERRsmbcmd'],
  [0x02005b, 'ERRSRV/ERRbaduid'],
])

/** A DOS error (MS-CIFS section 2.2.2.4) in the shape of an NT status, for servers that answer in the old way. */
export function dosStatus(kind: number, code: number): number {
  return kind === 0 ? 0 : (DOS | (kind << 16) | code) >>> 0
}

/** Name of an NT status, or its number where the name is not known. */
export function statusText(status: number): string {
  if (status >>> 28 === DOS >>> 28)
    return (
      DOS_ERRORS.get(status & 0xffffff) ?? `DOS error class ${(status >>> 16) & 0xff} code ${status & 0xffff}`
    )
  return STATUS.get(status) ?? `status 0x${status.toString(16).padStart(8, '0')}`
}

/** Severity bits 11: an error. Warnings (10) still did what was asked, at least in part. */
export function isError(status: number): boolean {
  return status >>> 30 === 3
}
