import '@mantine/dropzone/styles.layer.css'
import { Dropzone } from '@mantine/dropzone'
import css from './Captures.module.css'
import { uploads } from './sending.ts'

/** Takes files that are dropped on it or chosen; Enter opens the choice. */
export function Drop({ site }: { site: string }) {
  const take = (files: File[]): void =>
    uploads.add(
      site,
      files.map((blob) => ({ name: blob.name, size: blob.size, blob })),
    )
  return (
    <Dropzone
      onDrop={take}
      className={css.drop}
      aria-label="Add captures"
      inputProps={{ 'aria-label': 'Capture files' }}
    >
      <p className={css.call}>Drop captures here, or click to choose them</p>
      <p className="soft">
        pcap, pcapng and snoop, plain or compressed with gzip or zstd, of any size. A file goes to this server
        and nowhere else.
      </p>
    </Dropzone>
  )
}
