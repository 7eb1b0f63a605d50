import { Button, Group, Modal, PasswordInput, Select, Stack, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { type FormEvent, useState } from 'react'
import { api } from '../../api/client.ts'
import { wordsOf } from '../../api/problem.ts'
import { type Session, useSession } from '../../api/session.ts'
import { type Answer, useAsk, useDo } from '../../api/use.ts'
import { Confirm } from '../../parts/Confirm.tsx'
import { Heard } from '../../parts/Heard.tsx'
import { plainly } from '../../parts/heard.ts'
import { Part } from '../../parts/Page.tsx'
import { Scroll } from '../../parts/Scroll.tsx'
import { Sign } from '../../parts/Sign.tsx'
import { Time } from '../../parts/Time.tsx'
import { ROLES } from './roles.ts'
import css from './Settings.module.css'

type Account = Answer<'/accounts'>[number]
const CHOICES = ROLES.map(({ role, title, words }) => ({ value: role, label: `${title}: ${words}` }))

/** The people who may sign in. */
export function Accounts() {
  const { data, error } = useAsk('/accounts')
  const [opened, { open, close }] = useDisclosure(false)
  return (
    <Part
      title="Accounts"
      beside={
        <Button size="compact-sm" onClick={open}>
          Add a person
        </Button>
      }
    >
      {error !== null && <p role="alert">{wordsOf(error)}</p>}
      <Scroll label="Accounts">
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Role</th>
              <th scope="col">Last sign-in</th>
              <th scope="col">State</th>
              <th scope="col">
                <span className="hidden-visually">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data?.map((account) => (
              <Row key={account.name} account={account} />
            ))}
          </tbody>
        </table>
      </Scroll>
      {opened && <AddAccount close={close} />}
    </Part>
  )
}

function Row({ account }: { account: Account }) {
  const { name, role, disabled, lastSignIn } = account
  const self = useSession()?.name === name
  const change = useDo(
    (body: { role?: Session['role']; disabled?: boolean }) =>
      api.PATCH('/accounts/{name}', { params: { path: { name } }, body }),
    ['accounts'],
  )
  const remove = useDo(() => api.DELETE('/accounts/{name}', { params: { path: { name } } }), ['accounts'])
  return (
    <tr>
      <td>
        <Heard text={name} most={64} />
        {self && <span className="soft"> (you)</span>}
        {change.error !== null && <div role="alert">{wordsOf(change.error)}</div>}
      </td>
      <td>
        <Select
          aria-label={`Role of ${plainly(name)}`}
          size="xs"
          data={CHOICES}
          value={role}
          onChange={(next) =>
            next !== null && next !== role && change.mutate({ role: next as Session['role'] })
          }
        />
      </td>
      <td>{lastSignIn == null ? <span className="soft">never</span> : <Time at={lastSignIn} since />}</td>
      <td>{disabled ? <Sign level="warn">may not sign in</Sign> : 'may sign in'}</td>
      <td>
        {!self && (
          <Group gap="xs" justify="flex-end" wrap="nowrap">
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => change.mutate({ disabled: !disabled })}
            >
              {disabled ? 'Allow' : 'Block'}
            </Button>
            <Confirm
              question={`Remove ${plainly(name)}?`}
              detail="Sessions and tokens of the account end. What it did stays in the audit log."
              act="Remove"
              work={remove}
            >
              {(ask) => (
                <Button
                  size="compact-xs"
                  variant="default"
                  onClick={ask}
                  aria-label={`Remove ${plainly(name)}`}
                >
                  Remove
                </Button>
              )}
            </Confirm>
          </Group>
        )}
      </td>
    </tr>
  )
}

function AddAccount({ close }: { close: () => void }) {
  const [name, setName] = useState('')
  const [role, setRole] = useState<Session['role']>('viewer')
  const [password, setPassword] = useState('')
  const add = useDo(
    () => api.POST('/accounts', { body: { name: name.trim(), role, password } }),
    ['accounts'],
  )
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    add.mutate(undefined, { onSuccess: close })
  }
  return (
    <Modal opened onClose={close} title="Add a person">
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label="Name"
            description="To sign in with: small letters, digits, dot, dash and @"
            required
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label="Role"
            data={CHOICES}
            value={role}
            onChange={(next) => next !== null && setRole(next as Session['role'])}
          />
          <PasswordInput
            label="First password"
            description="Twelve characters or more. The person changes it when signing in."
            autoComplete="new-password"
            required
            minLength={12}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {add.error !== null && <div role="alert">{wordsOf(add.error)}</div>}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" loading={add.isPending}>
              Add
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
