/** Commands behind IAC (RFC 854). */
export const IAC = 255
export const SB = 250
export const SE = 240
export const WILL = 251
export const DONT = 254
export const NEGOTIATIONS: { readonly [command: number]: string } = {
  251: 'WILL',
  252: "WON'T",
  253: 'DO',
  254: "DON'T",
}

/** Options (IANA Telnet Options). */
export const OPTIONS: { readonly [option: number]: string } = {
  0: 'binary',
  1: 'echo',
  3: 'suppress go ahead',
  5: 'status',
  6: 'timing mark',
  24: 'terminal type',
  31: 'window size',
  32: 'terminal speed',
  33: 'remote flow control',
  34: 'linemode',
  35: 'X display location',
  36: 'environment',
  37: 'authentication',
  38: 'encryption',
  39: 'new environment',
}
export const OPTION_MOST = 49

/** Ends of what a server writes before it waits for an account or a password. */
export const ACCOUNT_PROMPT =
  /(login|log in|user ?name|user|user ?id|account|benutzer(name)?|identifiant|usuario)\s*[:>]?\s*$/i
export const PASSWORD_PROMPT =
  /(pass(word|wd|code|wort|phrase)?|kennwort|mot de passe|contrase.{1,3}a|senha|pin)[^:>\n]{0,40}[:>]?\s*$/i
/** Words by which a server says that a log-in failed. */
export const REFUSED =
  /incorrect|failed|failure|denied|invalid|bad (password|login)|wrong|not authori[sz]ed|try again/i

/** Systems that a banner names for certain. */
export const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\bVxWorks\b/i, 'VxWorks'],
  [/Microsoft Telnet/i, 'Windows'],
  [/\bBusyBox\b/, 'Linux (BusyBox)'],
  [/\bUbuntu ([\d.]+)?/, 'Ubuntu Linux'],
  [/\bDebian\b/, 'Debian Linux'],
  [/\bSunOS\b/, 'SunOS'],
  [/\bQNX\b/, 'QNX'],
]
