import { Autocomplete, Button, Drawer } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useEffect, useMemo, useRef, useState } from 'react'
import { Problem } from '../../api/problem.ts'
import { useAsk } from '../../api/use.ts'
import { useKeys } from '../../frame/use-keys.ts'
import { Facets } from './Facets.tsx'
import css from './FilterBar.module.css'
import { fieldBegun } from './filter.ts'

export interface FilterBarProps {
  site: string
  /** As the server names the list: assets, operations, … */
  list: 'assets' | 'changes' | 'conversations' | 'observations' | 'operations'
  /** From the address; empty: no filter. */
  filter: string
  onFilter: (filter: string) => void
  /** Fields whose values are offered with their counts, most useful first. */
  facets: readonly { field: string; title: string }[]
  /** What the list said about the filter. */
  error?: unknown
}

/** A filter as text, with hints while one writes, the place of an error, and the values there are beside it. `/` goes into it. */
export function FilterBar(props: FilterBarProps) {
  const [text, setText] = useState(props.filter)
  const [opened, { open, close }] = useDisclosure(false)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => setText(props.filter), [props.filter])
  useKeys(useMemo(() => [{ keys: '/', does: 'Write a filter', run: () => input.current?.focus() }], []))
  const fields = useAsk('/fields').data?.[props.list] ?? []
  const begun = fieldBegun(text)
  const head = begun === undefined ? text : text.slice(0, text.length - begun.length)
  const hints =
    begun === undefined
      ? []
      : fields
          .filter(({ name }) => name.toLowerCase().startsWith(begun.toLowerCase()) && name !== begun)
          .map(({ name }) => `${head}${name} `)
  const apply = (next: string): void => {
    if (next.trim() !== props.filter) props.onFilter(next.trim())
  }
  return (
    <search className={css.bar}>
      <div className={css.line}>
        <Autocomplete
          ref={input}
          className={css.input}
          aria-label={`Filter ${props.list}`}
          placeholder="Filter, such as: role = plc and vendor ~ siemens, or any word"
          value={text}
          onChange={setText}
          data={hints}
          filter={({ options }) => options}
          limit={8}
          selectFirstOptionOnChange={false}
          error={errorOf(props.error, props.filter)}
          maxLength={4000}
          spellCheck={false}
          clearable
          onClear={() => apply('')}
          onKeyDown={(event) => {
            if (event.key === 'Enter') apply(event.currentTarget.value)
          }}
          onBlur={(event) => apply(event.currentTarget.value)}
        />
        <Button variant="default" onClick={open}>
          Narrow down
        </Button>
      </div>
      <Drawer opened={opened} onClose={close} position="right" title={`Narrow down ${props.list}`} size="sm">
        <Facets {...props} />
      </Drawer>
    </search>
  )
}

/** The server's words, and an arrow under the place they speak of. */
function errorOf(error: unknown, filter: string) {
  if (!(error instanceof Problem) || error.status !== 400) return undefined
  if (error.position === undefined || filter === '') return error.message
  const from = Math.max(0, error.position - 30)
  return (
    <>
      {error.message}
      <code className={css.place}>
        {from > 0 ? '…' : ''}
        {filter.slice(from, error.position)}
        <mark>{filter.slice(error.position, error.position + 1) || '\u2423'}</mark>
        {filter.slice(error.position + 1, error.position + 30)}
      </code>
    </>
  )
}
