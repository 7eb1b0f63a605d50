import { Checkbox, Stack } from '@mantine/core'
import { wordsOf } from '../../api/problem.ts'
import { useAsk } from '../../api/use.ts'
import { Heard } from '../Heard.tsx'
import { plainly } from '../heard.ts'
import { whole } from '../numbers.ts'
import { Time } from '../Time.tsx'
import css from './FilterBar.module.css'
import type { FilterBarProps } from './FilterBar.tsx'
import { clause, hasClause, toggled } from './filter.ts'

/** The values that fields have now, with their counts; ticking one narrows the list down to it. */
export function Facets(props: FilterBarProps) {
  return props.facets.map(({ field, title }) => <Facet key={field} {...props} field={field} title={title} />)
}

function Facet(props: FilterBarProps & { field: string; title: string }) {
  const { site, list, filter, field } = props
  const query = { field, ...(filter === '' ? {} : { filter }) }
  const { data, error } = useAsk('/sites/{site}/facets/{list}', { params: { path: { site, list }, query } })
  return (
    <fieldset className={css.facet}>
      <legend>{props.title}</legend>
      {error !== null && <p role="alert">{wordsOf(error)}</p>}
      {data?.items.length === 0 && <p className="soft">Nothing has this.</p>}
      <Stack gap={4}>
        {data?.items.map(({ value, count }) => {
          const one = clause(field, value)
          return (
            <Checkbox
              key={value}
              size="xs"
              aria-label={`${plainly(value) || 'not known'}, ${whole(count)}`}
              checked={hasClause(filter, one)}
              onChange={() => props.onFilter(toggled(filter, one))}
              label={
                <span className={css.value}>
                  {value === '' ? 'not known' : <Heard text={value} most={50} />}
                  <span className="soft">{whole(count)}</span>
                </span>
              }
            />
          )
        })}
      </Stack>
      {data?.more === true && <p className="soft">and others, less frequent</p>}
      {data?.since != null && (
        <p className="soft">
          Counted since <Time at={data.since} />
        </p>
      )}
    </fieldset>
  )
}
