import { wordsOf } from '../../api/problem.ts'
import { useAsk } from '../../api/use.ts'
import { Heard } from '../../parts/Heard.tsx'
import { Part, Parts } from '../../parts/Page.tsx'
import { Scroll } from '../../parts/Scroll.tsx'
import { flat } from './flat.ts'
import css from './Settings.module.css'

/** How the server is, its version, and every limit it keeps. */
export function About() {
  const { data, error } = useAsk('/health')
  const { limits, ...state } = (data ?? {}) as Record<string, unknown> & { limits?: unknown }
  return (
    <Parts>
      <Part title="Server">
        {error !== null && <p role="alert">{wordsOf(error)}</p>}
        <Pairs of={state} />
        <p className="soft">
          Open, under the Apache licence 2.0. Nothing is fetched from anywhere and nothing is sent anywhere.
        </p>
      </Part>
      {limits !== undefined && (
        <Part title="Limits" beside="what a limit drops is counted and told">
          <Pairs of={limits} />
        </Part>
      )}
    </Parts>
  )
}

function Pairs({ of }: { of: unknown }) {
  return (
    <Scroll label="Values">
      <table className={css.table}>
        <tbody>
          {flat(of).map(([name, value]) => (
            <tr key={name}>
              <th scope="row">
                <Heard text={name} />
              </th>
              <td>
                <Heard text={value} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
