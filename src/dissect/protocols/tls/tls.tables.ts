/** Content types (RFC 8446 appendix B.1; heartbeat: RFC 6520). */
export const CONTENT: { readonly [type: number]: string } = {
  20: 'change_cipher_spec',
  21: 'alert',
  22: 'handshake',
  23: 'application_data',
  24: 'heartbeat',
}
export const CHANGE_CIPHER_SPEC = 20
export const ALERT = 21
export const HANDSHAKE = 22
export const APPLICATION_DATA = 23

/** Handshake types (RFC 8446 appendix B.3, RFC 5246 section 7.4, RFC 6066). */
export const HANDSHAKES: { readonly [type: number]: string } = {
  0: 'hello_request',
  1: 'client_hello',
  2: 'server_hello',
  3: 'hello_verify_request',
  4: 'new_session_ticket',
  5: 'end_of_early_data',
  8: 'encrypted_extensions',
  11: 'certificate',
  12: 'server_key_exchange',
  13: 'certificate_request',
  14: 'server_hello_done',
  15: 'certificate_verify',
  16: 'client_key_exchange',
  20: 'finished',
  21: 'certificate_url',
  22: 'certificate_status',
  24: 'key_update',
}
export const CLIENT_HELLO = 1
export const SERVER_HELLO = 2
export const CERTIFICATE = 11

/** Protocol versions (RFC 8446 section 4.2.1) and how JA4 writes them (FoxIO JA4 technical details, TLS version). */
export const VERSIONS: { readonly [version: number]: { name: string; ja4: string } } = {
  768: { name: 'SSL 3.0', ja4: 's3' },
  769: { name: 'TLS 1.0', ja4: '10' },
  770: { name: 'TLS 1.1', ja4: '11' },
  771: { name: 'TLS 1.2', ja4: '12' },
  772: { name: 'TLS 1.3', ja4: '13' },
}

/** Extension types (IANA TLS ExtensionType Values). */
export const EXTENSION = {
  serverName: 0,
  groups: 10,
  signatures: 13,
  alpn: 16,
  versions: 43,
} as const
export const EXTENSIONS: { readonly [type: number]: string } = {
  0: 'server_name',
  1: 'max_fragment_length',
  5: 'status_request',
  10: 'supported_groups',
  11: 'ec_point_formats',
  13: 'signature_algorithms',
  15: 'heartbeat',
  16: 'application_layer_protocol_negotiation',
  18: 'signed_certificate_timestamp',
  21: 'padding',
  22: 'encrypt_then_mac',
  23: 'extended_main_secret',
  35: 'session_ticket',
  41: 'pre_shared_key',
  42: 'early_data',
  43: 'supported_versions',
  44: 'cookie',
  45: 'psk_key_exchange_modes',
  51: 'key_share',
  65281: 'renegotiation_info',
}

/** Alert descriptions (RFC 8446 section 6, RFC 5246 section 7.2). */
export const ALERTS: { readonly [code: number]: string } = {
  0: 'close_notify',
  10: 'unexpected_message',
  20: 'bad_record_mac',
  21: 'decryption_failed',
  22: 'record_overflow',
  30: 'decompression_failure',
  40: 'handshake_failure',
  41: 'no_certificate',
  42: 'bad_certificate',
  43: 'unsupported_certificate',
  44: 'certificate_revoked',
  45: 'certificate_expired',
  46: 'certificate_unknown',
  47: 'illegal_parameter',
  48: 'unknown_ca',
  49: 'access_denied',
  50: 'decode_error',
  51: 'decrypt_error',
  70: 'protocol_version',
  71: 'insufficient_security',
  80: 'internal_error',
  86: 'inappropriate_fallback',
  90: 'user_canceled',
  100: 'no_renegotiation',
  109: 'missing_extension',
  110: 'unsupported_extension',
  112: 'unrecognized_name',
  116: 'certificate_required',
  120: 'no_application_protocol',
}

/** Cipher suites that plants meet (IANA TLS Cipher Suites), without the prefix TLS_. */
export const CIPHERS: { readonly [code: number]: string } = {
  1: 'RSA_WITH_NULL_MD5',
  2: 'RSA_WITH_NULL_SHA',
  4: 'RSA_WITH_RC4_128_MD5',
  5: 'RSA_WITH_RC4_128_SHA',
  9: 'RSA_WITH_DES_CBC_SHA',
  10: 'RSA_WITH_3DES_EDE_CBC_SHA',
  22: 'DHE_RSA_WITH_3DES_EDE_CBC_SHA',
  47: 'RSA_WITH_AES_128_CBC_SHA',
  51: 'DHE_RSA_WITH_AES_128_CBC_SHA',
  53: 'RSA_WITH_AES_256_CBC_SHA',
  57: 'DHE_RSA_WITH_AES_256_CBC_SHA',
  59: 'RSA_WITH_NULL_SHA256',
  60: 'RSA_WITH_AES_128_CBC_SHA256',
  61: 'RSA_WITH_AES_256_CBC_SHA256',
  103: 'DHE_RSA_WITH_AES_128_CBC_SHA256',
  107: 'DHE_RSA_WITH_AES_256_CBC_SHA256',
  156: 'RSA_WITH_AES_128_GCM_SHA256',
  157: 'RSA_WITH_AES_256_GCM_SHA384',
  158: 'DHE_RSA_WITH_AES_128_GCM_SHA256',
  159: 'DHE_RSA_WITH_AES_256_GCM_SHA384',
  4865: 'AES_128_GCM_SHA256',
  4866: 'AES_256_GCM_SHA384',
  4867: 'CHACHA20_POLY1305_SHA256',
  49161: 'ECDHE_ECDSA_WITH_AES_128_CBC_SHA',
  49162: 'ECDHE_ECDSA_WITH_AES_256_CBC_SHA',
  49170: 'ECDHE_RSA_WITH_3DES_EDE_CBC_SHA',
  49171: 'ECDHE_RSA_WITH_AES_128_CBC_SHA',
  49172: 'ECDHE_RSA_WITH_AES_256_CBC_SHA',
  49187: 'ECDHE_ECDSA_WITH_AES_128_CBC_SHA256',
  49188: 'ECDHE_ECDSA_WITH_AES_256_CBC_SHA384',
  49191: 'ECDHE_RSA_WITH_AES_128_CBC_SHA256',
  49192: 'ECDHE_RSA_WITH_AES_256_CBC_SHA384',
  49195: 'ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  49196: 'ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  49199: 'ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  49200: 'ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  49324: 'ECDHE_ECDSA_WITH_AES_128_CCM',
  49326: 'ECDHE_ECDSA_WITH_AES_128_CCM_8',
  52392: 'ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
  52393: 'ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
}
