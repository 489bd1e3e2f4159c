import type { TestProject } from 'vitest/node'
import { testServer } from '../../server/kernel/embedded.ts'

/** One PostgreSQL for the whole run; every test copies its database from a template on it. */
export default async function openServer(project: TestProject) {
  // the mutation runner keeps one server over many runs
  const program = process.env.TEST_SERVER_URL
  if (program) {
    project.provide('databaseUrl', program)
    return
  }
  const server = await testServer()
  project.provide('databaseUrl', server.url)
  return server.stop
}
