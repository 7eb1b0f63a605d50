import type { Attribute } from '../../../model/observation.ts'
import type { Verb } from '../../../model/verb.ts'

/**
 * What each method does to its target: RFC 9110 section 9.3, RFC 5789 (PATCH), RFC 4918 section 9 (WebDAV), RFC 3253 (REPORT),
 * UPnP Device Architecture 2.0 sections 1 and 4 (M-SEARCH, NOTIFY, SUBSCRIBE).
 */
export const METHODS: { readonly [method: string]: Verb } = {
  GET: 'read',
  HEAD: 'read',
  POST: 'write',
  PUT: 'file-write',
  DELETE: 'file-delete',
  PATCH: 'write',
  OPTIONS: 'identify',
  TRACE: 'diagnose',
  CONNECT: 'connect',
  PROPFIND: 'enumerate',
  PROPPATCH: 'write',
  MKCOL: 'file-write',
  COPY: 'file-write',
  MOVE: 'file-write',
  LOCK: 'lock',
  UNLOCK: 'lock',
  SEARCH: 'read',
  REPORT: 'read',
  'M-SEARCH': 'enumerate',
  NOTIFY: 'report',
  SUBSCRIBE: 'subscribe',
  UNSUBSCRIBE: 'subscribe',
}

/** Reason phrases of refusals (RFC 9110 section 15), for servers that send none. */
export const REASONS: { readonly [status: number]: string } = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  407: 'Proxy Authentication Required',
  408: 'Request Timeout',
  409: 'Conflict',
  411: 'Length Required',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
  505: 'HTTP Version Not Supported',
}

/** Header fields that carry a credential or stand for one (RFC 9110 section 11, RFC 6265): seen, never shown. */
export const HIDDEN_HEADERS: ReadonlySet<string> = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-api-key',
  'x-auth-token',
  'authentication-info',
])

/** Ends of paths that name a file somebody takes along, rather than a page or a value somebody looks at. */
export const FILE_ENDS =
  /\.(zip|gz|tgz|tar|7z|rar|bin|hex|s19|img|fw|fwu|upd|exe|msi|dll|sys|cab|jar|ps1|bat|vbs|sh|elf|cfg|conf|config|ini|bak|csv|log|pdf|docx?|xlsx?|rtf|dat|db|sqlite|cap|pcap|st|stu|apx|s7p|zap\d*|acd|l5x|rss|pfx|p12|pem|key|crt|cer)$/i

/** Names of form and query parameters that hold a password or a key; and of those that hold the account it belongs to. */
export const SECRET_PARAMETER =
  /(^|[._-])(pass|passwd|password|passwort|pwd|passcode|pin|psw|secret|token|api_?key)\d?$/i
export const ACCOUNT_PARAMETER =
  /^(user|username|user_?name|userid|login|account|name|usr|uname|j_username)$/i

/** Products in Server and User-Agent fields whose maker or system is certain from their name. */
export const PRODUCTS: readonly (readonly [RegExp, { readonly [attribute in Attribute]?: string }])[] = [
  [/^Schneider-WEB\b/, { vendor: 'Schneider Electric' }],
  [/^A-B WWW\b/, { vendor: 'Rockwell Automation' }],
  [/^Siemens\b|^SIMATIC\b|^S7-\d/, { vendor: 'Siemens' }],
  [/^Niagara Web Server\b/, { vendor: 'Tridium' }],
  [/^WAGO\b/i, { vendor: 'WAGO' }],
  [/^Moxa/i, { vendor: 'Moxa' }],
  [/^Cisco\b|^cisco-IOS\b/, { vendor: 'Cisco' }],
  [/^Hirschmann\b/, { vendor: 'Hirschmann' }],
  [/^HP HTTP Server|^HP-ChaiSOE/, { vendor: 'HP' }],
  [/^Microsoft-IIS\/6\.0/, { os: 'Windows Server 2003' }],
  [/^Microsoft-IIS\/7\.0/, { os: 'Windows Server 2008' }],
  [/^Microsoft-IIS\/7\.5/, { os: 'Windows Server 2008 R2' }],
  [/^Microsoft-IIS\/8\.0/, { os: 'Windows Server 2012' }],
  [/^Microsoft-IIS\/8\.5/, { os: 'Windows Server 2012 R2' }],
  [/^Microsoft-IIS\/5\.0/, { os: 'Windows 2000' }],
  [/^Microsoft-IIS\/5\.1/, { os: 'Windows XP' }],
  [/^Microsoft-(IIS|HTTPAPI|WinCE)\b/, { os: 'Windows' }],
  [/^Microsoft-WinCE\b/, { os: 'Windows CE' }],
]

/** Windows versions in User-Agent comments (Windows NT kernel version → product). */
export const WINDOWS_NT: { readonly [version: string]: string } = {
  '5.0': 'Windows 2000',
  '5.1': 'Windows XP',
  '5.2': 'Windows Server 2003',
  '6.0': 'Windows Vista',
  '6.1': 'Windows 7',
  '6.2': 'Windows 8',
  '6.3': 'Windows 8.1',
  '10.0': 'Windows 10',
}

/** Words that stand before a value on the pages of devices' own web servers. */
export const PAGE_LABELS: { readonly [label: string]: Attribute } = {
  'system name': 'name',
  'host name': 'name',
  hostname: 'name',
  'device name': 'name',
  'system description': 'description',
  'device description': 'description',
  'product name': 'model',
  'product type': 'model',
  model: 'model',
  'model name': 'model',
  'model number': 'model',
  'device type': 'model',
  'order number': 'orderNumber',
  'part number': 'orderNumber',
  'catalog number': 'orderNumber',
  'serial number': 'serial',
  'firmware version': 'firmware',
  'firmware revision': 'firmware',
  firmware: 'firmware',
  'hardware version': 'hardware',
  'hardware revision': 'hardware',
  'system location': 'location',
}
