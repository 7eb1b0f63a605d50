import { Button, Menu, Modal, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { type FormEvent, useState } from 'react'
import { api } from '../../api/client.ts'
import { wordsOf } from '../../api/problem.ts'
import { useMay } from '../../api/session.ts'
import { useAsk, useDo } from '../../api/use.ts'
import { plainly } from '../heard.ts'

export interface View {
  filter: string
  sort: string | undefined
}

/** Filters and sortings that people of the site gave a name, for everybody of the site. */
export function Views(props: { site: string; list: string; view: View; onView: (view: View) => void }) {
  const { site, list, view, onView } = props
  const [asking, { open, close }] = useDisclosure(false)
  const may = useMay('annotate')
  const { data } = useAsk('/sites/{site}/views', { params: { path: { site } } })
  const remove = useDo(
    (id: string) => api.DELETE('/sites/{site}/views/{id}', { params: { path: { site, id } } }),
    ['views'],
  )
  const here = data?.items.filter((one) => one.list === list) ?? []
  const isNew =
    (view.filter !== '' || view.sort !== undefined) &&
    !here.some((one) => one.filter === view.filter && one.sort === view.sort)
  if (here.length === 0 && !may) return null
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" size="compact-sm">
            Views
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {here.length === 0 && <Menu.Label>No view is kept yet</Menu.Label>}
          {here.map((one) => (
            <Menu.Item key={one.id} onClick={() => onView({ filter: one.filter ?? '', sort: one.sort })}>
              {plainly(one.title)}
            </Menu.Item>
          ))}
          {may && <Menu.Divider />}
          {may && (
            <Menu.Item disabled={!isNew} onClick={open}>
              Keep this filter and sorting …
            </Menu.Item>
          )}
          {may && here.length > 0 && <Menu.Label>Remove</Menu.Label>}
          {may &&
            here.map((one) => (
              <Menu.Item key={`remove ${one.id}`} onClick={() => remove.mutate(one.id)}>
                Remove “{plainly(one.title)}”
              </Menu.Item>
            ))}
        </Menu.Dropdown>
      </Menu>
      <Modal opened={asking} onClose={close} title="Keep this filter and sorting">
        <Keep site={site} list={list} view={view} onDone={close} />
      </Modal>
    </>
  )
}

type ListName = 'assets' | 'changes' | 'conversations' | 'operations' | 'observations'

function Keep(props: { site: string; list: string; view: View; onDone: () => void }) {
  const { site, list, view, onDone } = props
  const [title, setTitle] = useState('')
  const keep = useDo(
    (name: string) =>
      api.PUT('/sites/{site}/views/{id}', {
        params: { path: { site, id: idOf(list, name) } },
        body: {
          title: name,
          list: list as ListName,
          ...(view.filter === '' ? {} : { filter: view.filter }),
          ...(view.sort === undefined ? {} : { sort: view.sort }),
        },
      }),
    ['views'],
  )
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    keep.mutate(title.trim(), { onSuccess: onDone })
  }
  return (
    <form onSubmit={submit}>
      <TextInput
        label="Name"
        description="Everybody of the site sees it."
        value={title}
        maxLength={80}
        required
        data-autofocus
        onChange={(event) => setTitle(event.currentTarget.value)}
        error={keep.error === null ? undefined : wordsOf(keep.error)}
      />
      <Button type="submit" mt="md" loading={keep.isPending} disabled={title.trim() === ''}>
        Keep
      </Button>
    </form>
  )
}

/** An id out of a name: the same name of the same list is the same view. */
export function idOf(list: string, title: string): string {
  const name = title
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return `${list}-${name === '' ? 'view' : name}`.slice(0, 64)
}
