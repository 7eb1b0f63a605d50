import '@mantine/dropzone/styles.layer.css'
import { Button } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import { useRef } from 'react'
import css from './Captures.module.css'
import { uploads } from './sending.ts'

/** Takes files that are dropped on it, or chosen with its button. */
export function Drop({ site }: { site: string }) {
  const choose = useRef<() => void>(null)
  const take = (files: File[]): void =>
    uploads.add(
      site,
      files.map((blob) => ({ name: blob.name, size: blob.size, blob })),
    )
  return (
    <Dropzone
      onDrop={take}
      openRef={choose}
      activateOnClick={false}
      activateOnKeyboard={false}
      enablePointerEvents
      className={css.drop}
      inputProps={{ 'aria-label': 'Capture files' }}
    >
      <p className={css.call}>Drop captures here</p>
      <Button onClick={() => choose.current?.()}>Choose captures</Button>
      <p className="soft">
        pcap, pcapng and snoop, plain or compressed with gzip or zstd. A file goes to this server and nowhere
        else.
      </p>
    </Dropzone>
  )
}
