import { Button, Select, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { api } from '../../../api/client.ts'
import { wordsOf } from '../../../api/problem.ts'
import { type Saying, useDo } from '../../../api/use.ts'
import { levelWords, roleWords } from '../../../parts/asset-words.ts'
import type { AssetAnswer } from './Identity.tsx'
import { SAYINGS, type SayingKind, separated } from './sayings.ts'

const ROLES = [
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
const CRITICALITIES = ['low', 'medium', 'high', 'safety'] as const
const LEVELS = [0, 1, 2, 3, 3.5, 4, 5] as const

/** One word about an asset: what it is, then said and kept. */
export function SayForm(props: { site: string; asset: AssetAnswer; kind: SayingKind; onDone: () => void }) {
  const { site, asset, kind, onDone } = props
  const [value, setValue] = useState(() => before(asset, kind))
  const word = useDo(
    (body: Saying) => api.POST('/sites/{site}/words', { params: { path: { site } }, body }),
    ['assets', 'words', 'map', 'facets', 'overview', 'neighbours'],
  )
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    word.mutate(sayingOf(kind, asset.id, value), { onSuccess: onDone })
  }
  const { label, explains } = SAYINGS[kind]
  const shared = {
    label,
    description: explains,
    required: true,
    'data-autofocus': true,
    error: word.error === null ? undefined : wordsOf(word.error),
  }
  const options = optionsOf(asset, kind)
  const typed = (event: { currentTarget: { value: string } }): void => setValue(event.currentTarget.value)
  return (
    <form onSubmit={submit}>
      {options !== undefined ? (
        <Select {...shared} data={options} value={value} onChange={(next) => setValue(next ?? '')} />
      ) : kind === 'note' ? (
        <Textarea {...shared} value={value} onChange={typed} autosize minRows={3} maxLength={4000} />
      ) : (
        <TextInput {...shared} value={value} onChange={typed} maxLength={400} />
      )}
      <Button type="submit" mt="md" loading={word.isPending} disabled={value.trim() === ''}>
        Say so
      </Button>
    </form>
  )
}

/** Choices, where there are some only. */
function optionsOf(asset: AssetAnswer, kind: SayingKind): { value: string; label: string }[] | undefined {
  if (kind === 'role') return ROLES.map((value) => ({ value, label: roleWords(value) }))
  if (kind === 'criticality') return CRITICALITIES.map((value) => ({ value, label: value }))
  if (kind === 'level') return LEVELS.map((value) => ({ value: String(value), label: levelWords(value) }))
  if (kind !== 'split') return undefined
  return [...new Set(asset.interfaces.map(({ ip, mac }) => ip ?? mac ?? ''))]
    .filter((one) => one !== '')
    .map((value) => ({ value, label: value }))
}

/** What stands there at first: what is known now. */
function before(asset: AssetAnswer, kind: SayingKind): string {
  if (kind === 'rename') return asset.name ?? asset.names[0] ?? ''
  if (kind === 'role') return asset.role
  if (kind === 'criticality') return asset.criticality ?? ''
  if (kind === 'level') return asset.level === null ? '' : String(asset.level)
  if (kind === 'zone') return asset.zone
  if (kind === 'owner') return asset.owner ?? ''
  if (kind === 'tags') return asset.tags?.join(', ') ?? ''
  return ''
}

function sayingOf(kind: SayingKind, asset: string, value: string): Saying {
  if (kind === 'tags' || kind === 'merge') return { kind, asset, value: separated(value) }
  if (kind === 'level') return { kind, asset, value: Number(value) }
  return { kind, asset, value } as Saying
}
