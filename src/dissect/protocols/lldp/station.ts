import type { Attribute } from '../../../model/observation.ts'
import { CHASSIS_LOCAL } from './lldp.tables.ts'

/** Lengths of the blank-separated columns of a PROFINET system identification (IEC 61158-6-10, LLDP_ChassisID). */
const COLUMNS = { type: 25, order: 20, serial: 16, hardware: 5, firmware: 10 }
const WHOLE = 80

/**
 * Identity out of a chassis ID in the PROFINET form "type, order number, serial number, hardware revision, software revision", which
 * devices send whose naming follows version 2.3 or later; undefined when it has another form.
 */
export function systemOf(chassisId: string): Partial<Record<Attribute, string>> | undefined {
  const whole = chassisId.padEnd(WHOLE)
  let at = 0
  const column = (size: number): string => {
    const text = whole.slice(at, at + size)
    at += size + 1
    return text.trim()
  }
  const type = column(COLUMNS.type)
  const order = column(COLUMNS.order)
  const serial = column(COLUMNS.serial)
  const hardware = column(COLUMNS.hardware)
  const firmware = column(COLUMNS.firmware)
  const release = /^([VRPUT]) *(\d+) +(\d+) +(\d+)$/.exec(firmware)
  if (whole.length !== WHOLE || type === '' || order === '' || release === null) return undefined
  return {
    model: type,
    orderNumber: order,
    serial,
    hardware,
    firmware: `${release[1]}${release[2]}.${release[3]}.${release[4]}`,
  }
}

/** Name of station: behind the port's number in the newer naming (`port-001.name`), else the chassis ID itself. */
export function stationOf(chassisSubtype: number, chassisId: string, portId: string): string {
  const behindPort = /^port-\d{3}(?:-\d{5})?\.(.+)$/.exec(portId)?.[1]
  if (behindPort !== undefined) return behindPort
  const isName = chassisSubtype === CHASSIS_LOCAL && /^[a-z0-9][a-z0-9.-]{0,239}$/i.test(chassisId)
  return isName ? chassisId : ''
}
