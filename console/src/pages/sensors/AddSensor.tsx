import { Button, Group, Modal, MultiSelect, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { api } from '../../api/client.ts'
import { wordsOf } from '../../api/problem.ts'
import { useAsk, useDo } from '../../api/use.ts'

/** Listening on interfaces of the server's machine. */
export function AddSensor({ site, close }: { site: string; close: () => void }) {
  const interfaces = useAsk('/interfaces')
  const [title, setTitle] = useState('')
  const [chosen, setChosen] = useState<string[]>([])
  const [filter, setFilter] = useState('')
  const add = useDo(
    () =>
      api.POST('/sites/{site}/sensors', {
        params: { path: { site } },
        body: {
          title: title.trim() || chosen.join(', '),
          interfaces: chosen,
          ...(filter.trim() === '' ? {} : { filter: filter.trim() }),
        },
      }),
    ['sensors', 'overview'],
  )
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    add.mutate(undefined, { onSuccess: close })
  }
  return (
    <Modal opened onClose={close} title="Listen on an interface" size="md">
      <form onSubmit={submit}>
        <Stack>
          <MultiSelect
            label="Interfaces"
            description="Of the machine that the server runs on; several become one sensor."
            data={(interfaces.data ?? []).map(({ name, up }) => ({
              value: name,
              label: up ? name : `${name}, which is down`,
            }))}
            value={chosen}
            onChange={setChosen}
            error={interfaces.error === null ? undefined : wordsOf(interfaces.error)}
            nothingFoundMessage="No such interface"
            searchable
            required
            data-autofocus
          />
          <TextInput
            label="Name"
            description="As people call the place it listens at, such as: Mirror port, cell 3"
            value={title}
            maxLength={200}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <TextInput
            label="Capture filter"
            description="Optional, as tcpdump knows it: not port 22"
            value={filter}
            maxLength={1000}
            spellCheck={false}
            onChange={(event) => setFilter(event.currentTarget.value)}
          />
          {add.error !== null && <div role="alert">{wordsOf(add.error)}</div>}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" loading={add.isPending} disabled={chosen.length === 0}>
              Listen
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
