import { expect, test } from 'vitest'
import { isLoopback } from './address.ts'

test('only names of this machine are loopback', () => {
  for (const name of ['localhost', 'LOCALHOST', '127.0.0.1', '127.1.2.3', '::1', '[::1]'])
    expect([name, isLoopback(name)]).toEqual([name, true])
  for (const name of ['', '0.0.0.0', '::', 'localhost.example', '127.0.0.1.example', '192.0.2.1', '[::2]'])
    expect([name, isLoopback(name)]).toEqual([name, false])
})
