import { BASE } from '../../api/client.ts'
import { problemOf } from '../../api/problem.ts'
import { refresh } from '../../api/queries.ts'
import { type Send, Uploads } from './uploads.ts'

/** XMLHttpRequest, because fetch does not tell how much has been sent. The browser reads the file from disk as it goes. */
const send: Send = ({ site, name }, file, tell) => {
  const request = new XMLHttpRequest()
  request.open('POST', `${BASE}/sites/${encodeURIComponent(site)}/captures?name=${encodeURIComponent(name)}`)
  request.setRequestHeader('content-type', 'application/octet-stream')
  request.upload.onprogress = ({ loaded }) => tell.sent(loaded)
  request.onerror = () => tell.done('The line to the server broke, or the server refused to read on.')
  request.onload = () => {
    const { status, responseText } = request
    tell.done(status < 300 ? undefined : problemOf(status, parsed(responseText)).message)
  }
  request.send(file)
  return { abort: () => request.abort() }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const uploads = new Uploads(send, () => void refresh(['job']))
