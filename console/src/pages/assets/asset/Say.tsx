import { Button, Menu, Modal } from '@mantine/core'
import { useState } from 'react'
import { nameOf } from '../../../parts/asset-words.ts'
import type { AssetAnswer } from './Identity.tsx'
import { SayForm } from './SayForm.tsx'
import { SAYINGS, type SayingKind } from './sayings.ts'

/** What a person knows better: it outranks what was inferred, says who said it, and can be taken back. */
export function Say({ site, asset }: { site: string; asset: AssetAnswer }) {
  const [kind, setKind] = useState<SayingKind>()
  const close = (): void => setKind(undefined)
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default">Say what it is</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {Object.entries(SAYINGS)
            .filter(([name]) => name !== 'split' || asset.interfaces.length > 1)
            .map(([name, { title }]) => (
              <Menu.Item key={name} onClick={() => setKind(name as SayingKind)}>
                {title} …
              </Menu.Item>
            ))}
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={kind !== undefined}
        onClose={close}
        title={kind === undefined ? '' : `${SAYINGS[kind].title}: ${nameOf(asset)}`}
      >
        {kind !== undefined && <SayForm site={site} asset={asset} kind={kind} onDone={close} />}
      </Modal>
    </>
  )
}
