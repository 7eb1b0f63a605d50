import { Autocomplete, Button, Checkbox, Popover } from '@mantine/core'
import { useMemo, useState } from 'react'
import { many } from '../../parts/numbers.ts'
import { byWeight, weightOf } from '../../parts/verbs.ts'
import { type Address, listed } from './address.ts'
import { glyphOf } from './glyphs.ts'
import css from './Map.module.css'
import type { Change } from './MapPage.tsx'
import { shownName } from './names.ts'
import type { Plant } from './plant.ts'
import { findAssets } from './shown.ts'
import { countsOf } from './tables.ts'

const MOST_OFFERED = 12

/** Search, and filters by role, protocol and verb. */
export function Toolbar(props: {
  plant: Plant
  address: Address
  change: Change
  show: (asset: number) => void
}) {
  const { plant, address, change, show } = props
  const choices = useMemo(() => choicesOf(plant), [plant])
  const some = [address.protocols, address.verbs, address.roles].some((one) => one !== undefined)
  return (
    <search className={`${css.toolbar} no-print`} aria-label="Find and filter">
      <Find plant={plant} q={address.q ?? ''} change={change} show={show} />
      <Choice title="Role" words={choices.roles} field="roles" address={address} change={change} />
      <Choice
        title="Protocol"
        words={choices.protocols}
        field="protocols"
        address={address}
        change={change}
      />
      <Choice title="Verb" words={choices.verbs} field="verbs" address={address} change={change} />
      <Button
        size="xs"
        variant="default"
        disabled={!choices.verbs.some(({ grave }) => grave)}
        onClick={() => change({ verbs: choices.verbs.filter(({ grave }) => grave).map(({ word }) => word) })}
      >
        Grave only
      </Button>
      {some && (
        <Button
          size="xs"
          variant="subtle"
          onClick={() => change({ protocols: undefined, verbs: undefined, roles: undefined })}
        >
          Show all
        </Button>
      )}
    </search>
  )
}

interface Word {
  word: string
  title: string
  grave?: boolean
}

function choicesOf(plant: Plant): { roles: Word[]; protocols: Word[]; verbs: Word[] } {
  const roles = countsOf(plant.assets.map(({ role }) => role))
  const protocols = countsOf(plant.talks.flatMap((talk) => talk.protocols))
  const verbs = countsOf(plant.talks.flatMap((talk) => talk.verbs)).sort((a, b) => byWeight(a.role, b.role))
  return {
    roles: roles.map(({ role, count }) => ({ word: role, title: `${glyphOf(role).words} (${count})` })),
    protocols: protocols.map(({ role }) => ({ word: role, title: role })),
    verbs: verbs.map(({ role }) => ({ word: role, title: role, grave: weightOf(role) === 'grave' })),
  }
}

function Find(props: { plant: Plant; q: string; change: Change; show: (asset: number) => void }) {
  const { plant, q, change, show } = props
  const [text, setText] = useState(q)
  const found = useMemo(() => findAssets(plant, text, 10_000), [plant, text])
  const offered = found.slice(0, MOST_OFFERED)
  const labelOf = (asset: number) => {
    const { name, role, zone } = plant.assets[asset]!
    return `${shownName(name)} · ${glyphOf(role).words} · ${shownName(zone)}`
  }
  const options = offered.map((asset) => ({ value: String(asset), label: labelOf(asset) }))
  return (
    <Autocomplete
      className={css.find}
      size="xs"
      aria-label="Find an asset"
      placeholder="Find an asset: name, role, zone"
      value={text}
      data={text.trim() === '' ? [] : uniqueLabels(options)}
      filter={({ options: all }) => all}
      onChange={(next) => {
        setText(next)
        if (next === '') change({ q: undefined }, true)
      }}
      onOptionSubmit={(value) => {
        setText(shownName(plant.assets[Number(value)]!.name))
        show(Number(value))
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') change({ q: text.trim() === '' ? undefined : text.trim() }, true)
      }}
      rightSection={text.trim() === '' ? null : <span className="soft num">{found.length}</span>}
    />
  )
}

/** Two assets may look the same in a list of choices; each line has to be its own. */
function uniqueLabels(options: { value: string; label: string }[]): { value: string; label: string }[] {
  const seen = new Map<string, number>()
  return options.map(({ value, label }) => {
    const times = (seen.get(label) ?? 0) + 1
    seen.set(label, times)
    return { value, label: times === 1 ? label : `${label} (${times})` }
  })
}

function Choice(props: {
  title: string
  words: readonly Word[]
  field: 'roles' | 'protocols' | 'verbs'
  address: Address
  change: Change
}) {
  const { title, words, field, address, change } = props
  const chosen = address[field] ?? []
  return (
    <Popover position="bottom-start" shadow="sm" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          size="xs"
          data-chosen={chosen.length > 0 || undefined}
          className={css.choice}
        >
          {chosen.length === 0 ? title : `${title}: ${chosen.length === 1 ? chosen[0] : chosen.length}`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={`${title}: what is shown`}>
        <Checkbox.Group
          value={chosen}
          onChange={(next) => change({ [field]: listed(next) })}
          label={chosen.length === 0 ? 'All are shown' : `${many(chosen.length, 'one is', 'are')} shown`}
        >
          <div className={css.choices}>
            {words.map(({ word, title: label, grave }) => (
              <Checkbox key={word} value={word} size="xs" label={grave ? `${label} ▲` : label} />
            ))}
          </div>
        </Checkbox.Group>
      </Popover.Dropdown>
    </Popover>
  )
}
