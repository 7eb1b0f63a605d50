import { expect, test } from 'vitest'
import { examine, type Piece } from '../../examine.ts'
import { s7commPlus } from './s7comm-plus.ts'

const { examples } = s7commPlus

/** Examines examples by name; those after a `>` are sent by the server. */
function dialogue(...names: string[]) {
  return examine(
    s7commPlus,
    names.map((name): Piece => {
      const server = name.startsWith('>')
      return { bytes: examples[server ? name.slice(1) : name]!, direction: server ? 1 : 0 }
    }),
  )
}

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(examples)) {
    const [one] = examine(s7commPlus, [{ bytes: hex }])
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

test('no whole example breaks a rule', () => {
  for (const [name, hex] of Object.entries(examples))
    if (!name.startsWith('cut'))
      expect({ name, anomalies: examine(s7commPlus, [{ bytes: hex }])[0]!.messages[0]!.anomalies }).toEqual({
        name,
        anomalies: [],
      })
})

test('a controller says its order number and firmware when a session begins', () => {
  const [asked, answer] = dialogue('opens a session', '>answers with order number and firmware')
  expect(asked!.observations).toContainEqual({
    kind: 'identity',
    about: 'sender',
    attribute: 'name',
    value: 'ENG7',
    confidence: 0.7,
  })
  const said = answer!.observations.flatMap((one) =>
    one.kind === 'identity' ? [[one.attribute, one.value]] : [],
  )
  expect(said).toEqual([
    ['orderNumber', '6ES7 214-1HE30-0XB0'],
    ['firmware', 'V2.2'],
    ['vendor', 'Siemens'],
    ['role', 'plc'],
  ])
})

test('a write to the operating state is a stop or a start, and a refusal says so', () => {
  const [stop, refused] = dialogue('stops the CPU', '>refuses the write')
  expect(stop!.observations).toMatchObject([
    { verb: 'stop', object: 'CPU operating state', outcome: 'asked' },
  ])
  expect(refused!.observations).toMatchObject([{ verb: 'stop', outcome: 'refused', initiator: 'receiver' }])
  expect(dialogue('starts the CPU', '>answers the write')[1]!.observations).toMatchObject([
    { verb: 'start', outcome: 'done' },
  ])
})

test('a password is told, not kept', () => {
  const [one] = dialogue('gives a password')
  const kept = JSON.stringify([one!.messages[0]!.fields, one!.messages[0]!.value, one!.observations])
  expect(kept).not.toContain('hunter2')
  expect(kept).not.toContain(Buffer.from('hunter2').toString('hex'))
  expect(one!.observations).toContainEqual({ kind: 'secret', what: 'password' })
  expect(one!.observations).toMatchObject([{ kind: 'secret' }, { verb: 'login' }])
})

test('a unit in pieces is read when its last piece is there, by whoever sent it', () => {
  const whole = examples['downloads a block']!.replace(/\s/g, '')
  const data = whole.slice(8, -8)
  const [first, rest] = [data.slice(0, 60), data.slice(60)]
  const size = (hex: string) => (hex.length / 2).toString(16).padStart(4, '0')
  const [one, two, answer] = examine(s7commPlus, [
    { bytes: `7202 ${size(first)} ${first}` },
    { bytes: `7202 ${size(rest)} ${rest} 72020000` },
    { bytes: '7202 000d 32 0000 04ca 0000 0005 34 00 00 00 72020000', direction: 1 },
  ])
  expect(one!.observations).toEqual([])
  expect(two!.observations).toMatchObject([
    { verb: 'program-download', function: 'CreateObject', object: 'Main', initiator: 'sender' },
  ])
  expect(answer!.observations).toMatchObject([{ verb: 'program-download', object: 'Main', outcome: 'done' }])
})

test('polling repeats when each unit is signed at its end', () => {
  const signed = (counter: string, digest: string) =>
    `72 02 0056 31 0000 054c 0000 0005 000003c0 34 00000000 01 05 00 52 05 9d18 03 000100 000004e8 8969 0012 00000000 896a 0013 00 896b 0004 00 ${counter} 20 ${digest.repeat(32)} 72020000`
  const [, again] = examine(s7commPlus, [{ bytes: signed('0059', 'ab') }, { bytes: signed('005a', 'cd') }])
  expect(again!.repeat).toBe(true)
})

test('polling repeats whatever its counters; writing never does', () => {
  const get = examples['gets two points of a data block']!
  const again = get.replace('07 00000000', '09 00000000')
  const seen = examine(s7commPlus, [
    { bytes: get },
    { bytes: examples['answers with values']!, direction: 1 },
    { bytes: again },
    { bytes: examples['answers with values']!, direction: 1 },
    { bytes: examples['sets a point']! },
    { bytes: examples['sets a point']! },
  ])
  expect(seen.map((one) => one.repeat)).toEqual([false, false, true, true, false, false])
})
