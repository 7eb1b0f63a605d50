import { Button, Checkbox, Popover, Stack } from '@mantine/core'
import type { Column } from './columns.ts'

/** Which columns are shown. */
export function ColumnChoice<Row>(props: {
  columns: readonly Column<Row>[]
  shown: readonly string[]
  choose: (ids: string[] | undefined) => void
}) {
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <Button variant="default" size="compact-sm">
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Checkbox.Group label="Columns" value={[...props.shown]} onChange={props.choose}>
          <Stack gap={6} mt={6}>
            {props.columns.map(({ id, title }) => (
              <Checkbox key={id} value={id} label={title} size="xs" />
            ))}
          </Stack>
        </Checkbox.Group>
        <Button mt="sm" size="compact-xs" variant="default" onClick={() => props.choose(undefined)}>
          As it fits
        </Button>
      </Popover.Dropdown>
    </Popover>
  )
}
