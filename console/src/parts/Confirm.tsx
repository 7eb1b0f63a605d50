import { Button, Group, Modal } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { wordsOf } from '../api/problem.ts'

/** Asks before something that cannot be taken back: what is lost, and a button that says what happens. */
export function Confirm(props: {
  question: string
  detail: string
  act: string
  work: {
    mutate: (input: undefined, options: { onSuccess: () => void }) => void
    isPending: boolean
    error: Error | null
  }
  children: (ask: () => void) => ReactNode
}) {
  const [opened, { open, close }] = useDisclosure(false)
  return (
    <>
      {props.children(open)}
      <Modal opened={opened} onClose={close} title={props.question} size="sm">
        <p>{props.detail}</p>
        {props.work.error !== null && <p role="alert">{wordsOf(props.work.error)}</p>}
        <Group justify="flex-end">
          <Button variant="default" onClick={close} data-autofocus>
            Leave it
          </Button>
          <Button
            loading={props.work.isPending}
            onClick={() => props.work.mutate(undefined, { onSuccess: close })}
          >
            {props.act}
          </Button>
        </Group>
      </Modal>
    </>
  )
}
