import type { ObjectClass, Service } from './services.ts'

/**
 * Objects of Logix controllers and their modules, in the vendor-specific range of class ids. Tag services, symbols and templates
 * follow Rockwell 1756-PM020 (Logix 5000 Data Access); the services that build, change, run and stop a project are as engineering
 * software was seen to use them (downloads, uploads, mode changes and firmware updates of ControlLogix systems).
 */

/** Services on a tag that is addressed by its name (1756-PM020, "CIP services"). */
export const TAG_SERVICES: { readonly [code: number]: Service } = {
  0x4c: ['Read_Tag', 'read'],
  0x4d: ['Write_Tag', 'write'],
  0x4e: ['Read_Modify_Write_Tag', 'write'],
  0x52: ['Read_Tag_Fragmented', 'read'],
  0x53: ['Write_Tag_Fragmented', 'write'],
  0x55: ['Get_Instance_Attribute_List', 'enumerate'],
}

/** A part of a project: making one is a step of a download, listing and reading it one of an upload. */
function projectPart(name: string, more: ObjectClass['services'] = {}): ObjectClass {
  return {
    name,
    set: 'program-download',
    parts: true,
    services: {
      0x08: ['Create', 'program-download'],
      0x09: ['Delete', 'program-delete'],
      0x4b: ['Find_Instances', 'enumerate'],
      ...more,
    },
  }
}

const FORCES: ObjectClass['services'] = {
  0x4d: ['Force_I/O', 'force'],
  0x4e: ['Force_I/O', 'force'],
}

/**
 * Which class is what follows from the controller's own symbols: those named `Program:`, `Map:`, `Routine:`, `Task:` and `Cxn:` have the
 * types 0x1068, 0x1069, 0x106d, 0x1070 and 0x107e, whose low byte is the class that then gets an instance of the symbol's number.
 */
export const ROCKWELL_CLASSES: { readonly [id: number]: ObjectClass } = {
  0x64: { name: 'Controller' },
  0x66: { name: 'Backplane' },
  0x67: {
    name: 'PCCC',
    services: {
      0x4b: ['Execute_PCCC', 'read'],
      0x4c: ['Execute_DH+', 'read'],
      0x4d: ['Execute_Local_PCCC', 'read'],
    },
  },
  0x68: projectPart('Program', FORCES),
  0x69: projectPart('I/O Map', FORCES),
  0x6a: projectPart('Tag Data', {
    0x4f: ['Read_Data', 'program-upload'],
    0x50: ['Write_Data', 'program-download'],
    0x51: ['Modify_Data', 'write'],
  }),
  0x6b: projectPart('Symbol', TAG_SERVICES),
  0x6c: projectPart('Template', {
    0x4c: ['Read_Template', 'read'],
    0x55: ['Get_Instance_Attribute_List', 'enumerate'],
  }),
  0x6d: projectPart('Routine'),
  0x6e: projectPart('Class 0x6e'),
  0x70: projectPart('Task'),
  0x72: {
    name: 'Memory',
    services: {
      0x05: ['Reset', 'program-download'],
      0x08: ['Create', 'program-download'],
      0x09: ['Delete', 'program-delete'],
      0x4b: ['Write_Memory', 'program-download'],
      0x4c: ['Read_Memory', 'read'],
    },
  },
  0x74: {
    name: 'Edit Lock',
    services: { 0x4b: ['Lock', 'lock'], 0x4c: ['Unlock', 'lock'] },
  },
  0x7e: projectPart('I/O Connection'),
  0x8b: { name: 'Wall Clock Time', set: 'time-set' },
  0x8e: {
    name: 'Controller Mode',
    services: {
      0x06: ['Start', 'mode-change'],
      0x07: ['Stop', 'mode-change'],
      0x5c: ['Authenticate', 'login'],
    },
  },
  0xa1: {
    name: 'Non-Volatile Storage',
    set: 'firmware-update',
    services: {
      0x4b: ['Update', 'firmware-update'],
      0x4d: ['Transfer', 'firmware-update'],
      0x51: ['Prepare_Update', 'firmware-update'],
    },
  },
  0xac: {
    name: 'Project Changes',
    services: {
      0x08: ['Create', 'program-download'],
      0x4b: ['Record_Change', 'config-change'],
    },
  },
  0xb2: {
    name: 'Tag List',
    services: {
      0x08: ['Create', 'subscribe'],
      0x09: ['Delete', 'subscribe'],
      0x4c: ['Read_Tag_List', 'read'],
      0x4e: ['Add_To_Tag_List', 'subscribe'],
      0x4f: ['Remove_From_Tag_List', 'subscribe'],
    },
  },
}
