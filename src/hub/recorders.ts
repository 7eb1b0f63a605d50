import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { interfaceNames, isUp } from '../capture/interfaces.ts'
import { RECORDERS, type Recorder } from '../capture/recorder.ts'

/** The first of the programs that can capture and is installed. */
export function installedRecorder(): Recorder | undefined {
  return RECORDERS.find(isInstalled)
}

/** Whether a program is on the path. */
export function isInstalled(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** What to install where no program can capture. */
export function missingRecorder(wanted: Recorder | undefined): string {
  const what = wanted ?? RECORDERS.join(' or ')
  return `capturing needs ${what}, which is not installed (Debian: apt install ${wanted === 'tcpdump' ? 'tcpdump' : 'wireshark-common'})`
}

/** An interface of this machine. */
export interface MachineInterface {
  name: string
  up: boolean
}

/** The interfaces that a sensor could listen on. */
export function machineInterfaces(): MachineInterface[] {
  return interfaceNames().map((name) => ({ name, up: isUp(name) }))
}
