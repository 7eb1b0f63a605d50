import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { api } from '../../api/client.ts'
import { wordsOf } from '../../api/problem.ts'
import { forget } from '../../api/session.ts'
import { Go } from '../../parts/Go.tsx'
import { Entrance } from './Entrance.tsx'

/** The first start: whoever has the one-time link makes the first account. */
export function Welcome() {
  const [secret] = useState(() => window.location.hash.slice(1))
  return secret === '' ? <NoSecret /> : <FirstAccount secret={secret} />
}

function NoSecret() {
  return (
    <Entrance title="This link is not whole">
      <p>
        The link that makes the first account ends in # and a long word. Copy all of it from the line that the
        server printed when it started.
      </p>
      <p>
        <Go href="/sign-in">Sign in instead</Go>
      </p>
    </Entrance>
  )
}

function FirstAccount({ secret }: { secret: string }) {
  const router = useRouter()
  const [name, setName] = useState('admin')
  const [password, setPassword] = useState('')
  const create = useMutation({
    mutationFn: () => api.POST('/first-run', { body: { secret, name: name.trim(), password } }),
    onSuccess: () => {
      forget()
      router.history.replace('/')
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    create.mutate()
  }
  return (
    <Entrance title="Welcome">
      <p>
        Sightglass listens to a plant's networks and shows what is there, who does what to which controller,
        and the packets that prove it. It sends nothing into the plant.
      </p>
      <p>You make the first account. It may do everything, adding other people included.</p>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label="Name"
            name="name"
            autoComplete="username"
            required
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <PasswordInput
            label="Password"
            name="password"
            description="Twelve characters or more; a few words in a row are easy to keep in mind."
            autoComplete="new-password"
            autoFocus
            required
            minLength={12}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {create.error !== null && <div role="alert">{wordsOf(create.error)}</div>}
          <Button type="submit" loading={create.isPending}>
            Make the account and begin
          </Button>
        </Stack>
      </form>
    </Entrance>
  )
}
