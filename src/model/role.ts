/** What an asset is in the plant. */
export const ROLES = [
  'plc',
  'rtu',
  'ied',
  'safety-controller',
  'hmi',
  'engineering-workstation',
  'historian',
  'scada-server',
  'gateway',
  'drive',
  'remote-io',
  'building-controller',
  'switch',
  'router',
  'firewall',
  'it-host',
  'printer',
  'camera',
  'unknown',
] as const
export type AssetRole = (typeof ROLES)[number]
