import { type AssetRow, levelWords, nameOf, roleWords } from '../../parts/asset-words.ts'
import { Go } from '../../parts/Go.tsx'
import { Heard } from '../../parts/Heard.tsx'
import { links } from '../../parts/links.ts'
import { Sign } from '../../parts/Sign.tsx'
import { Time } from '../../parts/Time.tsx'
import type { Column } from '../../parts/table/columns.ts'

const several = (values: readonly string[]) => <Heard text={values.join(', ')} most={80} />

/** The columns of the list of assets, the most useful first. */
export function assetColumns(site: string): Column<AssetRow>[] {
  return [
    {
      id: 'name',
      title: 'Name',
      width: 'minmax(10rem, 1.4fr)',
      sort: 'name',
      cell: (asset) => (
        <>
          <Go href={links.asset(site, asset.id)} tabIndex={-1}>
            <Heard text={nameOf(asset)} most={60} />
          </Go>
          {asset.conflicts.length > 0 && (
            <Sign level="warn" title={`Packets contradict each other about ${asset.conflicts.join(', ')}`}>
              contradicted
            </Sign>
          )}
        </>
      ),
    },
    { id: 'role', title: 'Role', sort: 'role', cell: (asset) => roleWords(asset.role) },
    {
      id: 'level',
      title: 'Level',
      width: '6rem',
      sort: 'level',
      from: 640,
      cell: (asset) => levelWords(asset.level),
    },
    {
      id: 'zone',
      title: 'Zone',
      sort: 'zone',
      from: 980,
      cell: (asset) => <Heard text={asset.zone} most={40} />,
    },
    {
      id: 'addresses',
      title: 'Addresses',
      from: 560,
      cell: (asset) =>
        several(asset.interfaces.map(({ ip, mac }) => ip ?? mac ?? '').filter((one) => one !== '')),
    },
    {
      id: 'vendor',
      title: 'Vendor',
      sort: 'vendor',
      from: 760,
      cell: (asset) => <Heard text={asset.vendor ?? ''} most={40} />,
    },
    {
      id: 'model',
      title: 'Model',
      sort: 'model',
      from: 860,
      cell: (asset) => <Heard text={asset.model ?? ''} most={40} />,
    },
    {
      id: 'lastSeen',
      title: 'Last heard',
      width: '8rem',
      sort: 'lastSeen',
      from: 480,
      cell: (asset) =>
        asset.heard ? <Time at={asset.lastSeen} since /> : <span className="soft">never heard</span>,
    },
    {
      id: 'firmware',
      title: 'Firmware',
      sort: 'firmware',
      from: 1260,
      cell: (asset) => <Heard text={asset.firmware ?? ''} most={30} />,
    },
    { id: 'protocols', title: 'Protocols', from: 1420, cell: (asset) => several(asset.protocols) },
    {
      id: 'order',
      title: 'Order number',
      sort: 'orderNumber',
      spare: true,
      cell: (asset) => <Heard text={asset.orderNumber ?? ''} />,
    },
    {
      id: 'serial',
      title: 'Serial number',
      sort: 'serial',
      spare: true,
      cell: (asset) => <Heard text={asset.serial ?? ''} />,
    },
    {
      id: 'os',
      title: 'Operating system',
      sort: 'os',
      spare: true,
      cell: (asset) => <Heard text={asset.os ?? ''} />,
    },
    {
      id: 'firstSeen',
      title: 'First heard',
      sort: 'firstSeen',
      spare: true,
      cell: (asset) => <Time at={asset.firstSeen} />,
    },
    { id: 'id', title: 'Id', sort: 'id', spare: true, cell: (asset) => <Heard text={asset.id} /> },
  ]
}
