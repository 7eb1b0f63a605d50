import type { Verb } from '../../../model/verb.ts'

/**
 * Program invocation services of S7 controllers and of SINUMERIK numerical controls (SINUMERIK, Function Manual Basic Functions, P3, PI
 * services; SIMATIC NET, PI services of S7): what each does to its target. Services that are not listed change the control's data.
 */
export const SERVICES: { readonly [name: string]: Verb } = {
  P_PROGRAM: 'start',
  _INSE: 'program-download',
  _INS2: 'program-download',
  _DELE: 'program-delete',
  // Copying RAM to ROM makes the running program the one that survives; compressing moves the blocks.
  _MODU: 'program-edit',
  _GARB: 'config-change',
  _N_LOGIN_: 'login',
  _N_LOGOUT: 'login',
  _N_CANCEL: 'alarm-suppress',
  _N_F_DELE: 'file-delete',
  _N_F_DELR: 'file-delete',
  _N_F_COPY: 'file-write',
  _N_F_RENA: 'file-write',
  _N_F_XFER: 'file-write',
  _N_F_CLOS: 'file-read',
  _N_F_OPEN: 'file-read',
  _N_F_OPER: 'file-read',
  _N_F_SEEK: 'file-read',
  _N_F_MODE: 'config-change',
  _N_F_PROT: 'config-change',
  _N_F_DMDA: 'program-delete',
  _N_FINDBL: 'read',
  _N_FINDST: 'read',
  _N_SELECT: 'mode-change',
  _N_NEWPWD: 'password-change',
  _N_CONFIG: 'restart',
  _N_DIGIOF: 'config-change',
  _N_DIGION: 'config-change',
  _N_STRTLK: 'lock',
  _N_STRTUL: 'lock',
  _N_DZERO_: 'program-edit',
  _N_ENDEXT: 'program-download',
  _N_EXTERN: 'program-download',
  _N_EXTMOD: 'program-download',
  _N_TMRASS: 'mode-change',
}
export const OTHER_SERVICE: Verb = 'config-change'

/** Services whose argument is a list of blocks. */
export const ON_BLOCKS: ReadonlySet<string> = new Set(['_INSE', '_INS2', '_DELE'])
/** Services whose arguments hold a password. */
export const WITH_PASSWORD: ReadonlySet<string> = new Set(['_N_LOGIN_', '_N_NEWPWD'])

export const PROGRAM = 'P_PROGRAM'
/** Argument of P_PROGRAM: how the CPU starts; without one, as its configuration says. */
export const STARTS: { readonly [argument: string]: string } = {
  '': 'warm restart',
  C: 'cold restart',
  W: 'warm restart',
  H: 'hot restart',
}
