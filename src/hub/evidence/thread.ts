import { parentPort } from 'node:worker_threads'
import { type Call, type Reply, refusal } from '../../store/sqlite/thread.ts'
import { work } from './work.ts'

async function answer({ id, name, argument }: Call): Promise<Reply> {
  try {
    return { id, answer: await work(name, argument) }
  } catch (error) {
    return refusal(id, error)
  }
}

const port = parentPort
if (port !== null) port.on('message', async (call: Call) => port.postMessage(await answer(call)))
