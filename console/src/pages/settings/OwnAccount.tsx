import { Button, PasswordInput, SegmentedControl, Stack, useMantineColorScheme } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { api } from '../../api/client.ts'
import { wordsOf } from '../../api/problem.ts'
import { useSession } from '../../api/session.ts'
import { useDo } from '../../api/use.ts'
import { Fact, Facts } from '../../parts/Fact.tsx'
import { Part, Parts } from '../../parts/Page.tsx'
import { roleTitle } from './roles.ts'
import css from './Settings.module.css'

/** Who one is, one's password, and how the console looks. */
export function OwnAccount() {
  const session = useSession()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Parts>
      <Part title="Signed in">
        <Facts>
          <Fact name="Name" value={session?.name} />
          <Fact name="Role" value={session === undefined ? undefined : roleTitle(session.role)} />
          <Fact name="May" value={session?.permissions.join(', ')} />
        </Facts>
      </Part>
      <Part title="Look">
        <SegmentedControl
          aria-label="Look"
          value={colorScheme}
          onChange={(value) => setColorScheme(value as typeof colorScheme)}
          data={[
            { value: 'auto', label: 'As the system' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
        />
      </Part>
      <Part title="Change password">
        <PasswordForm />
      </Part>
    </Parts>
  )
}

/** Changes one's own password. */
export function PasswordForm({ onDone }: { onDone?: () => void }) {
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const change = useDo(() => api.POST('/session/password', { body: { current, password } }), ['session'])
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    change.mutate(undefined, {
      onSuccess: () => {
        setCurrent('')
        setPassword('')
        notifications.show({ message: 'The password is changed.' })
        onDone?.()
      },
    })
  }
  return (
    <form onSubmit={submit} className={css.form}>
      <Stack gap="sm">
        <PasswordInput
          label="Password now"
          autoComplete="current-password"
          required
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <PasswordInput
          label="New password"
          description="Twelve characters or more; a few words in a row are easy to keep in mind."
          autoComplete="new-password"
          required
          minLength={12}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {change.error !== null && <div role="alert">{wordsOf(change.error)}</div>}
        <div>
          <Button type="submit" loading={change.isPending}>
            Change the password
          </Button>
        </div>
      </Stack>
    </form>
  )
}
