import { Kbd, Modal } from '@mantine/core'
import { useKnownKeys } from './use-keys.ts'

const ALWAYS = [
  { keys: 'Ctrl K', does: 'Find a page, an asset or an action' },
  { keys: 'Tab', does: 'Go to the next control' },
  { keys: '↑ ↓', does: 'Move in a table; Home and End for its ends, Enter to open' },
  { keys: 'Esc', does: 'Close what is open' },
]

/** What each key does here. */
export function KeyboardMap({ opened, close }: { opened: boolean; close: () => void }) {
  const keys = useKnownKeys()
  return (
    <Modal opened={opened} onClose={close} title="Keys" size="md">
      <table>
        <tbody>
          {[...ALWAYS, ...keys].map(({ keys: one, does }) => (
            <tr key={one}>
              <td>
                {one.split(' ').map((key) => (
                  <Kbd key={key} mr={4}>
                    {key}
                  </Kbd>
                ))}
              </td>
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  )
}
