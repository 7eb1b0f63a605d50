import { expect, test } from 'vitest'
import { examine, type Piece } from '../../examine.ts'
import { s7comm } from './s7comm.ts'

const { examples } = s7comm

/** Examines examples by name; those after a `>` are sent by the server. */
function dialogue(...names: string[]) {
  return examine(
    s7comm,
    names.map((name): Piece => {
      const server = name.startsWith('>')
      const bytes = examples[server ? name.slice(1) : name]
      if (bytes === undefined) throw new Error(`no example ${name}`)
      return { bytes, direction: server ? 1 : 0 }
    }),
  )
}

function operations(...names: string[]) {
  return dialogue(...names)
    .at(-1)!
    .observations.filter((one) => one.kind === 'operation')
}

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(examples)) {
    const [one] = examine(s7comm, [{ bytes: hex }])
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

test('no whole example breaks a rule', () => {
  for (const [name, hex] of Object.entries(examples))
    if (!name.startsWith('cut'))
      expect({ name, anomalies: examine(s7comm, [{ bytes: hex }])[0]!.messages[0]!.anomalies }).toEqual({
        name,
        anomalies: [],
      })
})

test('each item of an answer has its own outcome', () => {
  expect(
    operations('reads a word of a data block and two bits', '>answers with two values and a missing object'),
  ).toMatchObject([
    { verb: 'read', object: 'DB10.DBW20', outcome: 'done', initiator: 'receiver' },
    { object: 'M10.3', outcome: 'done' },
    { object: 'P#Q0.0 BYTE 8', outcome: 'refused', reason: 'object does not exist' },
  ])
})

test('a refused write names what was not written', () => {
  expect(operations('writes an output', '>refuses the write of one item')).toMatchObject([
    { verb: 'write', object: 'Q2.2', outcome: 'refused', reason: 'accessing the object not allowed' },
  ])
})

test('a bare refusal is of what was asked', () => {
  expect(operations('stops the controller', '>refuses a job')).toMatchObject([
    { verb: 'stop', function: 'PLC Stop', outcome: 'refused' },
  ])
})

test('whoever asked for a download stays its initiator while the controller fetches the pieces', () => {
  const all = dialogue(
    'requests download of DB1',
    '>fetches a piece of the block',
    'hands the piece over',
    '>ends the download',
  )
  const initiators = all.map((one) => one.observations[0])
  expect(initiators).toMatchObject([
    { object: 'DB1', initiator: 'sender' },
    { object: 'DB1', initiator: 'receiver' },
    { object: 'DB1', initiator: 'sender', outcome: 'done' },
    { object: 'DB1', initiator: 'receiver' },
  ])
})

test('later steps of an upload know the block by its number', () => {
  expect(operations('starts upload of OB1', '>answers the start', 'uploads a piece')).toMatchObject([
    { verb: 'program-upload', function: 'Upload', object: 'OB1' },
  ])
  expect(operations('starts upload of OB1', '>refuses the upload by password')).toMatchObject([
    { object: 'OB1', outcome: 'refused', reason: 'not permitted at this protection level' },
  ])
})

test('a system status list in pieces is read when its last piece is there', () => {
  const all = dialogue(
    'asks for module identification',
    '>gives a first piece of a list',
    'asks for the next piece',
    '>gives the last piece of a list',
  )
  expect(all[1]!.observations).toEqual([])
  expect(all[3]!.observations).toMatchObject([{ verb: 'diagnose', function: 'Read SZL', outcome: 'done' }])
  expect(all[3]!.messages[0]!.fields).toMatchObject({ data: { payload: { whole: { record_count: 2 } } } })
})

test('pushed values belong to the items subscribed to', () => {
  expect(
    operations('subscribes to a data block', '>answers the subscription', '>pushes values'),
  ).toMatchObject([{ verb: 'report', object: 'P#DB9.DBX0.0 BYTE 4', initiator: 'receiver', outcome: 'done' }])
})

test('a job upon a force job is forcing', () => {
  expect(operations('deletes a force job')).toMatchObject([{ verb: 'force', function: 'Delete job (Force)' }])
})

test('no password is kept', () => {
  for (const [name, secret] of [
    ['gives a password', '213a1b1d6e681b1d'],
    ['logs in to a numerical control', 'hunter2'],
  ] as const) {
    const [one] = dialogue(name)
    const kept = JSON.stringify([one!.messages[0]!.fields, one!.messages[0]!.value, one!.observations])
    expect(kept).not.toContain(secret)
    expect(one!.observations).toContainEqual({ kind: 'secret', what: 'password' })
  }
})

test('polling repeats whatever the values and references; writing only does when it writes the same', () => {
  const read = examples['reads a word of a data block and two bits']!
  const answer = examples['answers with two values and a missing object']!
  const renumbered = (hex: string) => hex.replace('0102', '0103')
  const seen = examine(s7comm, [
    { bytes: read },
    { bytes: answer, direction: 1 },
    { bytes: renumbered(read) },
    { bytes: renumbered(answer).replace('1234', '4321'), direction: 1 },
    { bytes: examples['writes an output']! },
    { bytes: examples['writes an output']! },
    { bytes: examples['writes an output']!.replace(/..$/, 'fe') },
  ])
  expect(seen.map((one) => one.repeat)).toEqual([false, false, true, true, false, true, false])
})

test('answers pair by reference while several jobs are under way', () => {
  const second = examples['writes an output']!.replace('0102', '0203')
  const [, , answer] = examine(s7comm, [
    { bytes: examples['reads from a numerical control']! },
    { bytes: second },
    { bytes: examples['answers the write']!.replace('0102', '0203'), direction: 1 },
  ])
  expect(answer!.observations).toMatchObject([{ verb: 'write', object: 'Q2.2', outcome: 'done' }])
})
