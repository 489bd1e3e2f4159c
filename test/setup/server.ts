import type { TestProject } from 'vitest/node'
import { testServer } from '../../server/kernel/embedded.ts'

/** One PostgreSQL for the whole run; every test copies its database from a template on it. */
export default async function openServer(project: TestProject) {
  const server = await testServer()
  project.provide('databaseUrl', server.url)
  return server.stop
}
