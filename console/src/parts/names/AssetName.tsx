import { useQuery } from '@tanstack/react-query'
import { Go } from '../Go.tsx'
import { Heard } from '../Heard.tsx'
import { links } from '../links.ts'
import { nameOfAsset } from './names.ts'

/** An asset by its name, leading to its page; null is a group address, to which many listen. */
export function AssetName(props: {
  site: string
  id: string | null
  most?: number
  /** In a sentence Tab stops at it; in a table the row has the focus. */
  inText?: boolean
}) {
  const { site, id, most = 50, inText = false } = props
  const { data = id ?? '' } = useQuery({
    queryKey: ['assets', 'name', site, id],
    queryFn: () => nameOfAsset(site, id!),
    enabled: id !== null,
    staleTime: 300_000,
  })
  if (id === null) return <span className="soft">everybody</span>
  return (
    <Go href={links.asset(site, id)} {...(inText ? {} : { tabIndex: -1 })}>
      <Heard text={data} most={most} />
    </Go>
  )
}
