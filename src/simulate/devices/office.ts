import * as ntlm from '../build/ntlm.ts'
import type { Moment } from '../build/services.ts'
import * as smb from '../build/smb.ts'
import * as web from '../build/web.ts'
import type { Host } from '../host.ts'
import { MILLI, type Script, SECOND } from '../network.ts'
import type { Plant } from '../plant.ts'
import { Conversation } from '../tcp.ts'
import { DOMAIN } from './windows.ts'

/** What crosses the router: the office reads the historian’s page, computers reach the directory’s share and the update server. */
export function officeScripts(plant: Plant): Script[] {
  const { hmi, historian, engineer } = plant.hosts
  return [
    readPage(plant),
    ...[hmi, historian, engineer].flatMap((host) => [reachShare(plant, host), fetchUpdates(plant, host)]),
  ]
}

/** Somebody in the office watches the historian's page. */
function* readPage(plant: Plant): Script {
  const { network, hosts, water } = plant
  for (;;) {
    yield network.random.between(35, 80) * SECOND
    const line = new Conversation(network, hosts.laptop, hosts.historian, 80, 6_000)
    yield* line.open()
    const body = () =>
      JSON.stringify({
        clearwell_m: Number(water.level.toFixed(3)),
        chlorine_mg_l: Number(water.chlorine.toFixed(3)),
        main_pressure_bar: Number(water.pressure.toFixed(2)),
        tank_m: Number(water.tankLevel.toFixed(3)),
      })
    yield* line.exchange(web.httpGet(`wtp-hist-01.${DOMAIN}`, '/trend/latest'), () =>
      web.httpOk('Microsoft-IIS/10.0', 'application/json', body()),
    )
    yield* line.settle()
    yield* line.close()
  }
}

/** A computer asks the update server over TLS; what it says there stays between them. */
function* fetchUpdates(plant: Plant, host: Host): Script {
  const { network, hosts } = plant
  const { random } = network
  yield random.between(20, 200) * SECOND
  for (;;) {
    const line = new Conversation(network, host, hosts.updates, 443, 2_000)
    yield* line.open()
    yield* line.exchange(web.clientHello(random, `rw-wsus-01.${DOMAIN}`), (hello) =>
      web.serverHello(random, hello),
    )
    yield* line.exchange(web.clientFinish(random), () => web.sealed(random, 640))
    yield* line.settle()
    yield* line.close()
    yield random.between(500, 900) * SECOND
  }
}

const NAMES: ntlm.ServerNames = {
  domain: 'RIDGEWATER',
  computer: 'RW-DC-01',
  dnsDomain: DOMAIN,
  dnsComputer: `rw-dc-01.${DOMAIN}`,
}
const SHARE = `\\\\RW-DC-01.${DOMAIN}\\SYSVOL`
const SESSION = 0x0400_0031
const TREE = 1

/** A computer logs on to the directory's share, as it does to look for new policies, and leaves. */
function* reachShare(plant: Plant, host: Host): Script {
  const { network, hosts } = plant
  const { random } = network
  const noise = (count: number) => Uint8Array.from({ length: count }, () => random.u32() & 0xff)
  const server = noise(16)
  const client = noise(16)
  yield random.between(5, 60) * SECOND
  for (;;) {
    const line = new Conversation(network, host, hosts.directory, smb.PORT, 900)
    const answer = (request: Uint8Array) => shareAnswer(request, server, noise(8), plant.moment())
    const { negotiate, sessionSetup, treeConnect, treeDisconnect, logoff } = smb.COMMAND
    const account = { user: `${host.name}$`, computer: host.name }
    const steps: [command: number, body: Uint8Array][] = [
      [negotiate, smb.negotiateRequest(client)],
      [sessionSetup, smb.sessionSetupRequest(ntlm.first(ntlm.negotiate()))],
      [
        sessionSetup,
        smb.sessionSetupRequest(
          ntlm.last(ntlm.authenticate(NAMES, account, plant.moment(), noise(16), noise(8))),
        ),
      ],
      [treeConnect, smb.treeConnectRequest(SHARE)],
      [treeDisconnect, smb.empty()],
      [logoff, smb.empty()],
    ]
    yield* line.open()
    for (const [message, [command, body]] of steps.entries()) {
      const session = message < 2 ? 0 : SESSION
      const tree = command === treeDisconnect ? TREE : 0
      yield* line.exchange(smb.message({ command, message, session, tree }, body), answer)
    }
    yield 40 * MILLI
    yield* line.settle()
    yield* line.close()
    yield random.between(600, 1_000) * SECOND
  }
}

function shareAnswer(request: Uint8Array, server: Uint8Array, nonce: Uint8Array, now: Moment): Uint8Array {
  const { command, message, session, tree } = smb.headerOf(request)
  const reply = (body: Uint8Array, status = 0, ids: { session?: number; tree?: number } = {}) =>
    smb.message({ command, message, session, tree, ...ids, response: true, status }, body)
  switch (command) {
    case smb.COMMAND.negotiate:
      return reply(smb.negotiateResponse(server, now, ntlm.offer()))
    case smb.COMMAND.sessionSetup: {
      if (session !== 0) return reply(smb.sessionSetupResponse(ntlm.complete()))
      const token = ntlm.incomplete(ntlm.challenge(NAMES, now, nonce))
      return reply(smb.sessionSetupResponse(token), smb.MORE_PROCESSING, { session: SESSION })
    }
    case smb.COMMAND.treeConnect:
      return reply(smb.treeConnectResponse(), 0, { tree: TREE })
    default:
      return reply(smb.empty())
  }
}
