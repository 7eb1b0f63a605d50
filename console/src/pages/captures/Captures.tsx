import { Button } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useSyncExternalStore } from 'react'
import { api } from '../../api/client.ts'
import { wordsOf } from '../../api/problem.ts'
import { useMay } from '../../api/session.ts'
import { useAsk, useDo } from '../../api/use.ts'
import { Empty } from '../../parts/Empty.tsx'
import { Heard } from '../../parts/Heard.tsx'
import { plainly } from '../../parts/heard.ts'
import { bytes } from '../../parts/numbers.ts'
import { Page, Part } from '../../parts/Page.tsx'
import { Progress } from '../../parts/Progress.tsx'
import { Sign } from '../../parts/Sign.tsx'
import css from './Captures.module.css'
import { Drop } from './Drop.tsx'
import { goesOn, type Job, numbersOf, stateOf } from './jobs.ts'
import { uploads } from './sending.ts'
import type { Upload } from './uploads.ts'

/** Capture files: bringing them, how far they are, what could not be read. */
export function Captures() {
  const { site } = useParams({ from: '/inside/sites/$site/captures' })
  const { data, error } = useAsk('/sites/{site}/captures', { params: { path: { site } } })
  const sending = useSyncExternalStore(uploads.subscribe, uploads.snapshot).filter((one) => one.site === site)
  const mayImport = useMay('import')
  return (
    <Page title="Captures">
      {mayImport ? (
        <Drop site={site} />
      ) : (
        <p className="soft">Your role sees what captures held, but cannot add any.</p>
      )}
      {sending.length > 0 && (
        <Part title="On the way to the server">
          <ul className={css.list}>
            {sending.map((upload) => (
              <Sending key={upload.id} upload={upload} />
            ))}
          </ul>
        </Part>
      )}
      <Part title="Captures of this site">
        {error !== null && <p role="alert">{wordsOf(error)}</p>}
        {data?.length === 0 && (
          <Empty title="No captures yet">
            <p>
              A capture is a file of packets, as Wireshark, tcpdump or a switch writes it. Drop one above:
              what it holds joins what this site knows.
            </p>
          </Empty>
        )}
        <ul className={css.list}>
          {data?.map((job) => (
            <Read key={job.id} site={site} job={job} mayCancel={mayImport} />
          ))}
        </ul>
      </Part>
    </Page>
  )
}

function Sending({ upload }: { upload: Upload }) {
  const { id, name, size, sent, state, reason } = upload
  return (
    <li className={css.item}>
      <div className={css.name}>
        <Heard text={name} most={80} />
        {state === 'failed' ? <Sign level="bad">not sent</Sign> : <span className="soft">{state}</span>}
      </div>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => uploads.remove(id)}
        aria-label={`Cancel ${plainly(name)}`}
      >
        {state === 'failed' ? 'Dismiss' : 'Cancel'}
      </Button>
      <div className={css.more}>
        {state === 'failed' ? (
          <p role="alert">{reason}</p>
        ) : (
          <>
            <Progress part={size === 0 ? 0 : sent / size} label={`${plainly(name)} sent`} />
            <span className="soft">
              {bytes(sent)} of {bytes(size)}
            </span>
          </>
        )}
      </div>
    </li>
  )
}

function Read({ site, job, mayCancel }: { site: string; job: Job; mayCancel: boolean }) {
  const cancel = useDo(
    () => api.DELETE('/sites/{site}/captures/{id}', { params: { path: { site, id: job.id } } }),
    ['captures'],
  )
  const { level, words } = stateOf(job)
  return (
    <li className={css.item}>
      <div className={css.name}>
        <Heard text={job.name} most={80} />
        <Sign level={level}>{words}</Sign>
        <span className="soft">{numbersOf(job)}</span>
      </div>
      {goesOn(job) && mayCancel && (
        <Button
          size="compact-sm"
          variant="default"
          loading={cancel.isPending}
          onClick={() => cancel.mutate(undefined)}
          aria-label={`Cancel ${plainly(job.name)}`}
        >
          Cancel
        </Button>
      )}
      <div className={css.more}>
        {goesOn(job) && (
          <Progress
            {...(job.state === 'queued' ? { part: 0 } : { part: job.progress })}
            label={`${plainly(job.name)} read`}
          />
        )}
        {cancel.error !== null && <p role="alert">{wordsOf(cancel.error)}</p>}
        {job.notes.map((note) => (
          <p key={note} className={css.note}>
            <Heard text={note} most={300} />
          </p>
        ))}
      </div>
    </li>
  )
}
