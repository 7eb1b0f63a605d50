import { Button, NumberInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, Fragment, useState } from 'react'
import { api } from '../../api/client.ts'
import { wordsOf } from '../../api/problem.ts'
import { type Answer, useAsk, useDo } from '../../api/use.ts'
import { Part } from '../../parts/Page.tsx'
import css from './Settings.module.css'

type Settings = Answer<'/settings'>

/** How long and how much is kept. */
export function Retention() {
  const { data, error } = useAsk('/settings')
  return (
    <Part title="Retention" beside="of each site; assets stay">
      {error !== null && <p role="alert">{wordsOf(error)}</p>}
      {data !== undefined && <Form settings={data} />}
    </Part>
  )
}

function Form({ settings }: { settings: Settings }) {
  const [bounds, setBounds] = useState(settings.retention)
  const save = useDo(() => api.PUT('/settings', { body: { ...settings, retention: bounds } }), ['settings'])
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    save.mutate(undefined, {
      onSuccess: () => notifications.show({ message: 'Saved. The oldest beyond it goes now.' }),
    })
  }
  const set = (kind: keyof typeof bounds, what: 'days' | 'megabytes', value: number | string): void => {
    const { [what]: _, ...rest } = bounds[kind] as { days?: number; megabytes?: number }
    setBounds({ ...bounds, [kind]: value === '' ? rest : { ...rest, [what]: Number(value) } })
  }
  return (
    <form onSubmit={submit}>
      <div className={css.bounds}>
        <span className="soft">What</span>
        <span className="soft">Days</span>
        <span className="soft">Megabytes</span>
        {(Object.keys(bounds) as (keyof typeof bounds)[]).map((kind) => (
          <Fragment key={kind}>
            <span>{kind}</span>
            <NumberInput
              size="xs"
              aria-label={`${kind}, days`}
              placeholder="no bound"
              min={1}
              value={bounds[kind]?.days ?? ''}
              onChange={(value) => set(kind, 'days', value)}
            />
            <NumberInput
              size="xs"
              aria-label={`${kind}, megabytes`}
              placeholder="no bound"
              thousandSeparator=","
              min={1}
              value={bounds[kind]?.megabytes ?? ''}
              onChange={(value) => set(kind, 'megabytes', value)}
            />
          </Fragment>
        ))}
      </div>
      <p className="soft">
        Whichever is reached first; the oldest goes first. An empty field means no bound.
      </p>
      {save.error !== null && <p role="alert">{wordsOf(save.error)}</p>}
      <Button type="submit" loading={save.isPending}>
        Save
      </Button>
    </form>
  )
}
