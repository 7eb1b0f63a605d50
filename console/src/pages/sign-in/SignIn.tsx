import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { api } from '../../api/client.ts'
import { wordsOf } from '../../api/problem.ts'
import { forget } from '../../api/session.ts'
import { Entrance } from './Entrance.tsx'
import { within } from './within.ts'

/** Name and password; then on to where one wanted to go. */
export function SignIn() {
  const { to } = useSearch({ from: '/sign-in' })
  const router = useRouter()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useMutation({
    mutationFn: () => api.POST('/session', { body: { name: name.trim(), password } }),
    onSuccess: () => {
      forget()
      router.history.push(within(to))
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    signIn.mutate()
  }
  return (
    <Entrance title="Sign in">
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label="Name"
            name="name"
            autoComplete="username"
            autoFocus
            required
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <PasswordInput
            label="Password"
            name="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {signIn.error !== null && <div role="alert">{wordsOf(signIn.error)}</div>}
          <Button type="submit" loading={signIn.isPending}>
            Sign in
          </Button>
        </Stack>
      </form>
      <p className="soft" style={{ marginTop: '1rem' }}>
        No account yet? Whoever runs the server adds one under Settings. At the very first start the server
        prints a link that makes the first account.
      </p>
    </Entrance>
  )
}
