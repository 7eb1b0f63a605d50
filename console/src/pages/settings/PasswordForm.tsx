import { Button, PasswordInput, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { api } from '../../api/client.ts'
import { wordsOf } from '../../api/problem.ts'
import { useDo } from '../../api/use.ts'
import css from './Settings.module.css'

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
