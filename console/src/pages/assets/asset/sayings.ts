/** What a person can say of an asset, in the order of the menu. */
export const SAYINGS = {
  rename: { title: 'Name it', label: 'Name', explains: 'As people of the plant call it.' },
  role: { title: 'Set its role', label: 'Role', explains: 'What it is in the plant.' },
  criticality: {
    title: 'Set its criticality',
    label: 'Criticality',
    explains: 'What is lost when it fails: safety stands above all.',
  },
  level: {
    title: 'Set its level',
    label: 'Purdue level',
    explains: '0 is the process itself, 4 and 5 the company.',
  },
  zone: {
    title: 'Set its zone',
    label: 'Zone',
    explains: 'A group of assets with the same security requirements.',
  },
  owner: { title: 'Set its owner', label: 'Owner', explains: 'Who answers for it: a person or a team.' },
  tags: { title: 'Tag it', label: 'Tags', explains: 'Words to find it by, separated by commas.' },
  note: { title: 'Write a note', label: 'Note', explains: 'Everybody who may see the asset can read it.' },
  merge: {
    title: 'It is the same as another',
    label: 'The other assets',
    explains: 'Ids or addresses, separated by commas. They become one with this asset; their history stays.',
  },
  split: {
    title: 'It is two things',
    label: 'Interface',
    explains: 'The interface that belongs to another device, which becomes an asset of its own.',
  },
} as const
export type SayingKind = keyof typeof SAYINGS

/** The words between commas, each once. */
export function separated(text: string): string[] {
  return [...new Set(text.split(',').map((one) => one.trim()))].filter((one) => one !== '')
}
