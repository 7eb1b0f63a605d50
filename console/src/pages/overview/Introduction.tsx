import { Button } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { useMay } from '../../api/session.ts'
import { Go } from '../../parts/Go.tsx'
import { links } from '../../parts/links.ts'
import { many } from '../../parts/numbers.ts'
import css from './Overview.module.css'

/** The first look: what one sees here, and how to see one's own plant. Stays away once dismissed. */
export function Introduction({ site, demo, assets }: { site: string; demo: boolean; assets: number }) {
  const [read, setRead] = useLocalStorage({ key: 'sightglass.introduced', defaultValue: false })
  const mayImport = useMay('import')
  const mayListen = useMay('sensors')
  if (read) return null
  return (
    <section className={css.introduction} aria-label="What you see here">
      <div>
        <h2>What you see here</h2>
        <p>
          {demo
            ? `A small water works, simulated and live: controllers, pumps, an engineer at work and an intruder. Everything below was heard on its
              network just now and goes through the same path as a real plant: ${many(assets, 'asset')} so far.`
            : `What Sightglass has heard on the networks of this site: ${many(assets, 'asset')} so far.`}
        </p>
        <p>
          Grey is normal. Amber and red mark what is not, always with a shape and a word. Every fact leads to
          the packets that prove it. Press <kbd>?</kbd> for the keys, <kbd>Ctrl K</kbd> to find anything.
        </p>
      </div>
      <div>
        <h2>Your own plant</h2>
        <ul>
          {mayImport && (
            <li>
              <Go href={links.captures(site)}>Drop a capture</Go>: pcap, pcapng or snoop, compressed or not,
              as large as you have it.
            </li>
          )}
          {mayListen && (
            <li>
              <Go href={links.sensors(site)}>Listen on an interface</Go>, such as one at a mirror port.
              Sightglass sends nothing.
            </li>
          )}
          <li>
            Without a server: <code>sightglass analyze plant.pcap</code>
          </li>
        </ul>
        <Button variant="default" size="compact-sm" onClick={() => setRead(true)}>
          I have read this
        </Button>
      </div>
    </section>
  )
}
