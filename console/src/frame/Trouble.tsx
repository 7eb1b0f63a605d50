import { Button } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import { wordsOf } from '../api/problem.ts'
import { Go } from '../parts/Go.tsx'
import { Page } from '../parts/Page.tsx'

/** A page that could not be shown, and what to do. */
export function Trouble({ error }: { error: unknown }) {
  const router = useRouter()
  return (
    <Page title="This page could not be shown">
      <p role="alert">{wordsOf(error)}</p>
      <p>
        <Button onClick={() => void router.invalidate()}>Try again</Button>
      </p>
    </Page>
  )
}

/** An address that leads nowhere. */
export function Lost() {
  return (
    <Page title="There is no such page">
      <p>The address may be from another version, or cut short.</p>
      <p>
        <Go href="/">Go to the overview</Go>
      </p>
    </Page>
  )
}
