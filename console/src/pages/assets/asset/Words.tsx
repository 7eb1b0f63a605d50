import { Button } from '@mantine/core'
import { api } from '../../../api/client.ts'
import { wordsOf } from '../../../api/problem.ts'
import { useMay } from '../../../api/session.ts'
import { useAsk, useDo } from '../../../api/use.ts'
import { Empty } from '../../../parts/Empty.tsx'
import { Heard } from '../../../parts/Heard.tsx'
import { Time } from '../../../parts/Time.tsx'

/** What people said of it, newest first; each can be taken back. */
export function Words({ site, asset }: { site: string; asset: string }) {
  const { data, error } = useAsk('/sites/{site}/words', { params: { path: { site }, query: { asset } } })
  const may = useMay('annotate')
  const undo = useDo(
    (id: string) => api.DELETE('/sites/{site}/words/{id}', { params: { path: { site, id } } }),
    ['assets', 'words', 'map', 'facets', 'overview', 'neighbours'],
  )
  if (error !== null && data === undefined) return <p role="alert">{wordsOf(error)}</p>
  if (data === undefined) return <p role="status">Loading …</p>
  if (data.items.length === 0)
    return (
      <Empty title="Nobody has said anything of it">
        <p>
          What people know better than the network – its name, role, criticality, owner, notes – is said
          above.
        </p>
      </Empty>
    )
  return (
    <div className="scroll">
      {undo.error !== null && <p role="alert">{wordsOf(undo.error)}</p>}
      <table>
        <thead>
          <tr>
            <th>What</th>
            <th>Value</th>
            <th>Who and when</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {data.items.map((word) => (
            <tr key={word.id}>
              <td>{word.kind}</td>
              <td>
                <Heard
                  text={Array.isArray(word.value) ? word.value.join(', ') : String(word.value)}
                  most={400}
                />
              </td>
              <td>
                <Heard text={word.by} most={40} />, <Time at={word.at} />
              </td>
              <td>
                {word.undone !== undefined ? (
                  <span className="soft">
                    taken back by <Heard text={word.undone.by} most={40} />, <Time at={word.undone.at} />
                  </span>
                ) : (
                  may && (
                    <Button
                      size="compact-sm"
                      variant="default"
                      loading={undo.isPending && undo.variables === word.id}
                      onClick={() => undo.mutate(word.id)}
                    >
                      Take back
                    </Button>
                  )
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
