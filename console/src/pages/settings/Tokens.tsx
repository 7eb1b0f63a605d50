import { Button, Checkbox, CopyButton, Group, Modal, NumberInput, Stack, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { type FormEvent, useState } from 'react'
import { api } from '../../api/client.ts'
import { wordsOf } from '../../api/problem.ts'
import { type Permission, useSession } from '../../api/session.ts'
import { type Answer, useAsk, useDo } from '../../api/use.ts'
import { Confirm } from '../../parts/Confirm.tsx'
import { Empty } from '../../parts/Empty.tsx'
import { Heard } from '../../parts/Heard.tsx'
import { plainly } from '../../parts/heard.ts'
import { Part } from '../../parts/Page.tsx'
import { Scroll } from '../../parts/Scroll.tsx'
import { Time } from '../../parts/Time.tsx'
import css from './Settings.module.css'

type Token = Answer<'/tokens'>[number]
const DAYS = 90

/** With what programs sign in. */
export function Tokens() {
  const { data, error } = useAsk('/tokens')
  const [opened, { open, close }] = useDisclosure(false)
  return (
    <Part
      title="Tokens"
      beside={
        <Button size="compact-sm" onClick={open}>
          Make a token
        </Button>
      }
    >
      {error !== null && <p role="alert">{wordsOf(error)}</p>}
      {data?.length === 0 && (
        <Empty title="No tokens">
          <p>
            A token lets a program do a part of what you may, for a time: send it as Authorization: Bearer.
          </p>
        </Empty>
      )}
      {data !== undefined && data.length > 0 && (
        <Scroll label="Tokens">
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">For</th>
                <th scope="col">Of</th>
                <th scope="col">May</th>
                <th scope="col">Until</th>
                <th scope="col">
                  <span className="hidden-visually">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.map((token) => (
                <Row key={token.id} token={token} />
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {opened && <MakeToken close={close} />}
    </Part>
  )
}

function Row({ token }: { token: Token }) {
  const { id, title, account, permissions, expires } = token
  const remove = useDo(() => api.DELETE('/tokens/{id}', { params: { path: { id } } }), ['tokens'])
  return (
    <tr>
      <td>
        <Heard text={title} most={60} />
      </td>
      <td>
        <Heard text={account} most={40} />
      </td>
      <td>{permissions.join(', ')}</td>
      <td>
        <Time at={expires} />
      </td>
      <td className="num">
        <Confirm
          question={`Remove the token ${plainly(title, 40)}?`}
          detail="A program that uses it is refused from then on."
          act="Remove"
          work={remove}
        >
          {(ask) => (
            <Button size="compact-xs" variant="default" onClick={ask} aria-label={`Remove ${plainly(title)}`}>
              Remove
            </Button>
          )}
        </Confirm>
      </td>
    </tr>
  )
}

function MakeToken({ close }: { close: () => void }) {
  const session = useSession()
  const [title, setTitle] = useState('')
  const [days, setDays] = useState<number | string>(DAYS)
  const [permissions, setPermissions] = useState<string[]>(['read'])
  const make = useDo(
    () =>
      api.POST('/tokens', {
        body: { title: title.trim(), permissions: permissions as Permission[], days: Number(days) },
      }),
    ['tokens'],
  )
  const secret = make.data?.data?.secret
  if (secret !== undefined) return <Made secret={secret} close={close} />
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    make.mutate(undefined)
  }
  return (
    <Modal opened onClose={close} title="Make a token">
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label="For"
            description="What will use it"
            required
            maxLength={200}
            data-autofocus
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <Checkbox.Group label="It may" value={permissions} onChange={setPermissions}>
            <Group gap="xs" mt={4}>
              {session?.permissions.map((one) => (
                <Checkbox key={one} value={one} label={one} size="xs" />
              ))}
            </Group>
          </Checkbox.Group>
          <NumberInput label="Days it lasts" min={1} max={366} required value={days} onChange={setDays} />
          {make.error !== null && <div role="alert">{wordsOf(make.error)}</div>}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" loading={make.isPending} disabled={permissions.length === 0}>
              Make it
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

/** The secret, this once. */
function Made({ secret, close }: { secret: string; close: () => void }) {
  return (
    <Modal opened onClose={close} title="The token is made" closeOnClickOutside={false}>
      <p>Copy it now: it is stored nowhere and shown only this once.</p>
      <code className={css.secret}>{secret}</code>
      <Group justify="flex-end">
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
        <Button onClick={close}>I have it</Button>
      </Group>
    </Modal>
  )
}
