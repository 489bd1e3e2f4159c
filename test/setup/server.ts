import type { TestProject } from 'vitest/node'
import { testServer } from '../../server/kernel/embedded.ts'

/** One PostgreSQL for the whole run; every test copies its database from a template on it. */
export default async function openServer(project: TestProject) {
  // the mutation runner keeps one server over many runs
  const standing = process.env.TEST_SERVER_URL
  if (standing) {
    project.provide('databaseUrl', standing)
    return
  }
  const server = await testServer()
  project.provide('databaseUrl', server.url)
  return server.stop
}
