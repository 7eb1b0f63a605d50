import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'

const YEAR = 31_536_000

/** What a page of ours may do: code, styles and data from files of this server only; nothing that stands in the page itself runs or styles it. */
const PAGE = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  manifestSrc: ["'self'"],
  workerSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
}
const DATA = { defaultSrc: ["'none'"], frameAncestors: ["'none'"] }

/** The headers that make browsers careful. `strictTransport`: the server is reached by TLS and will be, so browsers may insist on it. */
export function carefulHeaders(kind: 'page' | 'data', strictTransport: boolean): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: kind === 'page' ? PAGE : DATA,
    referrerPolicy: 'no-referrer',
    xFrameOptions: 'DENY',
    strictTransportSecurity: strictTransport ? `max-age=${YEAR}` : false,
    permissionsPolicy: { camera: [], microphone: [], geolocation: [], usb: [], payment: [] },
  })
}
